//JAVA 17+

package lib.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;

/**
 * How many rows the tables of production have.
 *
 * @param counts by the table's name; what is not in it counts as large
 */
record RowEstimates(Map<String, Long> counts) {

    /** Up to this number a table is read in milliseconds. */
    static final long SMALL = 10_000;

    /**
     * @param given TABLE=N each
     * @param file lines of TABLE,N, as {@code sql --format csv} prints pg_class.reltuples; null for none
     */
    static RowEstimates of(List<String> given, Path file) {
        Map<String, Long> counts = new HashMap<>();
        if (file != null) read(file, counts);
        for (String entry : given) {
            int equals = entry.lastIndexOf('=');
            if (equals < 1) throw wrong("--rows " + entry);
            counts.put(entry.substring(0, equals), number(entry.substring(equals + 1), "--rows " + entry));
        }
        return new RowEstimates(counts);
    }

    private static void read(Path file, Map<String, Long> counts) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                int comma = lines.get(i).lastIndexOf(',');
                boolean header = i == 0 && comma > 0 && !lines.get(i).matches(".*,\\s*-?[0-9.eE+]+\\s*");
                if (lines.get(i).isBlank() || header) continue;
                String where = file + ":" + (i + 1);
                if (comma < 1) throw wrong(where);
                counts.put(
                        lines.get(i).substring(0, comma).strip(),
                        number(lines.get(i).substring(comma + 1).strip(), where));
            }
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
    }

    private static long number(String text, String where) {
        try {
            return (long) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(where);
        }
    }

    private static ExitException wrong(String where) {
        return ExitException.wrongInput(
                where + " does not say how many rows a table has",
                "Write TABLE=N, or TABLE,N in a file: users=2000000.");
    }

    /** Whether reading all of it takes long; the server counts -1 where it was never analysed. */
    boolean isLarge(String table) {
        long count = counts.getOrDefault(table, -1L);
        return count < 0 || count > SMALL;
    }
}
