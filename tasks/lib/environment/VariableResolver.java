//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.environment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.SecretDetection;
import lib.environment.Environment.Variable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Settles the value of each variable of an environment, with those that it refers to. */
class VariableResolver {

    private static final String ANSWERED = "where the server runs";
    /** Two dollars are a plain one, so that an odd number of them is a reference. */
    private static final Pattern REFERENCE = Pattern.compile("(\\$+)\\{([^}]*)}");

    private final VariableSources sources;
    private final Map<String, String> answers;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Set<String> usedAsSecrets;

    VariableResolver(VariableSources sources) {
        this.sources = sources;
        this.answers = sources.answers();
        this.usedAsSecrets = usedAsSecrets(sources.entries());
    }

    /** Those of the file in its order, then what else was answered. */
    Map<String, Variable> all() {
        for (EnvironmentFile.Entry entry : sources.entries()) resolve(entry, new LinkedHashSet<>());
        answers.forEach(
                (key, value) -> variables.putIfAbsent(key, new Variable(key, List.of(value), false, ANSWERED, false)));
        return variables;
    }

    /** The names in the {@code ${NAME}} and {@code $${NAME}} of a value. */
    static Stream<String> references(String value) {
        return REFERENCE.matcher(value).results().map(found -> found.group(2));
    }

    private static boolean refers(MatchResult found) {
        return found.group(1).length() % 2 == 1;
    }

    /** The names that some value refers to where it gives a password, or another secret. */
    private static Set<String> usedAsSecrets(List<EnvironmentFile.Entry> entries) {
        Set<String> names = new HashSet<>();
        for (int before = -1; before < names.size(); ) {
            before = names.size();
            for (EnvironmentFile.Entry entry : entries)
                for (String value : entry.values()) usedAsSecrets(entry.name(), value, names);
        }
        return names;
    }

    private static void usedAsSecrets(String name, String value, Set<String> names) {
        if (!value.contains("${")) return;
        Set<Integer> places = SecretDetection.places(value).stream()
                .map(SecretDetection.Place::start)
                .collect(Collectors.toSet());
        if (names.contains(name) || SecretDetection.isSecret(name, value)) places.add(0);
        REFERENCE
                .matcher(value)
                .results()
                .filter(found -> refers(found) && places.contains(found.start()))
                .filter(found -> found.start() > 0 || found.end() == value.length())
                .forEach(found -> names.add(found.group(2)));
    }

    private Variable resolve(EnvironmentFile.Entry entry, Set<String> path) {
        Variable done = variables.get(entry.name());
        if (done != null) return done;
        if (!path.add(entry.name())) {
            throw ExitException.wrongInput(
                    sources.label() + ":" + entry.line() + ": these variables refer to one another in a circle: "
                            + String.join(" -> ", path) + " -> " + entry.name(),
                    "Give one of them a plain value.");
        }
        Variable variable = settle(entry, path);
        path.remove(entry.name());
        variables.put(entry.name(), variable);
        return variable;
    }

    private Variable settle(EnvironmentFile.Entry entry, Set<String> path) {
        String key = entry.name();
        if (answers.containsKey(key)) return variable(key, List.of(answers.get(key)), false, ANSWERED);
        boolean nothing =
                entry.secret() && sources.process().getOrDefault(key, "").isEmpty();
        if (sources.process().containsKey(key) && !nothing && !dependsOnAnswer(entry, new HashSet<>())) {
            boolean list = entry.list() && sources.process().get(key).startsWith("[");
            List<String> values = values(
                    key,
                    TlsSettings.absolute(sources.root(), key, sources.process().get(key)));
            return settled(variable(key, values, list, Environment.PROCESS), entry.secret());
        }
        if (entry.secret())
            return settled(variable(key, List.of(secretFile(key)), false, "the file named by " + key + "_FILE"), true);
        boolean[] secret = {false};
        List<String> values = entry.values().stream()
                .map(value -> TlsSettings.absolute(sources.root(), key, expand(value, entry, path, secret)))
                .toList();
        return settled(variable(key, values, entry.list(), sources.label() + ":" + entry.line()), secret[0]);
    }

