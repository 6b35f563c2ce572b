//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.base.Secret;
import lib.base.SecretDetection;
import tools.jackson.databind.json.JsonMapper;

/**
 * The variables of an environment with their final values. A variable of the process wins over the file, and what an
 * engine answered, with whatever the file makes of it, wins over both.
 */
public class Environment {

    public static final String CONFIG = "APPLICATION_CONFIG";
    public static final String SCENARIO = "APPLICATION_SCENARIO_NAME";
    /** The origin of a variable that was exported already. */
    public static final String PROCESS = "the process environment";

    private static final String DEFAULT = "development";
    /** COMPOSE_, the service's name and its own port. */
    public static final Pattern SERVICE_PORT = Pattern.compile("COMPOSE_([A-Z0-9_]+)_(\\d+)_PORT");

    /**
     * @param values the final value; several for a list
     * @param origin where it came from, for people
     * @param secret never to be shown
     */
    public record Variable(String name, List<String> values, boolean list, String origin, boolean secret) {

        /** As a child process gets it: a list as JSON, so that it can be read back. */
        public String text() {
            return list ? new JsonMapper().writeValueAsString(values) : values.get(0);
        }

        public String shown() {
            return secret ? new Secret(text()).toString() : text();
        }
    }

    public final String name;
    private final VariableSources sources;
    private final VariableResolver resolver;
    private final Map<String, Variable> variables;

    private Environment(String name, VariableSources sources) {
        this.name = name;
        this.sources = sources;
        this.resolver = new VariableResolver(sources);
        this.variables = resolver.all();
    }

    /** The name to use when a command line names none. */
    public static String defaultName(Map<String, String> process) {
        String name = process.get(CONFIG);
        return name == null || name.isBlank() ? DEFAULT : name;
    }

    /**
     * Reads an environment's file and settles the value of each of its variables; {@code scenario+NAME} is one of its
     * scenarios.
     */
    public static Environment load(Project project, String name, Map<String, String> process) {
        if (name.startsWith("scenario+"))
            return load(project, "scenario", process).scenario(name.substring(name.indexOf('+') + 1));
        if (!name.matches("[\\w][\\w.-]*")) {
            throw ExitException.wrongInput(
                    "\"" + name + "\" is not a name for an environment",
                    "It names a file: config/NAME.json. " + known(project));
        }
        Path file = project.configFile(name);
        if (!Files.exists(file)) {
            throw ExitException.wrongInput(
                    "no environment \"" + name + "\": " + project.show(file) + " does not exist", known(project));
        }
        List<EnvironmentFile.Entry> entries = withPorts(EnvironmentFile.read(file, project.show(file)));
        return new Environment(
                name,
                DatabaseVariables.of(sources(project, name, entries, process)).completed());
    }

    /** The same where the file is wrong by now, or gone: then with the variables of the process alone. */
    public static Environment loadOrEmpty(Project project, String name, Map<String, String> process) {
        try {
            return load(project, name, process);
        } catch (ExitException changedMeanwhile) {
            String[] parts = name.split("\\+", 2);
            Environment environment = new Environment(parts[0], sources(project, parts[0], List.of(), process));
            return parts.length == 1 ? environment : environment.scenario(parts[1]);
        }
    }

    private static VariableSources sources(
            Project project, String name, List<EnvironmentFile.Entry> entries, Map<String, String> process) {
        return new VariableSources(
                project.show(project.configFile(name)), project.root(), entries, process, Map.of(), null);
    }

    /** A port of a compose service that some value refers to need not stand there itself: it is any free one. */
    private static List<EnvironmentFile.Entry> withPorts(List<EnvironmentFile.Entry> entries) {
        Map<String, EnvironmentFile.Entry> all = new LinkedHashMap<>();
        entries.forEach(entry -> all.put(entry.name(), entry));
        entries.forEach(entry -> entry.values().stream()
                .flatMap(VariableResolver::references)
                .filter(name -> SERVICE_PORT.matcher(name).matches())
                .forEach(name -> all.putIfAbsent(
                        name, new EnvironmentFile.Entry(name, List.of("0"), false, false, entry.line()))));
        return List.copyOf(all.values());
    }

    /** The variables that say where this machine has a port of a compose service other than the database. */
    public List<String> servicePorts() {
        return variables.keySet().stream()
                .filter(name -> SERVICE_PORT.matcher(name).matches())
                .toList();
    }

    private static String known(Project project) {
        List<String> names = project.environments();
        return names.isEmpty()
                ? "There is no file in " + project.root().resolve("config") + " yet."
                : "There are: " + String.join(", ", names) + ".";
    }

    /** The same environment for one of several servers; a port that is exported is that of some other one. */
    private Environment scenario(String scenario) {
        if (!scenario.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
            throw ExitException.wrongInput(
                    "\"" + scenario + "\" is not a name for a scenario",
                    "It names a file, NAME.sql or NAME.java: lower-case letters, digits, _ and -.");
        }
        Variable port = variables.get("POSTGRES_PORT");
        return with(
                port == null || port.origin().equals(PROCESS)
                        ? Map.of(SCENARIO, scenario, "POSTGRES_PORT", "0")
                        : Map.of(SCENARIO, scenario));
    }

