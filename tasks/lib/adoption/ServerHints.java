//JAVA 17+

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What compose files, workflows, plugins and .env files of a repository say of its PostgreSQL server. */
public class ServerHints {

    private static final Pattern POSTGRES = Pattern.compile(
            "(?:.*/)?(?:postgres|postgresql|postgis|pgvector|timescaledb(?:-ha)?|citus|paradedb|alpine-postgres)(?::.*)?(?:@.*)?");
    /** Images that take the official one's variables and keep its data in the same place. */
    private static final Pattern COMPATIBLE = Pattern.compile(
            "(?:docker\\.io/)?(?:library/)?postgres:[\\w.-]+|postgis/postgis:[\\w.-]+|imresamu/postgis:[\\w.-]+|pgvector/pgvector:[\\w.-]+|ankane/pgvector:[\\w.-]+|timescale/timescaledb:[\\w.-]+");

    private static final Pattern MAJOR = Pattern.compile(".*pg(\\d+)(?:\\D.*)?|(\\d+)(?:\\D.*)?");

    /**
     * A server that somebody starts.
     *
     * @param database its first database; null where it is not said
     * @param port on the developer's machine; 0 where none is published
     */
    record Server(
            String where,
            String service,
            String image,
            String user,
            String password,
            String database,
            int port,
            List<String> scripts) {}

    final List<Server> servers = new ArrayList<>();
    /** Services beside PostgreSQL that come from an image, by compose file. */
    final Map<Path, List<String>> others = new LinkedHashMap<>();

    final Map<Path, Server> compose = new LinkedHashMap<>();
    /** What the repository's .env files set. */
    final Map<String, String> variables = new LinkedHashMap<>();
    /** What is set in files that are everybody's: examples of .env, compose files. */
    final Map<String, String> shared = new LinkedHashMap<>();

    private final boolean privateEnv;

    ServerHints(Path root, Sources sources, List<Pom> poms) {
        privateEnv = Survey.quiet(root.resolve(".gitignore"))
                .lines()
                .anyMatch(line -> line.strip().matches("(?:\\*\\*/|/)?\\*?\\.env\\*?"));
        for (Path file : sources.matching(
                "(?:[^/]+/){0,2}\\.env(?:\\.(?:example|sample|template|dist|test|local|dev))?|[^/]*(?:example|sample)\\.env"))
            env(file);
        for (Path file : sources.matching("(?:[^/]+/){0,3}(?:docker-)?compose[^/]*\\.ya?ml"))
            compose(file, sources.show(file));
        for (Pom pom : poms)
            pom.plugins("docker-maven-plugin|docker-compose-maven-plugin")
                    .forEach(plugin -> plugin(
                            pom,
                            sources.show(pom.file),
                            plugin.getConfiguration() + " "
                                    + plugin.getExecutions().stream()
                                            .map(e -> String.valueOf(e.getConfiguration()))
                                            .toList()));
        for (Path file :
                sources.matching("\\.github/workflows/[^/]+\\.ya?ml|\\.gitlab-ci\\.yml|bitbucket-pipelines\\.yml"))
            workflow(file, sources.show(file));
    }

    private void env(Path file) {
        for (String line : ScriptFiles.text(file).lines().toList()) {
            Matcher set = Pattern.compile("(?:export\\s+)?([A-Za-z_]\\w*)=(.*)").matcher(line.strip());
            if (!set.matches()) continue;
            String value = set.group(2).strip().replaceFirst("\\s+#.*$", "").replaceAll("^[\"']|[\"']$", "");
            variables.putIfAbsent(set.group(1), value);
            if (!privateEnv || !file.getFileName().toString().matches("\\.env(?:\\.local)?"))
                shared.putIfAbsent(set.group(1), value);
        }
    }

    private void compose(Path file, String where) {
        for (Object document : documents(file)) {
            if (!(document instanceof Map<?, ?> map) || !(map.get("services") instanceof Map<?, ?> services)) continue;
            services.forEach((name, node) -> {
                if (!(node instanceof Map<?, ?> service)) return;
                String image = service.get("image") == null ? null : resolved(String.valueOf(service.get("image")));
                Map<String, String> environment = environment(service.get("environment"));
                boolean postgres = image != null
                        ? POSTGRES.matcher(image).matches()
                        : environment.containsKey("POSTGRES_PASSWORD")
                                && service.get("build") != null
                                && publishes(service.get("ports"));
                if (postgres) {
                    Server server = server(
                            where,
                            String.valueOf(name),
                            image,
                            environment,
                            service.get("ports"),
                            scripts(file, service.get("volumes")));
                    servers.add(server);
                    compose.putIfAbsent(file, server);
                } else {
                    environment.forEach(shared::putIfAbsent);
                }
                if (!postgres && image != null && service.get("build") == null) {
                    others.computeIfAbsent(file, key -> new ArrayList<>()).add(String.valueOf(name));
                }
            });
        }
    }

    private static boolean publishes(Object ports) {
        return String.valueOf(ports).contains("5432");
    }