    private Variable variable(String key, List<String> values, boolean list, String origin) {
        boolean secret =
                usedAsSecrets.contains(key) || values.stream().anyMatch(value -> SecretDetection.isSecret(key, value));
        return new Variable(key, values, list, origin, secret);
    }

    /** @param secret whatever its name and value say */
    private Variable settled(Variable variable, boolean secret) {
        Variable known = new Variable(
                variable.name(), variable.values(), variable.list(), variable.origin(), secret || variable.secret());
        return ComposeVariables.settled(known, sources.root(), this::pathSeparator);
    }

    /** What stands between the paths in COMPOSE_FILE. */
    String pathSeparator() {
        String key = "COMPOSE_PATH_SEPARATOR";
        String own = sources.entry(key)
                .map(entry -> resolve(entry, new LinkedHashSet<>()).text())
                .orElse("");
        String between = own.isEmpty() ? sources.process().getOrDefault(key, "") : own;
        return between.isEmpty() ? File.pathSeparator : between;
    }

    /** Whether a value is made from an answer: an exported one would lead to another server. */
    private boolean dependsOnAnswer(EnvironmentFile.Entry entry, Set<String> seen) {
        return seen.add(entry.name())
                && entry.values().stream()
                        .flatMap(value -> REFERENCE.matcher(value).results())
                        .filter(VariableResolver::refers)
                        .map(r -> r.group(2))
                        .anyMatch(other -> answers.containsKey(other)
                                || sources.entry(other)
                                        .filter(e -> dependsOnAnswer(e, seen))
                                        .isPresent());
    }

    static List<String> values(String key, String text) {
        if (!EnvironmentFile.mayBeList(key) || !text.startsWith("[")) return List.of(text);
        try {
            return List.of(new JsonMapper().readValue(text, String[].class));
        } catch (JacksonException e) {
            throw ExitException.wrongInput(
                    key + " in the environment is not a JSON list of strings",
                    "Write it as [\"one\", \"two\"], or as a single value.");
        }
    }

    private String secretFile(String key) {
        String file = sources.process().get(key + "_FILE");
        if (file == null) {
            throw ExitException.wrongInput(
                    key + " is a secret and is not set",
                    "Export " + key + ", or export " + key + "_FILE with the path of a file that holds it.");
        }
        try {
            String text = Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
            if (text.isEmpty())
                throw ExitException.wrongInput(
                        key + " is a secret, and the file that " + key + "_FILE names is empty",
                        "It must hold the value, and nothing else.");
            return text;
        } catch (IOException e) {
            throw ExitException.cannotRead("the file that " + key + "_FILE names, " + file + ",", e);
        }
    }

    private String expand(String value, EnvironmentFile.Entry entry, Set<String> path, boolean[] secret) {
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String replacement = "$".repeat(matcher.group(1).length() / 2);
            if (refers(matcher)) {
                Variable other = lookUp(matcher.group(2), entry, path);
                secret[0] |= other.secret();
                replacement += other.text();
            } else {
                replacement += "{" + matcher.group(2) + "}";
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(text).toString();
    }

    private Variable lookUp(String key, EnvironmentFile.Entry user, Set<String> path) {
        Optional<EnvironmentFile.Entry> own = sources.entry(key);
        if (own.isPresent()) return resolve(own.get(), path);
        if (!sources.process().containsKey(key)) {
            Optional<GitBranch> branch =
                    key.equals(GitBranch.VARIABLE) ? GitBranch.of(sources.root()) : Optional.empty();
            if (branch.isPresent()) return variable(key, List.of(branch.get().identifier()), false, "git");
            throw ExitException.wrongInput(
                    sources.label() + ":" + user.line() + ": " + user.name() + " refers to ${" + key
                            + "}, which is not set",
                    "Add " + key + " to the file, export it, or write $${" + key + "} for the plain text.");
        }
        return variable(key, List.of(sources.process().get(key)), false, Environment.PROCESS);
    }
}
