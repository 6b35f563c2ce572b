//JAVA 17+

package lib.adoption;

import java.util.*;

/**
 * Text with {@code ${NAME}}, {@code ${NAME:default}} or {@code ${NAME:-default}}, one inside another too, as
 * configuration files have it.
 */
public class Placeholders {

    /**
     * One placeholder.
     *
     * @param fallback what stands there for its default; null for none
     */
    record Placeholder(String name, String fallback, int start, int end) {}

    /** Those of a text that are not inside of another. */
    static List<Placeholder> in(String text) {
        List<Placeholder> all = new ArrayList<>();
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", start + 1)) {
            int end = end(text, start + 2);
            if (end < 0) break;
            String inner = text.substring(start + 2, end);
            int colon = inner.indexOf(':');
            String name =
                    (colon < 0 ? inner : inner.substring(0, colon)).strip().replaceFirst("^(?:\\?|env\\.)", "");
            String fallback = colon < 0 ? null : inner.substring(colon + 1).replaceFirst("^-", "");
            all.add(new Placeholder(name, fallback, start, end + 1));
            start = end;
        }
        return all;
    }

    private static int end(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) depth++;
            if (text.charAt(i) == '}' && depth-- == 0) return i;
        }
        return -1;
    }

    /** All of them, those inside of others too. */
    static List<Placeholder> deep(String text) {
        List<Placeholder> all = new ArrayList<>();
        for (Placeholder placeholder : in(text)) {
            all.add(placeholder);
            if (placeholder.fallback() != null) all.addAll(deep(placeholder.fallback()));
        }
        return all;
    }

    /** The text where nothing is set but what is known: a placeholder that neither is known nor has a default stays. */
    static String resolve(String text, Map<String, String> known) {
        return resolve(text, known, 0);
    }

    private static String resolve(String text, Map<String, String> known, int depth) {
        if (depth > 10 || !text.contains("${")) return text;
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        for (Placeholder placeholder : in(text)) {
            String value = known.getOrDefault(placeholder.name(), placeholder.fallback());
            resolved.append(text, at, placeholder.start());
            resolved.append(
                    value == null
                            ? text.substring(placeholder.start(), placeholder.end())
                            : resolve(value, known, depth + 1));
            at = placeholder.end();
        }
        return resolved.append(text.substring(at)).toString();
    }

    /** Whether a text is one placeholder and nothing else. */
    static boolean isWhole(String text) {
        if (!text.startsWith("${")) return false;
        List<Placeholder> found = in(text);
        return found.size() == 1 && found.get(0).start() == 0 && found.get(0).end() == text.length();
    }

    /** Whether a text is one placeholder, and it, or the last one in its default, has no default. */
    static boolean isOpen(String text) {
        if (!isWhole(text)) return false;
        String fallback = in(text).get(0).fallback();
        return fallback == null || isOpen(fallback);
    }

    /** The same with a default for what has none, where it is only read; nothing else changes. */
    static String withFallback(String text, String fallback) {
        if (!isOpen(text) || fallback.isEmpty() || fallback.equals(JavaTexts.UNKNOWN)) return text;
        int end = text.indexOf('}');
        return text.substring(0, end) + ":" + fallback + text.substring(end);
    }
}
