//JAVA 17+

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.environment.DotEnv;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What compose files, workflows, plugins and .env files of a repository say of its PostgreSQL server. */
public class ServerHints {

    private static final Pattern POSTGRES =
            Pattern.compile("(?:.*/)?(?:postgres|postgresql|postgis|pgvector|timescaledb(?:-ha)?|citus|paradedb"
                    + "|alpine-postgres)(?::.*)?(?:@.*)?");
    /** Images that take the official one's variables and keep its data in the same place. */
    private static final Pattern COMPATIBLE =
            Pattern.compile("(?:docker\\.io/)?(?:library/)?postgres:[\\w.-]+|postgis/postgis:[\\w.-]+"
                    + "|imresamu/postgis:[\\w.-]+|pgvector/pgvector:[\\w.-]+|ankane/pgvector:[\\w.-]+"
                    + "|timescale/timescaledb:[\\w.-]+");

    private static final String ENV_FILES =
            "(?:[^/]+/){0,2}\\.env(?:\\.(?:example|sample|template|dist|test|local|dev))?"
                    + "|[^/]*(?:example|sample)\\.env";
    /** The beginning of its name; some stand behind what they are for: postgres-compose.yml. */
    static final String COMPOSE_FILE = "(?:[\\w.-]+[._-])?compose[^/]*";

    private static final String COMPOSE_FILES = "(?:[^/]+/){0,3}" + COMPOSE_FILE + "\\.ya?ml";
    private static final String WORKFLOWS =
            "\\.github/workflows/[^/]+\\.ya?ml|\\.gitlab-ci\\.yml|bitbucket-pipelines\\.yml";

    private static final String PORT = "5432";
    private static final Pattern INIT_SCRIPT = Pattern.compile(".*\\.(?:sh|sql(?:\\.(?:gz|xz|zst))?)");
    private static final String INIT_SCRIPTS = "/docker-entrypoint-initdb.d";

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

    /** What .env files that git ignores set: the form of an address, and nothing else of a value. */
    final Map<String, String> hidden = new LinkedHashMap<>();

    ServerHints(RepositoryFiles files, List<Pom> poms) {
        for (Path file : files.matching(ENV_FILES)) env(file);
        for (Path file : files.ignored(ENV_FILES)) hidden(file);
        for (Path file : files.matching(COMPOSE_FILES)) compose(file, files.show(file));
        for (Pom pom : poms)
            pom.plugins("docker-maven-plugin|docker-compose-maven-plugin")
                    .forEach(plugin -> plugin(pom, files.show(pom.file), PluginConfiguration.of(plugin)));
        for (Path file : files.matching(WORKFLOWS)) workflow(file, files.show(file));
    }

    private void env(Path file) {
        DotEnv.parse(ScriptFiles.text(file)).forEach((name, value) -> {
            variables.putIfAbsent(name, value);
            shared.putIfAbsent(name, value);
        });
    }

    private void hidden(Path file) {
        DotEnv.parse(ScriptFiles.text(file))
                .forEach((name, value) -> hidden.putIfAbsent(
                        name, Address.postgres(value) ? value.replaceFirst("(?s)//(?:[^@]*(@))?.*", "//$1") : ""));
    }

    /** Whether a text refers to what only a file that git ignores sets. */
    private boolean hidden(String text) {
        return Placeholders.deep(text).stream().anyMatch(placeholder -> hidden.containsKey(placeholder.name()));
    }

    private void compose(Path file, String where) {
        for (Object document : documents(file)) {
            if (!(document instanceof Map<?, ?> map) || !(map.get("services") instanceof Map<?, ?> services)) continue;
            services.forEach((name, node) -> {
                if (node instanceof Map<?, ?> service) service(file, where, String.valueOf(name), service);
            });
        }
    }

