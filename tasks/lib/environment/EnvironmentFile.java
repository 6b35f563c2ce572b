//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Pattern;
import lib.base.ExitException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads {@code config/<name>.json}: a list of {@code {"name": ..., "value": ...}}, and nothing else. */
public class EnvironmentFile {

    /**
     * One object of the file, as written.
     *
     * @param values the value; several for a list; none for a secret
     */
    public record Entry(String name, List<String> values, boolean list, boolean secret, int line) {}

    /** The names whose value may be a list of strings. */
    static final Set<String> LISTS = Set.of(
            "APPLICATION_DATABASES",
            "APPLICATION_MIGRATIONS",
            "APPLICATION_INIT_SQL",
            "APPLICATION_MAVEN_ARGS",
            "APPLICATION_MAVEN_GOAL",
            "APPLICATION_TEST_COMMAND",
            "COMPOSE_FILE",
            "COMPOSE_PROFILES",
            "COMPOSE_SERVICES");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String SHAPE =
            "A config file is a list of objects: [ {\"name\": \"POSTGRES_PORT\", \"value\": \"5433\"}, ... ]";

    private final String label;
    private final JsonParser parser;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> lineOf = new HashMap<>();

    private EnvironmentFile(String label, JsonParser parser) {
        this.label = label;
        this.parser = parser;
    }

    /** A text as a value has to be written so that nothing in it refers to a variable. */
    public static String literal(String text) {
        return text.replaceAll("\\$+(?=\\{[^}]*})", "$0$0");
    }

    /** @throws ExitException for anything but a well-formed list, with file, line and column */
    public static List<Entry> read(Path file, String label) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        // not a JsonMapper, which takes long to make
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            EnvironmentFile reader = new EnvironmentFile(label, parser);
            reader.list();
            return reader.entries;
        } catch (JacksonException e) {
            throw at(
                    label,
                    e.getLocation(),
                    "not valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    SHAPE);
        }
    }

    private void list() {
        JsonToken first = parser.nextToken();
        if (first == null) throw wrong("the file is empty");
        if (first != JsonToken.START_ARRAY) throw wrong("a list is expected here");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) throw wrong("each element must be an object");
            entries.add(entry());
        }
        if (parser.nextToken() != null) throw wrong("nothing may follow the list");
    }

    private Entry entry() {
        TokenStreamLocation start = parser.currentTokenLocation();
        String name = null;
        List<String> values = null;
        boolean list = false;
        boolean secret = false;
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = key(seen);
            parser.nextToken();
            switch (key) {
                case "name" -> name = name();
                case "value" -> {
                    list = parser.currentToken() == JsonToken.START_ARRAY;
                    values = list ? strings() : List.of(scalar());
                }
                default -> secret = flag();
            }
        }
        boolean hasValue = values != null;
        Entry entry = new Entry(name, hasValue ? values : List.of(), list, secret, start.getLineNr());
        check(entry, hasValue, start);
        return entry;
    }

    static boolean mayBeList(String variable) {
        return LISTS.contains(variable) || DatabaseVariables.mayBeList(variable);
    }

    private String key(Set<String> seen) {
        String key = parser.currentName();
        if (!seen.add(key)) throw wrong("the key \"" + key + "\" appears twice in one object");
        if (!List.of("name", "value", "secret").contains(key)) {
            throw wrong("unknown key \"" + key + "\"; the keys are \"name\", \"value\" and \"secret\"");
        }
        return key;
    }

    private void check(Entry entry, boolean hasValue, TokenStreamLocation start) {
        String name = entry.name();
        if (name == null) throw at(label, start, "an object without \"name\"", SHAPE);
        if (entry.list() && !mayBeList(name))
            throw at(
                    label,
                    start,
                    name + " takes one value, not a list",
                    "Lists are for " + String.join(", ", LISTS.stream().sorted().toList()) + ".");
        if (entry.secret() && hasValue)
            throw at(
                    label,
                    start,
                    name + " is a secret and must not have a value",
                    "Remove the value: it comes from the environment, or from the file that " + name + "_FILE names.");
        if (!entry.secret() && !hasValue) throw at(label, start, name + " has no \"value\"", SHAPE);
    }

    private String name() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) throw wrong("a name must be a string");
        String name = parser.getString();
        if (!NAME.matcher(name).matches())
            throw wrong("\"" + name + "\" is not a name for a variable: letters, digits and _ only");
        Integer before = lineOf.put(name, parser.currentTokenLocation().getLineNr());
        if (before != null) throw wrong(name + " appears twice; the first is in line " + before);
        return name;
    }

    private String scalar() {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
                String text = parser.getString();
                if (text.indexOf('\0') >= 0) throw wrong("a value cannot hold the character 0");
                yield text;
            }
            default -> throw wrong("a value must be a string, a number or a boolean");
        };
    }

    private List<String> strings() {
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) throw wrong("a list may hold strings only");
            values.add(scalar());
        }
        return values;
    }

    private boolean flag() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong("\"secret\" must be true or false");
        };
    }

    private ExitException wrong(String what) {
        return at(label, parser.currentTokenLocation(), what, SHAPE);
    }

    private static ExitException at(String label, TokenStreamLocation where, String what, String hint) {
        String place = where == null ? "" : ":" + where.getLineNr() + ":" + Math.max(1, where.getColumnNr());
        return ExitException.wrongInput(label + place + ": " + what, hint);
    }
}
