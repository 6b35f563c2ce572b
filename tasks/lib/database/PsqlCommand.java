//JAVA 17+

package lib.database;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of psql in a script.
 *
 * @param name with its backslash
 * @param argument what follows it on its line
 */
record PsqlCommand(String name, String argument) {

    static final String CONNECT = "\\connect";
    static final String EXECUTE_RESULT = "\\gexec";

    /** What newer pg_dumps write for psql, and what means nothing to a server. */
    private static final Set<String> IGNORED = Set.of("\\restrict", "\\unrestrict");

    private static final Pattern DATABASE = Pattern.compile("([^\\s\"':=-][^\\s\"':=]*)|\"((?:[^\"]|\"\")+)\"");
    /** As pg_dumpall writes a name that has more than letters and digits. */
    private static final Pattern QUOTED_DATABASE =
            Pattern.compile("-reuse-previous=on \"dbname='((?:[^'\\\\]|\\\\.)+)'\"");

    /** @param line from the backslash on */
    static PsqlCommand of(String line) {
        String[] words = line.strip().split("\\s+", 2);
        return new PsqlCommand(
                words[0].equals("\\c") ? CONNECT : words[0],
                words.length == 1 ? "" : words[1].replaceFirst("[;\\s]+$", ""));
    }

    boolean ignored() {
        return IGNORED.contains(name);
    }

    boolean executesResult() {
        return name.equals(EXECUTE_RESULT);
    }

    /** The database that \connect names; nothing for other commands, and where another user or server is named too. */
    Optional<String> database() {
        if (!name.equals(CONNECT)) return Optional.empty();
        Matcher quoted = QUOTED_DATABASE.matcher(argument);
        if (quoted.matches())
            return Optional.of(quoted.group(1).replace("\"\"", "\"").replaceAll("\\\\(.)", "$1"));
        Matcher plain = DATABASE.matcher(argument);
        if (!plain.matches()) return Optional.empty();
        return Optional.ofNullable(plain.group(1))
                .or(() -> Optional.of(plain.group(2).replace("\"\"", "\"")));
    }
}
