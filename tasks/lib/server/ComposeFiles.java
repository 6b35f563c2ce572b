//JAVA 17+

package lib.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import tools.jackson.databind.JsonNode;

/** The compose files of an environment, COMPOSE_FILE or else docker/NAME.yml, and the services in them. */
public class ComposeFiles {

    private static final Pattern DATABASE = Pattern.compile("(?:.*[/-])?(?:postgres|postgresql|postgis|pgvector"
            + "|timescaledb|timescaledb-ha|pgrouting|citus|paradedb)(?:[:@].*)?");

    private final Context context;
    private final List<Path> files;
    private final boolean foreign;

    private ComposeFiles(Context context, List<Path> files, boolean foreign) {
        this.context = context;
        this.files = files;
        this.foreign = foreign;
    }

    public static ComposeFiles of(Context context) {
        if (context.environment().written("COMPOSE_FILE").isPresent())
            return new ComposeFiles(context, named(context), true);
        return ofTheirOwn(context, context.environment().name);
    }

    /** What docker/ has for an environment, whichever files its variables name. */
    public static ComposeFiles ofTheirOwn(Context context, String environment) {
        return new ComposeFiles(context, List.of(context.project().composeFile(environment)), false);
    }

    /** Several stand in one value, with what compose itself has between them. */
    private static List<Path> named(Context context) {
        String between = context.environment().pathSeparator();
        Project project = context.project();
        String config = "config/" + context.environment().name + ".json";
        List<Path> files = Stream.of(
                        context.environment().get("COMPOSE_FILE", "").split(Pattern.quote(between)))
                .filter(name -> !name.isBlank())
                .map(name -> project.root().resolve(name.strip()).normalize())
                .toList();
        for (Path file : files) {
            if (Files.isRegularFile(file)) continue;
            throw ExitException.wrongInput(
                    "COMPOSE_FILE names " + project.show(file) + ", which does not exist",
                    "The path is relative to the root of the repository; correct " + config + ".");
        }
        if (files.isEmpty()) {
            throw ExitException.wrongInput(
                    "COMPOSE_FILE is empty",
                    "Name a compose file, or remove it from " + config + ": docker/" + context.environment().name
                            + ".yml is then used.");
        }
        return files;
    }

    public List<Path> files() {
        return files;
    }

    /** What they are called, for people. */
    public String label() {
        return files.stream().map(context.project()::show).collect(Collectors.joining(", "));
    }

    /** Whether they were not written for manage.java. */
    public boolean foreign() {
        return foreign;
    }

    public boolean exist() {
        return files.stream().allMatch(Files::isRegularFile);
    }

