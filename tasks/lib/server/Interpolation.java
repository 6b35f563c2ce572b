//JAVA 17+

package lib.server;

import java.util.*;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Replaces the variables in a compose file as compose does, for where there is no compose. */
class Interpolation {

    private static final List<String> OPERATORS = List.of(":-", ":?", ":+", "-", "?", "+");

    private final UnaryOperator<String> variables;
    private final Set<String> unresolved = new LinkedHashSet<>();

    /** @param variables the value of a variable; null where it is not set */
    Interpolation(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** What could not be resolved, for people: variables without a value, and what compose would refuse. */
    Set<String> unresolved() {
        return unresolved;
    }

    /** The same tree with every text in it resolved; keys are not. */
    Object resolve(Object node) {
        if (node instanceof String text) return resolve(text);
        if (node instanceof List<?> list)
            return list.stream().map(this::resolve).collect(Collectors.toList());
        if (!(node instanceof Map<?, ?> map)) return node;
        Map<Object, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, value) -> resolved.put(key, resolve(value)));
        return resolved;
    }

    String resolve(String text) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
            result.append(text, at, dollar);
            at = reference(text, dollar, result);
        }
        return result.append(text, at, text.length()).toString();
    }

    /** Appends what a $ and what follows it stand for; returns where the text goes on. */
    private int reference(String text, int dollar, StringBuilder result) {
        int start = dollar + 1;
        if (text.startsWith("$", start)) {
            result.append('$');
            return start + 1;
        }
        boolean braces = text.startsWith("{", start);
        int from = braces ? start + 1 : start;
        int end = braces ? closingBrace(text, start) : endOfName(text, start);
        String expression = text.substring(from, Math.max(end, from));
        if (endOfName(expression, 0) == 0) {
            unresolved.add(text.substring(dollar));
            result.append('$');
            return start;
        }
        result.append(value(expression));
        return braces ? end + 1 : end;
    }

    /** Of {@code NAME}, or {@code NAME}, an operator and a word, in which there may be more variables. */
    private String value(String expression) {
        String name = expression.substring(0, endOfName(expression, 0));
        String rest = expression.substring(name.length());
        String value = variables.apply(name);
        if (rest.isEmpty()) return value == null ? missing(name) : value;
        Optional<String> operator = OPERATORS.stream().filter(rest::startsWith).findFirst();
        if (operator.isEmpty()) return missing("${" + expression + "}");
        boolean present = value != null && !(rest.startsWith(":") && value.isEmpty());
        String word = rest.substring(operator.get().length());
        return switch (rest.charAt(operator.get().length() - 1)) {
            case '-' -> present ? value : resolve(word);
            case '+' -> present ? resolve(word) : "";
            default -> present ? value : missing(name, word);
        };
    }

    private String missing(String name, String reason) {
        return missing(reason.isEmpty() ? name : name + " (" + resolve(reason) + ")");
    }

    private String missing(String what) {
        unresolved.add(what);
        return "";
    }

    private static int endOfName(String text, int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end), end > start)) end++;
        return end;
    }

    private static boolean isNamePart(char c, boolean digits) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digits && c >= '0' && c <= '9';
    }

    /** Where the brace that opens at a place is closed; -1 where it is not. */
    private static int closingBrace(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            if (text.charAt(at) == '{') depth++;
            if (text.charAt(at) == '}' && --depth == 0) return at;
        }
        return -1;
    }
}
