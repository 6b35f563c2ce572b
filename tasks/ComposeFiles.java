//JAVA 17+
//SOURCES ComposeCommands.java Context.java Ports.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The compose files of an environment, as far as they can be understood without compose: COMPOSE_FILE, else docker/NAME.yml.
 *
 * @param label    what they are called, for people
 * @param foreign  they were not written for manage.java
 * @param services their names, each with the lines of text below it
 * @param networks the same of networks
 */
public record ComposeFiles(List<Path> files, String label, boolean foreign, Map<String, String> services, Map<String, String> networks) {

    private static final Pattern NAME = Pattern.compile("(\\s+)[\"']?([A-Za-z0-9._-]+)[\"']?\\s*:\\s*(?:&\\S+\\s*)?(?:#.*)?");
    private static final Pattern DATABASE = Pattern.compile("(?m)^\\s+image:\\s*[\"']?(?:\\S*[/-])?(?:postgres|postgresql|postgis|pgvector|timescaledb|timescaledb-ha|pgrouting|citus|paradedb)(?=[:@}\"'\\s]|$)");
    /** Where images of PostgreSQL have their data. */
    private static final Pattern DATA = Pattern.compile("(?::|target:\\s*[\"']?)(/(?:var/lib/postgresql|bitnami/postgresql|home/postgres/pgdata)[\\w./-]*)");
    private static final Pattern FIXED_NAME = Pattern.compile("(?m)^\\s+name\\s*:");
    private static final Pattern MOUNT = Pattern.compile("\\s*-\\s*[\"']?([.~/$][^:\"'\\s]*):(/[^:\"'\\s]*)(?::(\\S*?))?[\"']?\\s*(?:#.*)?");
    private static final Pattern PUBLISHED = Pattern.compile("(?m)^\\s+(?:-\\s*[\"']?(?:\\S*:)?|-?\\s*target:\\s*[\"']?)" + ComposeCommands.PORT + "(?:/tcp)?[\"']?\\s*(?:#.*)?$");
    private static final Pattern PORTS = Pattern.compile("(?m)^(\\s+)ports:\\s*(?:#.*)?\\n((?:\\1\\s*-[^\\n]*\\n?|\\1\\s+[^\\n]*\\n?|\\s*(?:#[^\\n]*)?\\n)*)");
    private static final Pattern ONE_PORT = Pattern.compile("\\s*-\\s*(?:\"([^\"]+)\"|'([^']+)'|([^\\s#\"']+))\\s*(?:#.*)?");
    private static final Pattern FLOW_PORTS = Pattern.compile("(?m)^\\s+ports:\\s*\\[([^\\]]*)]");

