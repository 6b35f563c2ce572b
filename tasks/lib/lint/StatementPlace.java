//JAVA 17+

package lib.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.database.SqlScript;

/**
 * Where a statement stands.
 *
 * @param file as people write it
 * @param line from 1; 0 for all of the file
 * @param sql with the comments before it
 */
record StatementPlace(String file, int line, String sql) {

    private static final Pattern ACCEPTED = Pattern.compile("\\s*--\\s*lint:\\s*allow\\s+(\\S.*)");
    private static final int SHOWN = 100;

    /**
     * Finds a statement among the lines of its file.
     *
     * @param from the first line that may be meant
     */
    static StatementPlace find(String file, List<String> lines, int from, String sql) {
        String first = command(sql).strip();
        for (int i = Math.max(from, 1); i <= lines.size(); i++) {
            String line = lines.get(i - 1).strip();
            int placeholder = line.indexOf("${");
            boolean same = line.startsWith(first)
                    || placeholder >= 0 && !first.isEmpty() && first.startsWith(line.substring(0, placeholder));
            if (same) return new StatementPlace(file, i, sql);
        }
        return new StatementPlace(file, Math.max(from, 1), sql);
    }

    private static String command(String sql) {
        return sql.lines().skip(SqlScript.linesBeforeCommand(sql)).findFirst().orElse("");
    }

    /** Why it is accepted, where the line above says so. */
    Optional<String> reason() {
        int above = SqlScript.linesBeforeCommand(sql) - 1;
        if (above < 0) return Optional.empty();
        Matcher line = ACCEPTED.matcher(sql.lines().skip(above).findFirst().orElse(""));
        return line.matches() ? Optional.of(line.group(1)) : Optional.empty();
    }

    String where() {
        return line == 0 ? file : file + ":" + line;
    }

    /** Its first line. */
    String shown() {
        String first = command(sql).strip();
        return first.length() > SHOWN ? first.substring(0, SHOWN) + " ..." : first;
    }
}
