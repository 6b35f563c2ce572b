//JAVA 17+

package lib.server;

import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Options of initdb, read as a shell does it: the image hands POSTGRES_INITDB_ARGS to one. */
record InitdbOptions(List<Option> all) {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'\\\\]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')+");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|\\\\(.)");
    private static final Map<String, String> LONG_NAMES = Map.of(
            "-A",
            "--auth",
            "-c",
            "--set",
            "-D",
            "--pgdata",
            "-E",
            "--encoding",
            "-L",
            "--input",
            "-T",
            "--text-search-config",
            "-U",
            "--username",
            "-X",
            "--waldir");
    private static final Set<String> FLAGS = Set.of(
            "--allow-group-access",
            "--data-checksums",
            "--no-data-checksums",
            "--no-instructions",
            "--no-locale",
            "--no-sync",
            "--pwprompt",
            "--sync-only");

    /**
     * One of them.
     *
     * @param name the long one, where it has one
     * @param value null where it takes none
     */
    record Option(String name, String value) {

        String written() {
            return value == null ? name : name + "=" + value;
        }
    }

    static InitdbOptions of(String text) {
        Iterator<String> words = WORD.matcher(text)
                .results()
                .map(word -> QUOTED.matcher(word.group()).replaceAll(InitdbOptions::unquoted))
                .iterator();
        List<Option> options = new ArrayList<>();
        while (words.hasNext()) options.add(option(words.next(), words));
        return new InitdbOptions(options);
    }

    private static String unquoted(MatchResult quoted) {
        String escaped = quoted.group(1);
        if (escaped != null) return Matcher.quoteReplacement(escaped.replaceAll("\\\\([\"\\\\$`])", "$1"));
        return Stream.of(2, 3)
                .map(quoted::group)
                .filter(Objects::nonNull)
                .map(Matcher::quoteReplacement)
                .findFirst()
                .orElse("");
    }

    /** @param rest where its value may come from */
    private static Option option(String word, Iterator<String> rest) {
        String longName = LONG_NAMES.get(word.substring(0, Math.min(2, word.length())));
        int equals = word.indexOf('=');
        if (longName != null && word.length() > 2) return new Option(longName, word.substring(2));
        if (word.startsWith("--") && equals > 0)
            return new Option(word.substring(0, equals), word.substring(equals + 1));
        String name = longName == null ? word : longName;
        boolean takesValue = name.startsWith("--") && !FLAGS.contains(name) && rest.hasNext();
        return new Option(name, takesValue ? rest.next() : null);
    }

    boolean has(String name) {
        return all.stream().anyMatch(option -> option.name().equals(name));
    }

    /** As with initdb, the last one counts. */
    Optional<String> value(String name) {
        return all.stream()
                .filter(option -> option.name().equals(name) && option.value() != null)
                .map(Option::value)
                .reduce((one, next) -> next);
    }
}
