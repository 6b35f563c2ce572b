//JAVA 17+

import java.io.PrintStream;
import java.sql.*;
import java.util.*;

/** Prints what a statement returned. */
public class SqlResult {

    private static final Set<Integer> NUMBERS = Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);
    private static final Set<String> COUNTED = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "MOVE", "WITH", "COPY");

    /** An aligned table with a header, numbers to the right, and the number of rows. */
    public static void table(ResultSet result, PrintStream out) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        int columns = meta.getColumnCount();
        List<String[]> rows = new ArrayList<>();
        String[] header = new String[columns];
        for (int i = 0; i < columns; i++) header[i] = meta.getColumnLabel(i + 1);
        while (result.next()) {
            String[] row = new String[columns];
            for (int i = 0; i < columns; i++) row[i] = shown(result.getString(i + 1));
            rows.add(row);
        }
        int[] widths = new int[columns];
        for (int i = 0; i < columns; i++) {
            widths[i] = length(header[i]);
            for (String[] row : rows) widths[i] = Math.max(widths[i], length(row[i]));
        }
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < columns; i++) rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        out.println(line(header, widths, new boolean[columns]));
        out.println(rule);
        boolean[] right = new boolean[columns];
        for (int i = 0; i < columns; i++) right[i] = NUMBERS.contains(meta.getColumnType(i + 1));
        for (String[] row : rows) out.println(line(row, widths, right));
        out.println(rows.size() == 1 ? "(1 row)" : "(" + rows.size() + " rows)");
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