    /** What its server, and what is kept of it, goes by: its name, or {@code scenario+NAME}. */
    public String instance() {
        String scenario = sources.answers().get(SCENARIO);
        return scenario == null ? name : name + "+" + scenario;
    }

    /** The same environment, with what an engine answered for some variables. */
    public Environment with(Map<String, String> answers) {
        return new Environment(name, sources.with(answers));
    }

    /** The names in APPLICATION_DATABASES; none where it is not set. */
    public List<String> databaseNames() {
        return DatabaseVariables.of(sources).names();
    }

    public boolean hasSeveralDatabases() {
        return databaseNames().size() > 1;
    }

    /** The one in APPLICATION_DATABASES that this is for; empty where it is for all, or that is not set. */
    public Optional<String> database() {
        return Optional.ofNullable(sources.database());
    }

    Environment ofDatabase(String database) {
        return new Environment(name, DatabaseVariables.of(sources).of(database));
    }

    /** A variable's name as the file has it: with that of the database behind it where that has its own. */
    public String nameOf(String variable) {
        return DatabaseVariables.written(sources, variable);
    }

    public Collection<Variable> variables() {
        return variables.values();
    }

    /** What every child process gets on top of the variables of this one. */
    public Map<String, String> exported() {
        Map<String, String> exported = new LinkedHashMap<>();
        variables.forEach((key, variable) -> exported.put(key, variable.text()));
        // whatever the file says of it: it is the file that was chosen
        exported.put(CONFIG, name);
        return exported;
    }

    /** The value of a variable, or else a default. */
    public String get(String key, String otherwise) {
        List<String> values = list(key);
        return values.isEmpty() || values.get(0).isEmpty() ? otherwise : values.get(0);
    }

    /** The value of a variable that a command cannot do without. */
    public String require(String key) {
        String value = get(key, null);
        if (value == null)
            throw ExitException.wrongInput(
                    sources.label() + " has no " + key, "Add {\"name\": \"" + key + "\", \"value\": \"...\"} to it.");
        return value;
    }

    public Secret secret(String key) {
        return new Secret(require(key));
    }

    /** The values of a variable that may be a list; none when it is not set. */
    public List<String> list(String key) {
        Variable variable = variables.get(key);
        if (variable != null) return variable.values();
        String value = sources.process().get(key);
        return value == null
                ? List.of()
                : VariableResolver.values(key, TlsSettings.absolute(sources.root(), key, value));
    }

    /**
     * A text without the secrets of this environment; a secret that is some other variable's plain value too is none.
     */
    public String masked(String text) {
        return new SecretTexts(variables.values()).masked(text);
    }

    /** The names of the variables that hold a secret, of this environment and of this process. */
    public Set<String> secretNames() {
        Set<String> names = new TreeSet<>();
        variables.values().stream().filter(Variable::secret).map(Variable::name).forEach(names::add);
        sources.process().forEach((name, value) -> {
            if (!variables.containsKey(name) && SecretDetection.isSecret(name, value)) names.add(name);
        });
        return names;
    }

    /** Whether a secret is, or is a part of, the value of a variable. */
    public boolean secretIn(String key) {
        return variables.containsKey(key) && variables.get(key).secret();
    }

    /** What the file itself has for a name, whatever is exported. */
    public Optional<List<String>> written(String key) {
        return sources.entry(key).map(EnvironmentFile.Entry::values);
    }

    /** What the file makes of such a variable, whatever is exported; empty where it has none. */
    public Optional<Boolean> writtenFlag(String key) {
        return sources.entry(key).isEmpty()
                ? Optional.empty()
                : new Environment(name, sources.withoutExported(key)).flag(key);
    }

    /** The name of the file that this one is a link to; the environment's own where it is none. */
    public String realName() {
        try {
            Path file = sources.root().resolve(sources.label()).toRealPath();
            return file.getFileName().toString().replaceFirst("\\.json$", "");
        } catch (IOException gone) {
            return name;
        }
    }

    /** A variable that is true or false; empty where it is not set. */
    public Optional<Boolean> flag(String key) {
        String value = get(key, null);
        if (value != null && !List.of("true", "false").contains(value))
            throw ExitException.wrongInput(key + " is \"" + value + "\"", "It must be true or false.");
        return Optional.ofNullable(value).map(Boolean::valueOf);
    }

    /** The names of those that have no value in the file. */
    public List<String> secrets() {
        return sources.entries().stream()
                .filter(EnvironmentFile.Entry::secret)
                .map(EnvironmentFile.Entry::name)
                .toList();
    }

    /** A port, 0 for any free one. */
    public int port(String key) {
        String text = require(key);
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw ExitException.wrongInput(
                    key + " is \"" + text + "\", which is not a port",
                    "A port is a number from 1 to 65535, or 0 for any free one.");
        }
        return Integer.parseInt(text);
    }

    /** What stands between the paths in COMPOSE_FILE. */
    public String pathSeparator() {
        return resolver.pathSeparator();
    }
}
