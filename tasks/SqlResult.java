//JAVA 17+

import java.io.PrintStream;
import java.sql.*;
import java.util.*;
import java.util.stream.Collectors;

/** Prints what a statement returned. */
public class SqlResult {

    private static final Set<Integer> NUMBERS = Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);
    private static final Set<String> COUNTED = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "MOVE", "WITH", "COPY");

    /** An aligned table with a header, numbers to the right, and the number of rows. */
    public static void table(ResultSet result, PrintStream out) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        int columns = meta.getColumnCount();
        List<String[]> lines = new ArrayList<>(List.<String[]>of(new String[columns]));
        boolean[] right = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            lines.get(0)[i] = meta.getColumnLabel(i + 1);
            right[i] = NUMBERS.contains(meta.getColumnType(i + 1));
        }
        while (result.next()) {
            String[] row = new String[columns];
            for (int i = 0; i < columns; i++) row[i] = shown(result.getString(i + 1));
            lines.add(row);
        }
        int[] widths = new int[columns];
        for (String[] line : lines) {
            for (int i = 0; i < columns; i++) widths[i] = Math.max(widths[i], length(line[i]));
        }
        out.println(line(lines.get(0), widths, new boolean[columns]));
        out.println(Arrays.stream(widths).mapToObj(width -> "-".repeat(width + 2)).collect(Collectors.joining("+")));
        for (String[] row : lines.subList(1, lines.size())) out.println(line(row, widths, right));
        out.println(lines.size() == 2 ? "(1 row)" : "(" + (lines.size() - 1) + " rows)");
    }

    /** The kind of statement, with the number of rows where it changes rows. */
    public static void count(String command, long rows, PrintStream out) {
        out.println(COUNTED.contains(command) ? command + " " + rows : command);
    }

    private static String shown(String value) {
        return value == null ? "" : value.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String line(String[] cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String pad = " ".repeat(widths[i] - length(cells[i]));
            line.append(i == 0 ? " " : " | ").append(right[i] ? pad + cells[i] : cells[i] + pad);
        }
        return line.toString().stripTrailing();
    }
}