    private void workflow(Path file, String where) {
        for (Object document : documents(file)) walk(where, "", document);
    }

    /** Services of a workflow stand below some job, in whatever depth. */
    private void walk(String where, String name, Object node) {
        if (node instanceof List<?> list) list.forEach(each -> walk(where, name, each));
        if (!(node instanceof Map<?, ?> map)) return;
        if (map.get("image") instanceof String image && POSTGRES.matcher(image).matches()) {
            servers.add(server(
                    where,
                    name,
                    image,
                    environment(map.get("env") != null ? map.get("env") : map.get("variables")),
                    map.get("ports"),
                    List.of()));
        }
        map.forEach((key, value) -> walk(where, String.valueOf(key), value));
    }

    /** fabric8's plugin has an image's name, variables and ports in its configuration. */
    private void plugin(Pom pom, String where, String configuration) {
        String text = pom.value(configuration);
        Matcher image = Pattern.compile("<name>([^<]*postg[^<]*)</name>").matcher(text);
        if (!image.find()) return;
        Map<String, String> environment = new HashMap<>();
        Matcher variable = Pattern.compile("<(POSTGRES_\\w+)>([^<]*)<").matcher(text);
        while (variable.find()) environment.put(variable.group(1), variable.group(2));
        Matcher port = Pattern.compile("<port>(?:[\\d.]+:)?(\\d+):5432</port>").matcher(text);
        servers.add(server(
                where,
                "plugin",
                image.group(1),
                environment,
                port.find() ? List.of(port.group(1) + ":5432") : List.of(),
                List.of()));
    }

    private Server server(
            String where,
            String service,
            String image,
            Map<String, String> environment,
            Object ports,
            List<String> scripts) {
        String user = environment.get("POSTGRES_USER");
        String database = environment.getOrDefault("POSTGRES_DB", user);
        Matcher port = Pattern.compile("(?:^|[^\\d])(\\d{2,5}):5432\\b|published=[\"']?(\\d+)")
                .matcher(resolved(String.valueOf(ports)));
        int published = !port.find() ? 0 : Integer.parseInt(port.group(1) != null ? port.group(1) : port.group(2));
        return new Server(
                where, service, image, user, environment.get("POSTGRES_PASSWORD"), database, published, scripts);
    }

    /** SQL that the image would run when it starts for the first time. */
    private static List<String> scripts(Path compose, Object volumes) {
        List<String> scripts = new ArrayList<>();
        if (!(volumes instanceof List<?> list)) return scripts;
        for (Object volume : list) {
            String source = volume instanceof Map<?, ?> map
                    ? map.get("source") + ":" + map.get("target")
                    : String.valueOf(volume);
            Matcher mount = Pattern.compile("([^:]+):/docker-entrypoint-initdb\\.d(?:/[^:]*)?(?::.*)?")
                    .matcher(source);
            if (!mount.matches()) continue;
            Path path = compose.resolveSibling(mount.group(1)).normalize();
            String[] inside = path.toFile().list((folder, name) -> name.endsWith(".sql"));
            if (Files.isRegularFile(path) && path.toString().endsWith(".sql")) scripts.add(path.toString());
            else if (inside != null)
                Arrays.stream(inside)
                        .sorted()
                        .map(name -> path.resolve(name).toString())
                        .forEach(scripts::add);
        }
        return scripts;
    }

    private Map<String, String> environment(Object node) {
        Map<String, String> all = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map)
            map.forEach((name, value) -> all.put(String.valueOf(name), resolved(String.valueOf(value))));
        if (node instanceof List<?> list)
            list.stream()
                    .map(String::valueOf)
                    .filter(item -> item.contains("="))
                    .forEach(item -> all.put(
                            item.substring(0, item.indexOf('=')), resolved(item.substring(item.indexOf('=') + 1))));
        all.values().removeIf(value -> value.contains("${") || value.isBlank());
        return all;
    }

    private String resolved(String text) {
        return Placeholders.resolve(text.replaceAll("\\$(?=[A-Za-z_]\\w*)(\\w+)", "\\${$1}"), variables);
    }

    private static Iterable<Object> documents(Path file) {
        try {
            return Settings.load(ScriptFiles.text(file));
        } catch (YamlEngineException | ExitException unreadable) {
            return List.of();
        }
    }

    /**
     * The image for our own compose files: this one where it behaves as the official one does, else the official one of
     * its version.
     */
    public static String image(String found) {
        if (found == null || found.contains("${")) return null;
        String plain = found.replaceFirst("@.*$", "");
        if (COMPATIBLE.matcher(plain).matches() && major(plain) > 0) return plain;
        return major(plain) > 0 ? "postgres:" + major(plain) : null;
    }

    /** The major version that an image's tag tells; 0 where it does not. */
    static int major(String image) {
        int colon = image.lastIndexOf(':');
        if (colon < 0 || image.indexOf('/', colon) > 0) return 0;
        Matcher version = MAJOR.matcher(image.substring(colon + 1));
        return version.matches() ? Integer.parseInt(version.group(1) != null ? version.group(1) : version.group(2)) : 0;
    }
}
