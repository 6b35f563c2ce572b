//JAVA 17+

package lib.testing;

import java.util.*;
import java.util.stream.Collectors;

/**
 * One pattern of surefire's {@code -Dtest}.
 *
 * @param classes names or patterns of classes, none for any
 * @param methods names or patterns of methods, none for all
 */
record SurefirePattern(List<String> classes, List<String> methods) {

    /** A character of a name; surefire compares with {@code a/b/C.class}, from 3.6 on also with {@code a.b.C}. */
    private static final String CHARACTER = "[^./\\\\]";

    private static final String FOLDERS = "(?:.*[./\\\\])?";
    /** With a selection, surefire does not keep to what it takes by itself: not what failsafe takes. */
    private static final String NO_INTEGRATION_TEST =
            "(?!" + FOLDERS + "(?:IT" + CHARACTER + "*|" + CHARACTER + "*(?:IT|ITCase))(?:\\.class)?$)";
    /** All that surefire runs by itself. */
    static final String ANY = regex(NO_INTEGRATION_TEST + ".*", ".*");

    /** As surefire takes it without a regular expression; JUnit 4 has the parameters in the name. */
    String plain() {
        String cls = String.join(",", classes);
        if (methods.isEmpty()) return cls;
        return cls + "#"
                + methods.stream()
                        .flatMap(method -> method.matches("[\\p{L}\\p{N}_$]+")
                                ? List.of(method, method + "[*]").stream()
                                : List.of(method).stream())
                        .collect(Collectors.joining("+"));
    }

    /** Narrowed by -k: one pattern for each way to spread an alternative's terms over class and method. */
    List<String> narrowed(KeywordExpression expression) {
        List<String> patterns = new ArrayList<>();
        for (KeywordExpression.Alternative alternative : expression.alternatives()) {
            List<String> terms = List.copyOf(alternative.has());
            for (int ways = 0; ways < 1 << terms.size(); ways++) {
                StringBuilder cls = new StringBuilder(
                        classes.isEmpty()
                                ? NO_INTEGRATION_TEST
                                : "(?=" + FOLDERS + either(classes, true) + "(?:\\.class)?$)");
                cls.append("(?iu)").append(FOLDERS).append("(?!class$)");
                StringBuilder method = new StringBuilder(
                                methods.isEmpty() ? "" : "(?=" + either(methods, false) + "(?:\\[.*)?$)")
                        .append("(?iu)");
                for (int i = 0; i < terms.size(); i++) {
                    if ((ways >> i & 1) == 0)
                        cls.append("(?=")
                                .append(CHARACTER)
                                .append('*')
                                .append(escaped(terms.get(i)))
                                .append(')');
                    else method.append("(?=.*").append(escaped(terms.get(i))).append(')');
                }
                for (String term : alternative.lacks()) {
                    cls.append("(?!")
                            .append(CHARACTER)
                            .append('*')
                            .append(escaped(term))
                            .append(')');
                    method.append("(?!.*").append(escaped(term)).append(')');
                }
                patterns.add(regex(cls + CHARACTER + "+(?:\\.class)?", method + ".*"));
            }
        }
        return patterns;
    }

    /**
     * Surefire splits it at the #. From 3.6 on it also takes the whole for an expression of the class alone, which the
     * bars make it to be.
     */
    private static String regex(String cls, String method) {
        return "%regex[" + cls + "|#|" + method + "]";
    }

    private static String either(List<String> globs, boolean names) {
        return globs.stream().map(glob -> expression(glob, names)).collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String expression(String glob, boolean name) {
        String text = name && !glob.contains("/") ? glob.replace('.', '/') : glob;
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean twice = text.startsWith("**", i);
            switch (text.charAt(i)) {
                case '*' -> expression.append(!name || twice ? ".*" : CHARACTER + "*");
                case '?' -> expression.append(name ? CHARACTER : ".");
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
