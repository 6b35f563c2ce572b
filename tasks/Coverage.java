//JAVA 17+
//DEPS org.jacoco:org.jacoco.core:0.8.15

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import org.jacoco.core.analysis.*;
import org.jacoco.core.tools.ExecFileLoader;

/** The table of covered and missing lines, one row a class, from JaCoCo's own analyser. */
public class Coverage {

    /** One class; its nested classes count with it. */
    record Row(String name, int lines, int missed, String missing) {
        String shown(String format) {
            return format.formatted(name, lines, missed, percent(lines, missed), missing).stripTrailing();
        }
    }

    /**
     * Prints the table.
     *
     * @param data    what JaCoCo's agent wrote while the tests ran
     * @param classes folders of compiled classes
     * @return false when there is nothing to print
     */
    public static boolean print(Path data, List<Path> classes, PrintStream out) throws IOException {
        if (!Files.exists(data)) return false;
        List<Row> rows = rows(data, classes);
        if (rows.isEmpty()) return false;
        Row total = new Row("TOTAL", rows.stream().mapToInt(Row::lines).sum(), rows.stream().mapToInt(Row::missed).sum(), "");
        int width = Math.max("TOTAL".length(), rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
        String format = "%-" + width + "s %6s %6s %6s   %s";
        String header = format.formatted("Name", "Lines", "Miss", "Cover", "Missing");
        out.println();
        out.println(header);
        out.println("-".repeat(header.length()));
        rows.forEach(row -> out.println(row.shown(format)));
        out.println("-".repeat(header.length()));
        out.println(total.shown(format));
        out.println();
        return true;
    }

    static List<Row> rows(Path data, List<Path> classes) throws IOException {
        ExecFileLoader loader = new ExecFileLoader();
        loader.load(data.toFile());
        CoverageBuilder builder = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(loader.getExecutionDataStore(), builder);
        for (Path folder : classes) analyzer.analyzeAll(folder.toFile());
        List<Row> rows = new ArrayList<>();
        for (ISourceFileCoverage source : builder.getSourceFiles()) {
            int lines = source.getLineCounter().getTotalCount();
            if (lines == 0) continue;
            String folder = source.getPackageName().isEmpty() ? "" : source.getPackageName().replace('/', '.') + ".";
            rows.add(new Row(folder + source.getName().replaceFirst("\\.\\w+$", ""), lines, source.getLineCounter().getMissedCount(), missing(source)));
        }
        rows.sort(Comparator.comparing(Row::name));
        return rows;
    }

    /** The lines of which no instruction ran: {@code 6-21, 30}. */
    private static String missing(ISourceFileCoverage source) {
        List<String> ranges = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int line = source.getFirstLine(); line <= source.getLastLine(); line++) {
            int status = source.getLine(line).getStatus();
            if (status == ICounter.NOT_COVERED) {
                if (first < 0) first = line;
                last = line;
            } else if (status != ICounter.EMPTY && first >= 0) {
                ranges.add(range(first, last));
                first = -1;
            }
        }
        if (first >= 0) ranges.add(range(first, last));
        return String.join(", ", ranges);
    }

    private static String range(int first, int last) {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }

    /** Whole percents, and 100 % only where nothing is missing. */
    static String percent(int lines, int missed) {
        if (lines == 0) return "100%";
        long percent = Math.round(100.0 * (lines - missed) / lines);
        return (missed > 0 ? Math.min(percent, 99) : percent) + "%";
    }
}
