//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.database;

import java.io.PrintStream;
import java.sql.*;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lib.base.DisplayWidth;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what statements return, row by row, however many there are.
 *
 * @param notes where the number of changed rows goes when standard output is data
 * @param width of the terminal, 0 where there is none: then nothing is cut
 */
public record ResultPrinter(Format format, PrintStream out, PrintStream notes, int width) {

    public enum Format {
        table,
        csv,
        json,
        vertical
    }

    private static final Set<Integer> NUMBERS =
            Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);
    private static final Set<String> COUNTED = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "MOVE", "WITH", "COPY");
    /** A table's columns are as wide as these first rows need. */
    private static final int MEASURED = 1000;

    private static final String NULL = "(null)";

    public void rows(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        String[] names = new String[meta.getColumnCount()];
        for (int i = 0; i < names.length; i++) names[i] = meta.getColumnLabel(i + 1);
        switch (format) {
            case table -> table(result, names);
            case csv -> csv(result, names);
            case json -> json(result, names);
            case vertical -> vertical(result, names);
        }
        out.flush();
    }

    /** The kind of statement, with the number of rows where it changes rows. */
    public void count(String command, long rows) {
        (format == Format.csv || format == Format.json ? notes : out)
                .println(COUNTED.contains(command) ? command + " " + rows : command);
    }

    private static String[] row(ResultSet result, int columns) throws SQLException {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) row[i] = result.getString(i + 1);
        return row;
    }

    /** Aligned, with a header, numbers to the right, and the number of rows. */
    private void table(ResultSet result, String[] names) throws SQLException {
        boolean[] right = new boolean[names.length];
        for (int i = 0; i < names.length; i++)
            right[i] = NUMBERS.contains(result.getMetaData().getColumnType(i + 1));
        List<String[]> first = new ArrayList<>();
        while (first.size() < MEASURED && result.next()) first.add(shown(row(result, names.length)));
        int[] widths = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            widths[i] = DisplayWidth.of(names[i]);
            for (String[] row : first) widths[i] = Math.max(widths[i], DisplayWidth.of(row[i]));
        }
        fit(widths);
        out.println(line(names, widths, new boolean[names.length]));
        out.println(
                Arrays.stream(widths).mapToObj(width -> "-".repeat(width + 2)).collect(Collectors.joining("+")));
        for (String[] row : first) out.println(line(row, widths, right));
        long count = first.size();
        for (; result.next(); count++) out.println(line(shown(row(result, names.length)), widths, right));
        out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
    }

    /** Makes the widest columns narrower until a line fits the terminal. */
    private void fit(int[] widths) {
        if (width == 0) return;
        while (Arrays.stream(widths).sum() + 3 * widths.length > width) {
            int widest = IntStream.range(0, widths.length)
                    .boxed()
                    .max(Comparator.comparing(i -> widths[i]))
                    .orElseThrow();
            if (widths[widest] <= 8) return;
            widths[widest]--;
        }
    }

    private String line(String[] cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cut(cells[i], widths[i]);
            line.append(i == 0 ? " " : " | ")
                    .append(right[i] ? DisplayWidth.right(cell, widths[i]) : DisplayWidth.left(cell, widths[i]));
        }
        return line.toString().stripTrailing();
    }

    private String[] shown(String[] row) {
        return Arrays.stream(row)
                .map(value -> value == null ? NULL : escaped(cut(value, width)))
                .toArray(String[]::new);
    }

    private String cut(String value, int columns) {
        return width > 0 ? DisplayWidth.cut(value, columns) : value;
    }

    private static String escaped(String value) {
        return value.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }

    /** As PostgreSQL's own COPY writes it: NULL is nothing, an empty string is two quotes. */
    private void csv(ResultSet result, String[] names) throws SQLException {
        out.println(Arrays.stream(names).map(ResultPrinter::quoted).collect(Collectors.joining(",")));
        while (result.next())
            out.println(Arrays.stream(row(result, names.length))
                    .map(ResultPrinter::quoted)
                    .collect(Collectors.joining(",")));
    }

    private static String quoted(String value) {
        if (value == null) return "";
        boolean plain = !value.isEmpty()
                && !value.equals("\\.")
                && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }

    /** A list of objects, one a line; json and jsonb as they are, whole numbers and booleans as such. */
    private void json(ResultSet result, String[] names) throws SQLException {
        JsonMapper mapper = new JsonMapper();
        String[] keys = Arrays.stream(names).map(mapper::writeValueAsString).toArray(String[]::new);
        String[] types = new String[names.length];
        for (int i = 0; i < names.length; i++) types[i] = result.getMetaData().getColumnTypeName(i + 1);
        String before = "[\n";
        for (; result.next(); before = ",\n") {
            String[] row = row(result, names.length);
            StringBuilder object = new StringBuilder();
            for (int i = 0; i < row.length; i++)
                object.append(i == 0 ? "" : ", ").append(keys[i]).append(": ").append(value(row[i], types[i], mapper));
            out.print(before + "  {" + object + "}");
        }
        out.println(before.startsWith("[") ? "[]" : "\n]");
    }

    private static String value(String text, String type, JsonMapper mapper) {
        if (text == null) return "null";
        return switch (type) {
            case "json", "jsonb", "int2", "int4", "int8", "oid", "smallserial", "serial", "bigserial" -> text;
            case "numeric", "float4", "float8" ->
                text.equals("NaN") || text.endsWith("Infinity") ? mapper.writeValueAsString(text) : text;
            case "bool" -> text.startsWith("t") ? "true" : "false";
            default -> mapper.writeValueAsString(text);
        };
    }

    /** A line a column, for rows that are too wide for a table. */
    private void vertical(ResultSet result, String[] names) throws SQLException {
        int longest = Arrays.stream(names).mapToInt(DisplayWidth::of).max().orElse(0);
        long count = 0;
        while (result.next()) {
            String head = "-[ " + ++count + " ]";
            out.println(head + "-".repeat(Math.max(0, longest + 3 - head.length())));
            String[] row = row(result, names.length);
            for (int i = 0; i < row.length; i++)
                out.println(DisplayWidth.left(names[i], longest) + " | " + (row[i] == null ? NULL : row[i]));
        }
        out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
    }
}