    private void service(Path file, String where, String name, Map<?, ?> service) {
        String image = service.get("image") == null ? null : resolved(String.valueOf(service.get("image")));
        Map<String, String> environment = environment(service.get("environment"));
        if (postgres(image, environment, service)) {
            List<String> scripts = scripts(file, service.get("volumes"));
            Server server = server(where, name, image, environment, service.get("ports"), scripts);
            servers.add(server);
            compose.putIfAbsent(file, server);
            return;
        }
        environment.values().removeIf(this::hidden);
        environment.forEach(shared::putIfAbsent);
        if (image != null && service.get("build") == null)
            others.computeIfAbsent(file, key -> new ArrayList<>()).add(name);
    }

    private static boolean postgres(String image, Map<String, String> environment, Map<?, ?> service) {
        if (image != null) return POSTGRES.matcher(image).matches();
        return environment.containsKey("POSTGRES_PASSWORD")
                && service.get("build") != null
                && String.valueOf(service.get("ports")).contains(PORT);
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
    private void plugin(Pom pom, String where, PluginConfiguration configuration) {
        Optional<String> image = configuration.values("name").stream()
                .map(pom::value)
                .filter(name -> name.contains("postg"))
                .findFirst();
        if (image.isEmpty()) return;
        Map<String, String> environment = new HashMap<>();
        configuration
                .elements(name -> name.startsWith("POSTGRES_"))
                .forEach(element -> environment.put(element.name(), pom.value(element.text())));
        List<String> ports =
                configuration.values("port").stream().map(pom::value).toList();
        servers.add(server(where, "plugin", image.get(), environment, ports, List.of()));
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
        return new Server(
                where, service, image, user, environment.get("POSTGRES_PASSWORD"), database, published(ports), scripts);
    }

    /** The port on the developer's machine that leads to PostgreSQL; 0 where there is none. */
    private int published(Object ports) {
        if (!(ports instanceof List<?> list)) return 0;
        for (Object port : list) {
            String published =
                    resolved(port instanceof Map<?, ?> map ? longForm(map) : shortForm(String.valueOf(port)));
            if (published.matches("\\d{2,5}")) return Integer.parseInt(published);
        }
        return 0;
    }

    private String longForm(Map<?, ?> port) {
        boolean ours = port.get("target") == null
                || resolved(String.valueOf(port.get("target"))).equals(PORT);
        return ours ? String.valueOf(port.get("published")) : "";
    }

    /** Of {@code [ADDRESS:]PUBLISHED:TARGET[/PROTOCOL]}. */
    private String shortForm(String port) {
        String[] parts = resolved(port).replaceFirst("/\\w+$", "").split(":");
        return parts.length > 1 && parts[parts.length - 1].equals(PORT) ? parts[parts.length - 2] : "";
    }

    /** What the image would run when it starts for the first time. */
    private static List<String> scripts(Path compose, Object volumes) {
        List<String> scripts = new ArrayList<>();
        if (!(volumes instanceof List<?> list)) return scripts;
        for (Object volume : list) {
            String[] mount = volume instanceof Map<?, ?> map
                    ? new String[] {String.valueOf(map.get("source")), String.valueOf(map.get("target"))}
                    : String.valueOf(volume).split(":");
            if (mount.length < 2 || mount[0].isEmpty()) continue;
            if (mount[1].equals(INIT_SCRIPTS) || mount[1].startsWith(INIT_SCRIPTS + "/"))
                scripts.addAll(scripts(compose.resolveSibling(mount[0]).normalize()));
        }
        return scripts;
    }

    private static List<String> scripts(Path path) {
        if (Files.isRegularFile(path) && INIT_SCRIPT.matcher(path.toString()).matches())
            return List.of(path.toString());
        String[] inside = path.toFile()
                .list((directory, name) -> INIT_SCRIPT.matcher(name).matches());
        if (inside == null) return List.of();
        return Arrays.stream(inside)
                .sorted()
                .map(name -> path.resolve(name).toString())
                .toList();
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
        all.values().removeIf(value -> value.contains("${") && !hidden(value) || value.isBlank());
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
        if (!version.matches()) return 0;
        return Integer.parseInt(version.group(1) != null ? version.group(1) : version.group(2));
    }
}