    public static ComposeFiles of(Context context) {
        Environment environment = context.environment();
        boolean foreign = environment.defines("COMPOSE_FILE");
        List<Path> files = foreign ? named(context) : List.of(context.project().composeFile(environment.name));
        Map<String, String> services = new LinkedHashMap<>();
        Map<String, String> networks = new LinkedHashMap<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) continue;
            String yaml = read(context, file);
            section("services", yaml).forEach((name, text) -> services.merge(name, text, String::concat));
            section("networks", yaml).forEach((name, text) -> networks.merge(name, text, String::concat));
        }
        return new ComposeFiles(files, files.stream().map(context.project()::show).collect(Collectors.joining(", ")), foreign, services, networks);
    }

    /** Several stand in a list, or in one value with what compose itself has between them. */
    private static List<Path> named(Context context) {
        String between = context.environment().pathSeparator();
        List<Path> files = context.environment().list("COMPOSE_FILE").stream().flatMap(value -> Stream.of(value.split(Pattern.quote(between)))).filter(name -> !name.isBlank())
            .map(name -> context.project().root().resolve(name.strip()).normalize()).toList();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) throw Stop.wrongInput("COMPOSE_FILE names " + context.project().show(file) + ", which does not exist", "It is a path from the root of the repository; correct config/" + context.environment().name + ".json.");
        }
        if (files.isEmpty()) throw Stop.wrongInput("COMPOSE_FILE is empty", "Name a compose file, or take it out of config/" + context.environment().name + ".json: docker/" + context.environment().name + ".yml is then used.");
        return files;
    }

    private static String read(Context context, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Stop.cannotRead(context.project().show(file), e);
        }
    }

    /** The services, or the like, of one file in the usual layout: a name a line, further in than {@code services:}. */
    private static Map<String, String> section(String title, String yaml) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean inside = false;
        String indent = null;
        String name = null;
        for (String line : yaml.lines().toList()) {
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0)) && !line.startsWith("#")) {
                inside = line.matches(title + "\\s*:\\s*(#.*)?");
                name = null;
                continue;
            }
            Matcher one = NAME.matcher(line);
            if (inside && one.matches() && (indent == null || indent.equals(one.group(1)))) {
                indent = one.group(1);
                name = one.group(2);
                found.put(name, "");
            } else if (name != null) {
                found.merge(name, line + "\n", String::concat);
            }
        }
        return found;
    }

    public boolean exist() {
        return files.stream().allMatch(Files::isRegularFile);
    }

    /** Whether there is a service for the database, as far as that can be seen. */
    public boolean hasDatabase(Context context) {
        return foreign ? exist() : context.project().hasDatabase(context.environment().name) || services.containsKey(database(context.environment()));
    }

    /** What stands there of the service that runs PostgreSQL. */
    public String databaseText(Environment environment) {
        return services.getOrDefault(database(environment), "");
    }

    /** The service that runs PostgreSQL: POSTGRES_SERVICE, db, or the one whose image or port tells. */
    public String database(Environment environment) {
        String named = environment.get("POSTGRES_SERVICE", null);
        if (named != null) return named;
        if (services.containsKey(ComposeCommands.SERVICE)) return ComposeCommands.SERVICE;
        List<String> found = candidates();
        return found.isEmpty() ? ComposeCommands.SERVICE : found.get(0);
    }

    private List<String> candidates() {
        return Stream.of(DATABASE, PUBLISHED).map(sign -> services.keySet().stream().filter(name -> sign.matcher(services.get(name)).find()).toList()).filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
    }

    /** Fails where it is not plain which service runs PostgreSQL. */
    public void requireOne(Environment environment) {
        List<String> found = candidates();
        if (environment.get("POSTGRES_SERVICE", null) != null || services.containsKey(ComposeCommands.SERVICE) || found.size() < 2) return;
        throw Stop.wrongInput("several services of " + label + " could be the database: " + String.join(", ", found),
            "Add {\"name\": \"POSTGRES_SERVICE\", \"value\": \"" + found.get(0) + "\"} to config/" + environment.name + ".json.");
    }

    /** The services beside the database that are to be started; of files that are not ours, none that is built from the sources or has a profile. */
    public List<String> others(Environment environment) {
        String database = database(environment);
        List<String> wanted = environment.list("COMPOSE_SERVICES");
        for (String name : wanted) {
            if (!services.isEmpty() && !services.containsKey(name)) throw Stop.wrongInput("COMPOSE_SERVICES names " + name + ", which is no service of " + label, "There are: " + String.join(", ", services.keySet()) + ".");
        }
        return services.keySet().stream().filter(name -> !name.equals(database) && (wanted.isEmpty() ? !foreign || !has(name, "build") && !has(name, "profiles") : wanted.contains(name))).toList();
    }

    private boolean has(String service, String key) {
        return Pattern.compile("(?m)^\\s+" + key + "\\s*:").matcher(services.getOrDefault(service, "")).find();
    }

    /** Folders of this machine that services beside the database would write into, as those of another stack of the same files do. */
    public List<String> shared(Environment environment) {
        if (!foreign) return List.of();
        return others(environment).stream().flatMap(name -> services.get(name).lines().map(MOUNT::matcher)
            .filter(mount -> mount.matches() && !List.of(String.valueOf(mount.group(3)).split(",")).contains("ro") && !mount.group(1).endsWith(".sock") && !Files.isRegularFile(files.get(0).resolveSibling(mount.group(1))))
            .map(mount -> mount.group(1) + " (" + name + ")")).toList();
    }

    /** What to start: the names of services, or nothing for all of them. */
    public List<String> wanted(Environment environment) {
        List<String> others = others(environment);
        String database = database(environment);
        if (services.keySet().stream().allMatch(name -> name.equals(database) || others.contains(name))) return List.of();
        return Stream.concat(Stream.of(database), others.stream()).toList();
    }

    /** The ports of services that may be any get a free one now, so that all who need them know them before they are there. */
    public static Context withFreePorts(Context context) {
        Map<String, String> chosen = new LinkedHashMap<>();
        context.environment().servicePorts().stream().filter(name -> context.environment().port(name) == 0).forEach(name -> chosen.put(name, String.valueOf(Ports.free(context, 0))));
        return context.with(context.environment().with(chosen));
    }

    /** The embedded engine has PostgreSQL alone. */
    public void sayNotStarted(Context context) {
        List<String> others = others(context.environment());
        if (!others.isEmpty()) context.talk().warn("without Docker there is PostgreSQL alone; not started: " + String.join(", ", others) + " of " + label + ".");
    }

    /** The service and its own port that a variable such as COMPOSE_REDIS_6379_PORT stands for. */
    public Map.Entry<String, Integer> behind(String variable, Environment environment) {
        Matcher parts = Environment.SERVICE_PORT.matcher(variable);
        parts.matches();
        String service = services.keySet().stream().filter(name -> name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_").equals(parts.group(1))).findFirst()
            .orElseThrow(() -> Stop.wrongInput(variable + " stands for no service of " + label, "There are: " + String.join(", ", services.keySet()) + ". It is COMPOSE_, the service's name, the port inside of its container, _PORT."));
        return Map.entry(service, Integer.valueOf(parts.group(2)));
    }

    /**
     * What has to be changed for a run of its own beside others, as YAML below the service: ports that the environment knows are
     * taken from it, containers have no fixed names, and the database keeps its data in memory.
     *
     * @param service the service's name
     * @return nothing where the file does so itself
     */
    private String changes(String service, Environment environment) {
        String text = services.getOrDefault(service, "");
        StringBuilder changes = new StringBuilder();
        if (foreign && has(service, "container_name")) changes.append("    container_name: !reset null\n");
        if (foreign && service.equals(database(environment))) {
            // the data of one's own stack is not for tests; a mount takes the place of another one at the same target
            Set<String> data = DATA.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
            if (!data.isEmpty()) changes.append("    volumes:\n");
            data.forEach(target -> changes.append("      - type: tmpfs\n        target: ").append(target).append("\n"));
        }
        Map<Integer, String> ports = new TreeMap<>();
        environment.servicePorts().stream().filter(name -> behind(name, environment).getKey().equals(service)).forEach(name -> ports.put(behind(name, environment).getValue(), name));
        if (foreign && service.equals(database(environment))) ports.put(ComposeCommands.PORT, "POSTGRES_PORT");
        List<String> published = published(text);
        if (ports.values().stream().allMatch(name -> published.stream().anyMatch(port -> port.contains("{" + name)))) return changes.toString();
        changes.append("    ports: !override\n");
        ports.forEach((port, name) -> changes.append("      - \"${MANAGE_PUBLISH:-127.0.0.1}:${").append(name).append("}:").append(port).append("\"\n"));
        published.stream().filter(port -> !ports.containsKey(target(port))).forEach(port -> changes.append("      - \"").append(port).append("\"\n"));
        return changes.toString();
    }

    /**
     * The file that a run adds to these.
     *
     * @param labels of the database's container, as YAML
     */
    public String additions(Environment environment, String labels) {
        String database = database(environment);
        boolean empty = files.stream().allMatch(file -> file.toFile().length() == 0);
        if ((empty || !services.isEmpty()) && !services.containsKey(database)) {
            throw Stop.wrongInput(label + " has no service \"" + database + "\"", "Call the service that runs PostgreSQL \"" + ComposeCommands.SERVICE + "\", or name it with POSTGRES_SERVICE." + (empty ? "" : " There are: " + String.join(", ", services.keySet()) + "."));
        }
        StringBuilder text = new StringBuilder("services:\n  " + database + ":\n    labels:\n" + labels + changes(database, environment));
        for (String other : others(environment)) {
            String changes = changes(other, environment);
            if (!changes.isEmpty()) text.append("  ").append(other).append(":\n").append(changes);
        }
        // of one name, it would be the network of one's own stack, where the same services are
        List<String> named = networks.keySet().stream().filter(name -> foreign && FIXED_NAME.matcher(networks.get(name)).find() && !networks.get(name).contains("external:")).toList();
        if (!named.isEmpty()) text.append("networks:\n");
        named.forEach(name -> text.append("  ").append(name).append(":\n    name: !reset null\n"));
        return text.toString();
    }

    /**
     * The ports of this machine that variables such as COMPOSE_REDIS_6379_PORT stand for.
     *
     * @param compose answers where a port of a service is published; null where it is not
     */
    public Map<String, String> published(Environment environment, BiFunction<String, Integer, ComposeCommands.Server> compose) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String name : environment.servicePorts()) {
            Map.Entry<String, Integer> behind = behind(name, environment);
            ComposeCommands.Server server = compose.apply(behind.getKey(), behind.getValue());
            if (server == null) throw Stop.machineLacks("compose knows no published port " + behind.getValue() + " of the service " + behind.getKey(), "Is it started, and does it still run? COMPOSE_SERVICES names what is started.");
            answers.put(name, String.valueOf(server.port()));
        }
        return answers;
    }

    /** The ports of a service in compose's short form. */
    static List<String> published(String text) {
        List<String> found = new ArrayList<>();
        Matcher flow = FLOW_PORTS.matcher(text);
        if (flow.find()) Stream.of(flow.group(1).split(",")).map(port -> port.strip().replaceAll("[\"']", "")).filter(port -> !port.isEmpty()).forEach(found::add);
        Matcher block = PORTS.matcher(text);
        if (block.find()) {
            for (String line : block.group(2).lines().toList()) {
                Matcher port = ONE_PORT.matcher(line);
                if (port.matches()) found.add(Stream.of(1, 2, 3).map(port::group).filter(Objects::nonNull).findFirst().orElseThrow());
            }
        }
        return found;
    }

    private static int target(String port) {
        String last = port.substring(port.lastIndexOf(':') + 1).replaceFirst("/\\w+$", "");
        return last.matches("\\d{1,5}") ? Integer.parseInt(last) : 0;
    }
}
