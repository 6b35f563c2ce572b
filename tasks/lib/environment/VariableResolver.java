//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.environment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Environment.Variable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Settles the value of each variable of an environment, with those that it refers to. */
class VariableResolver {

    private static final String ANSWERED = "where the server runs";
    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}]*)}");
    private static final Pattern SECRET_NAME = Pattern.compile("(?i)PASSWORD|SECRET|TOKEN|CREDENTIAL|PRIVATE_KEY");
    private static final Pattern LOGIN_IN_URL = Pattern.compile("://[^/\\s:@]*:[^@\\s]+@");

    private final VariableSources sources;
    private final Map<String, String> answers;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    VariableResolver(VariableSources sources) {
        this.sources = sources;
        this.answers = sources.answers();
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
        return REFERENCE.matcher(value).results().map(found -> found.group(1));
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
        boolean secret = entry.secret() || SECRET_NAME.matcher(key).find();
        if (answers.containsKey(key)) return new Variable(key, List.of(answers.get(key)), false, ANSWERED, secret);
        boolean nothing =
                entry.secret() && sources.process().getOrDefault(key, "").isEmpty();
        if (sources.process().containsKey(key) && !nothing && !dependsOnAnswer(entry, new HashSet<>())) {
            boolean list = entry.list() && sources.process().get(key).startsWith("[");
            List<String> values = values(
                    key,
                    TlsSettings.absolute(sources.root(), key, sources.process().get(key)));
            return ComposeVariables.settled(
                    new Variable(key, values, list, Environment.PROCESS, secret), sources.root(), this::pathSeparator);
        }
        if (entry.secret())
            return new Variable(key, List.of(secretFile(key)), false, "the file named by " + key + "_FILE", true);
        boolean[] masked = {
            secret
                    || entry.values().stream()
                            .anyMatch(value -> LOGIN_IN_URL.matcher(value).find())
        };
        List<String> values = entry.values().stream()
                .map(value -> TlsSettings.absolute(sources.root(), key, expand(value, entry, path, masked)))
                .toList();
        Variable variable = new Variable(key, values, entry.list(), sources.label() + ":" + entry.line(), masked[0]);
        return ComposeVariables.settled(variable, sources.root(), this::pathSeparator);
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
                        .filter(r -> !r.group().startsWith("$$"))
                        .map(r -> r.group(1))
                        .anyMatch(other -> answers.containsKey(other)
                                || sources.entry(other)
                                        .filter(e -> dependsOnAnswer(e, seen))
                                        .isPresent());
    }

    static List<String> values(String key, String text) {
        if (!EnvironmentFile.LISTS.contains(key) || !text.startsWith("[")) return List.of(text);
        try {
            return List.of(new JsonMapper().readValue(text, String[].class));
        } catch (JacksonException e) {
            throw ExitException.wrongInput(
                    key + " in the environment is no JSON list of strings",
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
                        "It holds the value, and nothing else.");
            return text;
        } catch (IOException e) {
            throw ExitException.cannotRead("the file that " + key + "_FILE names, " + file + ",", e);
        }
    }

    private String expand(String value, EnvironmentFile.Entry entry, Set<String> path, boolean[] secret) {
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String replacement = matcher.group();
            if (replacement.startsWith("$$")) {
                replacement = replacement.substring(1);
            } else {
                Variable other = lookUp(matcher.group(1), entry, path);
                secret[0] |= other.secret();
                replacement = other.text();
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(text).toString();
    }

    private Variable lookUp(String key, EnvironmentFile.Entry user, Set<String> path) {
        Optional<EnvironmentFile.Entry> own = sources.entry(key);
        if (own.isPresent()) return resolve(own.get(), path);
        if (!sources.process().containsKey(key)) {
            throw ExitException.wrongInput(
                    sources.label() + ":" + user.line() + ": " + user.name() + " refers to ${" + key
                            + "}, which is set nowhere",
                    "Add " + key + " to the file, export it, or write $${" + key + "} for the plain text.");
        }
        return new Variable(
                key,
                List.of(sources.process().get(key)),
                false,
                Environment.PROCESS,
                SECRET_NAME.matcher(key).find());
    }
}
