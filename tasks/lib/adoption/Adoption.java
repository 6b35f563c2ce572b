//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.adoption;

import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.Secret;
import lib.database.InitScripts;
import lib.environment.Databases;
import lib.environment.EnvironmentFile;
import lib.testing.TestCommand;
import tools.jackson.databind.json.JsonMapper;

/** The files that a repository gets beside the scripts, made from what was found in it. */
public class Adoption {

    private static final String HEALTH = """
            healthcheck:
              # over TCP: while it sets itself up, the image runs a server that listens on its socket only
              test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U \\"$$POSTGRES_USER\\" -d \\"$$POSTGRES_DB\\""]
              interval: 1s
              timeout: 5s
              retries: 60
        """;
    private static final String SERVER = """
            environment:
              POSTGRES_DB: ${POSTGRES_DB}
              POSTGRES_USER: ${POSTGRES_USER}
              POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
              POSTGRES_HOST_AUTH_METHOD: ${POSTGRES_HOST_AUTH_METHOD:-}
              # from version 18 on, images keep it elsewhere where nothing is said
              PGDATA: /var/lib/postgresql/data
            ports:
              - "127.0.0.1:${POSTGRES_PORT}:5432"
        """;

    private final Survey survey;
    private final Connections connections;
    private final DatabaseDefaults known;

    public Adoption(Survey survey) {
        this.survey = survey;
        this.connections = survey.connections;
        this.known = survey.connections.database;
    }

    /** The files with their text, by their names. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("config/testing.json", json(testing()));
        files.put("config/development.json", json(development()));
        files.put("config/scenario.json", json(variables("0", own(database()))));
        files.put(
                "docker/testing.yml",
                quick(
                        "# A PostgreSQL for one test run: in memory, fast rather than durable.",
                        "    tmpfs:\n      - /var/lib/postgresql/data\n"));
        files.put(
                "docker/scenario.yml",
                quick("# A PostgreSQL with the data of a scenario: fast rather than durable.", ""));
        if (existing() == null) files.put("docker/development.yml", developmentCompose());
        return files;
    }

    Map<String, Object> testing() {
        // a name of the server's own can only stay where nothing can be told another
        Map<String, Object> all =
                variables(String.valueOf(known.fixedPort), known.fixedPort == 0 ? own(database()) : database());
        List<String> command = survey.command;
        if (!command.isEmpty())
            all.put(
                    TestCommand.VARIABLE,
                    command.stream().anyMatch(word -> word.contains(" ")) ? command : String.join(" ", command));
        return all;
    }

    private static String own(String database) {
        return List.of("postgres", "template1").contains(database) ? "application" : database;
    }

    Map<String, Object> development() {
        Map<String, Object> all = variables(String.valueOf(known.usualPort), database());
        if (existing() != null) {
            // this server is made as its own file says
            ServerHints.Server server = survey.facts.hints().compose.get(existing());
            all.put("POSTGRES_PORT", String.valueOf(server.port()));
            if (server.user() != null) all.put("POSTGRES_USER", known(server.user()));
            if (server.password() != null) all.put("POSTGRES_PASSWORD", known(server.password()));
            all.put("COMPOSE_FILE", survey.facts.show(existing()));
            all.put("POSTGRES_SERVICE", server.service());
        }
        return all;
    }

    /** What a compose file leaves to a file that git ignores is a secret here. */
    private static Object known(String value) {
        return value.contains("${") ? new Secret(value) : value;
    }