    /** By name, whatever their profiles: as compose resolves them; where there is no compose, as they are written. */
    public Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        read().path("services").properties().forEach(service -> services.put(service.getKey(), service.getValue()));
        return services;
    }

    private JsonNode read() {
        return new ComposeFileReader(context, this).read();
    }

    /** Whether there is a service for the database, as far as that can be seen. */
    public boolean hasDatabase() {
        return foreign ? exist() : read().has("include") || services().containsKey(database());
    }

    /** The image of the service that runs PostgreSQL; empty where none is named. */
    public String databaseImage() {
        JsonNode service = services().get(database());
        return service == null ? "" : service.path("image").asString("");
    }

    /** What the service that runs PostgreSQL gives to its container, in either form; a name alone hands ours on. */
    Map<String, String> databaseVariables() {
        Map<String, String> variables = new TreeMap<>();
        JsonNode service = services().get(database());
        if (service == null) return variables;
        JsonNode written = service.path("environment");
        written.properties()
                .forEach(entry -> variables.put(
                        entry.getKey(),
                        entry.getValue().isNull() ? null : entry.getValue().asString("")));
        if (written.isArray()) {
            for (JsonNode line : written) {
                String[] parts = line.asString("").split("=", 2);
                variables.put(parts[0], parts.length == 1 ? null : parts[1]);
            }
        }
        variables.replaceAll(
                (name, value) -> value == null ? context.environment().get(name, null) : value);
        variables.values().removeIf(Objects::isNull);
        return variables;
    }

    /** The service that runs PostgreSQL: POSTGRES_SERVICE, db, or the one whose image or port tells. */
    public String database() {
        String named = context.environment().get("POSTGRES_SERVICE", null);
        if (named != null) return named;
        Map<String, JsonNode> services = services();
        if (services.containsKey(ComposeCommands.SERVICE)) return ComposeCommands.SERVICE;
        return candidates(services).stream().findFirst().orElse(ComposeCommands.SERVICE);
    }

    private List<String> candidates(Map<String, JsonNode> services) {
        Predicate<JsonNode> published =
                service -> service.path("ports").valueStream().anyMatch(port -> target(port) == ComposeCommands.PORT);
        Predicate<JsonNode> started = service -> active(service.path("profiles"));
        Predicate<JsonNode> image = ComposeFiles::isPostgres;
        return Stream.of(started.and(image), image, started.and(published), published)
                .map(sign -> services.keySet().stream()
                        .filter(name -> sign.test(services.get(name)))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Whether a service runs PostgreSQL, by its image. */
    static boolean isPostgres(JsonNode service) {
        return DATABASE.matcher(service.path("image").asString("")).matches();
    }

    /** The port in the container, of either form. */
    private static int target(JsonNode port) {
        if (port.isObject()) return port.path("target").asInt(0);
        String written = port.asString("");
        String last = written.substring(written.lastIndexOf(':') + 1).replaceFirst("/\\w+$", "");
        return last.matches("\\d{1,5}") ? Integer.parseInt(last) : 0;
    }

    /** Fails where it is not plain which service runs PostgreSQL. */
    public void requireOne() {
        Map<String, JsonNode> services = services();
        List<String> found = candidates(services);
        boolean named = context.environment().get("POSTGRES_SERVICE", null) != null;
        if (named || services.containsKey(ComposeCommands.SERVICE) || found.size() < 2) return;
        throw ExitException.wrongInput(
                "several services of " + label() + " could be the database: " + String.join(", ", found),
                "Add {\"name\": \"POSTGRES_SERVICE\", \"value\": \"" + found.get(0) + "\"} to config/"
                        + context.environment().name + ".json.");
    }

    /** The services beside the database that are to be started; of foreign files none that is built from sources. */
    public List<String> others() {
        String database = database();
        Map<String, JsonNode> services = services();
        List<String> requested = context.environment().list("COMPOSE_SERVICES");
        for (String name : requested) {
            if (!services.isEmpty() && !services.containsKey(name)) {
                throw ExitException.wrongInput(
                        "COMPOSE_SERVICES names " + name + ", which is not a service of " + label(),
                        "Services: " + names() + ".");
            }
        }
        Predicate<String> started = name -> !(foreign && services.get(name).has("build"))
                && active(services.get(name).path("profiles"));
        return services.keySet().stream()
                .filter(name -> !name.equals(database))
                .filter(requested.isEmpty() ? started : requested::contains)
                .toList();
    }

    private boolean active(JsonNode profiles) {
        List<String> chosen =
                List.of(context.environment().get("COMPOSE_PROFILES", "").split(","));
        return profiles.isEmpty() || profiles.valueStream().anyMatch(profile -> chosen.contains(profile.asString("")));
    }

    private String names() {
        return String.join(", ", services().keySet());
    }

    /** What to start: the names of services. Fails where the database is not among them. */
    public List<String> servicesToStart() {
        String database = database();
        if (services().containsKey(database))
            return Stream.concat(Stream.of(database), others().stream()).toList();
        if (context.dryRun()) return List.of(database);
        throw ExitException.wrongInput(
                label() + " has no service \"" + database + "\"",
                "Call the service that runs PostgreSQL \"" + ComposeCommands.SERVICE
                        + "\", or name it with POSTGRES_SERVICE."
                        + (services().isEmpty() ? "" : " Services: " + names() + "."));
    }

    /**
     * The ports of services that may be any get a free one now, so that all who need them know them before they are
     * there.
     */
    public static Context withFreePorts(Context context) {
        Map<String, String> chosen = new LinkedHashMap<>();
        context.environment().servicePorts().stream()
                .filter(name -> context.environment().port(name) == 0)
                .forEach(name -> chosen.put(name, String.valueOf(Ports.free(context, 0))));
        return context.with(context.environment().with(chosen));
    }

    /** The embedded engine has PostgreSQL alone. */
    public void sayNotStarted() {
        List<String> others = others();
        if (others.isEmpty()) return;
        context.console()
                .warn("without Docker, only PostgreSQL is started; not started: " + String.join(", ", others) + " of "
                        + label() + ".");
    }

    /** The service and its own port that a variable such as COMPOSE_REDIS_6379_PORT stands for. */
    public Map.Entry<String, Integer> behind(String variable) {
        Matcher parts = Environment.SERVICE_PORT.matcher(variable);
        parts.matches();
        String service = services().keySet().stream()
                .filter(name -> name.toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z0-9]", "_")
                        .equals(parts.group(1)))
                .findFirst()
                .orElseThrow(() -> ExitException.wrongInput(
                        variable + " does not match any service of " + label(),
                        "Services: " + names()
                                + ". A name looks like COMPOSE_REDIS_6379_PORT: the service's name, and the"
                                + " port inside its container."));
        return Map.entry(service, Integer.valueOf(parts.group(2)));
    }

    /**
     * The ports of this machine that variables such as COMPOSE_REDIS_6379_PORT stand for.
     *
     * @param compose answers where a port of a service is published; null where it is not
     */
    public Map<String, String> published(BiFunction<String, Integer, ComposeCommands.Server> compose) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String name : context.environment().servicePorts()) {
            Map.Entry<String, Integer> behind = behind(name);
            ComposeCommands.Server server = compose.apply(behind.getKey(), behind.getValue());
            if (server == null) {
                throw ExitException.machineLacks(
                        "compose reports no published port " + behind.getValue() + " of the service " + behind.getKey(),
                        "Was it started, and is it still running? COMPOSE_SERVICES names the services"
                                + " that are started.");
            }
            answers.put(name, String.valueOf(server.port()));
        }
        return answers;
    }
}
