//JAVA 17+

package lib.testing;

import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.testing.KeywordExpression.Condition;

/**
 * One pattern of surefire's {@code -Dtest}.
 *
 * @param classes names or patterns of classes, or an expression of surefire's own; none for any
 * @param methods names or patterns of methods, none for all
 */
record SurefirePattern(List<String> classes, List<String> methods) {

    /** A character of a name; surefire compares with {@code a/b/C.class}, from 3.6 on also with {@code a.b.C}. */
    private static final String CHARACTER = "[^./\\\\]";

    private static final String DIRECTORIES = "(?:.*[./\\\\])?";
    /** With a selection, surefire does not keep to what it takes by itself: not what failsafe takes. */
    private static final String NO_INTEGRATION_TEST =
            "(?!" + DIRECTORIES + "(?:IT" + CHARACTER + "*|" + CHARACTER + "*(?:IT|ITCase))(?:\\.class)?$)";
    /** All that surefire runs by itself. */
    static final SurefirePattern ALL = new SurefirePattern(List.of(), List.of());

    static boolean isExpression(String word) {
        return word.startsWith("%regex[");
    }

    /** With the classes nested in those that hold some: surefire has to be told of them. */
    SurefirePattern withNested(Predicate<String> holdsNested) {
        if (!methods.isEmpty() || classes.stream().anyMatch(SurefirePattern::isExpression)) return this;
        return new SurefirePattern(
                classes.stream()
                        .flatMap(name -> holdsNested.test(name) ? Stream.of(name, name + "$*") : Stream.of(name))
                        .toList(),
                methods);
    }

    /** As surefire takes it without a regular expression; JUnit 4 has the parameters in the name. */
    Stream<String> plain() {
        if (methods.isEmpty())
            return classes.isEmpty() ? Stream.of(regex(NO_INTEGRATION_TEST + ".*", ".*")) : classes.stream();
        String suffix = methods.stream()
                .flatMap(method -> Stream.of(method, method + "[*]").limit(method.matches("[\\p{L}\\p{N}_$]+") ? 2 : 1))
                .collect(Collectors.joining("+", "#", ""));
        return classes.isEmpty() ? Stream.of(suffix) : classes.stream().map(name -> name + suffix);
    }

    /** Of the tests of patterns those that -k fits. */
    static Stream<String> narrowed(List<SurefirePattern> patterns, KeywordExpression keywords) {
        patterns.stream()
                .flatMap(pattern -> pattern.classes.stream())
                .filter(SurefirePattern::isExpression)
                .forEach(expression -> {
                    throw ExitException.wrongInput(
                            "-k cannot be combined with " + expression,
                            "Leave out -k, or put its words into the expression.");
                });
        // one for all classes with the same methods, as each takes one for every alternative
        Map<List<String>, List<String>> classes = patterns.stream()
                .collect(Collectors.toMap(
                        SurefirePattern::methods,
                        SurefirePattern::classes,
                        SurefirePattern::union,
                        LinkedHashMap::new));
        return classes.entrySet().stream()
                .map(entry -> new SurefirePattern(entry.getValue(), entry.getKey()))
                .flatMap(pattern -> keywords.alternatives().stream().map(pattern::narrowed));
    }

    private static List<String> union(List<String> some, List<String> more) {
        boolean any = some.isEmpty() || more.isEmpty();
        return any ? List.of() : Stream.concat(some.stream(), more.stream()).toList();
    }

    private String narrowed(Set<Condition> conditions) {
        String cls = classes.isEmpty()
                ? NO_INTEGRATION_TEST
                : "(?=" + DIRECTORIES + either(classes, true) + "(?:\\.class)?$)";
        String method = methods.isEmpty() ? "" : "(?=" + either(methods, false) + "(?:\\[.*)?$)";
        return regex(
                cls + "(?iu)" + DIRECTORIES + "(?!class$)" + lookaheads(conditions, false) + CHARACTER
                        + "+(?:\\.class)?",
                method + "(?iu)" + lookaheads(conditions, true) + ".*");
    }

    private static String lookaheads(Set<Condition> conditions, boolean ofMethod) {
        return conditions.stream()
                .filter(condition -> condition.ofMethod() == ofMethod)
                .map(condition -> (condition.negated() ? "(?!" : "(?=") + (ofMethod ? "." : CHARACTER) + "*"
                        + escaped(condition.part()) + ")")
                .collect(Collectors.joining());
    }

    /**
     * Surefire splits it at the #. From 3.6 on it also takes the whole for an expression of the class alone, which the
     * bars make it to be.
     */
    private static String regex(String cls, String method) {
        return "%regex[" + cls + "|#|" + method + "]";
    }

    private static String either(List<String> globs, boolean ofClass) {
        return globs.stream().map(glob -> expression(glob, ofClass)).collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String expression(String glob, boolean ofClass) {
        String text = ofClass && !glob.contains("/") ? glob.replace('.', '/') : glob;
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean twice = text.startsWith("**", i);
            switch (text.charAt(i)) {
                case '*' -> expression.append(!ofClass || twice ? ".*" : CHARACTER + "*");
                case '?' -> expression.append(ofClass ? CHARACTER : ".");
                case '/' -> expression.append("[./\\\\]");
                default -> expression.append(escaped(text.substring(i, i + 1)));
            }
            if (twice) i++;
        }
        return expression.toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}_]", "\\\\$0");
    }
}