    /** The project's own compose file with a PostgreSQL that this machine can come to; null where there is none. */
    private Path existing() {
        return survey.facts.hints().compose.entrySet().stream()
                .filter(entry -> entry.getValue().port() != 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private String database() {
        return known.name == null ? "application" : known.name;
    }

    private Map<String, Object> variables(String port, String database) {
        Map<String, Object> all = new LinkedHashMap<>();
        // code that reads our own name for the server's database means its own
        all.put("POSTGRES_DB", connections.reads("POSTGRES_DB") ? database : "postgres");
        all.put("POSTGRES_USER", known.user == null ? "postgres" : known.user);
        all.put("POSTGRES_HOSTNAME", "localhost");
        all.put("POSTGRES_PORT", port);
        all.put("POSTGRES_PASSWORD", known.password == null ? "postgres" : known.password);
        if (known.passwordless()) all.put("POSTGRES_HOST_AUTH_METHOD", "trust");
        all.put("APPLICATION_DB", database);
        all.replaceAll((name, value) -> EnvironmentFile.literal(value.toString()));
        TestedProject project = survey.facts.project();
        String pom = survey.facts.show(project.build().file);
        if (project.byMaven() && !pom.equals("pom.xml")) all.put("APPLICATION_POM", pom);
        if (!connections.databases.names.isEmpty()) {
            all.remove("APPLICATION_DB");
            all.put(Databases.LIST, connections.databases.names);
        }
        survey.migrated
                .directories()
                .forEach((variable, directories) ->
                        all.put(variable, directories.size() == 1 ? directories.get(0) : directories));
        List<String> scripts = Stream.concat(
                        ofTestcontainers(),
                        survey.facts.hints().servers.stream()
                                .flatMap(server -> server.scripts().stream())
                                .map(Path::of))
                .distinct()
                .filter(script ->
                        InitScripts.obstacle(script, survey.facts.show(script)).isEmpty())
                .map(survey.facts::show)
                .toList();
        if (!scripts.isEmpty()) all.put("APPLICATION_INIT_SQL", scripts.size() == 1 ? scripts.get(0) : scripts);
        if (survey.maven.goal() != null) all.put("APPLICATION_MAVEN_GOAL", survey.maven.goal());
        if (!survey.maven.arguments().isEmpty()) all.put("APPLICATION_MAVEN_ARGS", survey.maven.arguments());
        all.putAll(survey.migrated.variables());
        all.putAll(connections.variables.all);
        connections.variables.secrets.forEach(name -> all.putIfAbsent(name, new Secret(name)));
        return all;
    }

    /** Scripts that an address of Testcontainers has run in a new database. */
    private Stream<Path> ofTestcontainers() {
        return survey.facts.settings().all.stream()
                .map(setting ->
                        Pattern.compile("[?&]TC_INITSCRIPT=(?:file:)?/*([^&]+)").matcher(setting.value()))
                .filter(Matcher::find)
                .flatMap(script -> survey.facts.files().all.stream()
                        .filter(file -> file.endsWith(script.group(1)))
                        .limit(1));
    }

    private static String json(Map<String, Object> variables) {
        JsonMapper mapper = new JsonMapper();
        return variables.entrySet().stream()
                .map(variable -> "  {\"name\": " + mapper.writeValueAsString(variable.getKey()) + ", "
                        + value(mapper, variable.getValue()) + "}")
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String value(JsonMapper mapper, Object value) {
        if (value instanceof Secret) return "\"secret\": true";
        return "\"value\": "
                + (value instanceof List<?> list
                        ? list.stream().map(mapper::writeValueAsString).collect(Collectors.joining(", ", "[", "]"))
                        : mapper.writeValueAsString(value));
    }

    private String quick(String comment, String place) {
        return comment + "\nservices:\n  db:\n    image: " + survey.image.name() + "\n"
                + "    command: [\"postgres\", \"-c\","
                + " \"fsync=off\", \"-c\","
                + " \"synchronous_commit=off\", \"-c\","
                + " \"full_page_writes=off\"]\n"
                + "    shm_size: 256mb\n"
                + SERVER + place + HEALTH;
    }

    private String developmentCompose() {
        return "# The database of one developer. The data stays in the volume pgdata.\nservices:\n  db:\n    image: "
                + survey.image.name() + "\n" + SERVER + "    volumes:\n      - pgdata:/var/lib/postgresql/data\n"
                + HEALTH
                + "\nvolumes:\n  pgdata:\n";
    }
}
