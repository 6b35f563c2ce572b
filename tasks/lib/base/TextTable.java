//JAVA 17+

package lib.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Rows whose cells stand below each other; what goes on in another line stands below its own column. */
public class TextTable {

    /**
     * As wide as its widest cell, within limits; what is wider than the upper one moves the rest of its row.
     *
     * @param gap the blanks before it, where it is not the first
     */
    public record Column(int gap, int min, int max, boolean atRight) {

        public static Column left() {
            return new Column(2, 0, Integer.MAX_VALUE, false);
        }

        public static Column right() {
            return new Column(2, 0, Integer.MAX_VALUE, true);
        }

        public Column after(int blanks) {
            return new Column(blanks, min, max, atRight);
        }

        public Column atLeast(int width) {
            return new Column(gap, width, max, atRight);
        }

        public Column atMost(int width) {
            return new Column(gap, min, width, atRight);
        }
    }

    private final Column[] columns;
    private final List<String[][]> rows = new ArrayList<>();

    /** @param columns the first ones; those that follow are to the left */
    public TextTable(Column... columns) {
        this.columns = columns;
    }

    /** @param cells null for an empty one */
    public TextTable row(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> Objects.toString(cell, "").split("\n", -1))
                .toArray(String[][]::new));
        return this;
    }

    public List<String> lines() {
        int[] widths = new int[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        Arrays.setAll(widths, this::width);
        List<String> lines = new ArrayList<>();
        for (String[][] row : rows) {
            int height = Arrays.stream(row).mapToInt(cell -> cell.length).max().orElse(0);
            for (int line = 0; line < height; line++) lines.add(line(row, line, widths));
        }
        return lines;
    }

    private String line(String[][] row, int number, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String text = number < row[i].length ? row[i][number] : "";
            line.append(" ".repeat(i == 0 ? 0 : column(i).gap))
                    .append(
                            column(i).atRight
                                    ? DisplayWidth.right(text, widths[i])
                                    : DisplayWidth.left(text, widths[i]));
        }
        return line.toString().stripTrailing();
    }

    private int width(int index) {
        int widest = rows.stream()
                .filter(row -> index < row.length)
                .flatMap(row -> Arrays.stream(row[index]))
                .mapToInt(DisplayWidth::of)
                .max()
                .orElse(0);
        return Math.max(column(index).min, Math.min(column(index).max, widest));
    }

    private Column column(int index) {
        return index < columns.length ? columns[index] : Column.left();
    }
}
