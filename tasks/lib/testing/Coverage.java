//JAVA 17+
//DEPS org.jacoco:org.jacoco.core:0.8.15

package lib.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/** What the tests covered, from JaCoCo's own analyser: a table, a percentage, and pages to look at. */
public class Coverage {

    private static final int NAMES = 3;

    /** One class; its nested classes count with it. */
    record Row(String name, int lines, int missed, String missing) {}

    private final ExecFileLoader data;
    /** A directory of classes, and what is known of those in it. */
    private final Map<Path, CoverageBuilder> modules;

    private final List<Row> rows;

    private Coverage(ExecFileLoader data, Map<Path, CoverageBuilder> modules, List<Row> rows) {
        this.data = data;
        this.modules = modules;
        this.rows = rows;
    }

    /**
     * Reads what was measured.
     *
     * @param data what JaCoCo's agent wrote while the tests ran
     * @param classes directories of compiled classes, one for each module
     * @return nothing where there is no such file, or no line of code
     */
    public static Optional<Coverage> of(Path data, List<Path> classes) throws IOException {
        if (!Files.exists(data)) return Optional.empty();
        ExecFileLoader loader = new ExecFileLoader();
        try {
            loader.load(data.toFile());
        } catch (IOException e) {
            throw new IOException(data + " is not what JaCoCo writes: " + e, e);
        }
        Map<Path, CoverageBuilder> modules = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (Path directory : classes) {
            CoverageBuilder builder = analyse(loader, directory);
            List<Row> found = builder.getSourceFiles().stream()
                    .filter(source -> source.getLineCounter().getTotalCount() > 0)
                    .map(Coverage::row)
                    .toList();
            if (!found.isEmpty() && modules.put(directory, builder) == null) rows.addAll(found);
        }
        rows.sort(Comparator.comparing(Row::name));
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Coverage(loader, modules, rows));
    }

    /** Each directory for itself: two modules may have a class of the same name. */
    private static CoverageBuilder analyse(ExecFileLoader loader, Path directory) throws IOException {
        CoverageBuilder builder = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(loader.getExecutionDataStore(), builder);
        // below versions/ are the same classes again, for other JDKs
        Path versions = directory.resolve("META-INF/versions");
        try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class") && !path.startsWith(versions))
                    .toList()) {
                analyzer.analyzeClass(Files.readAllBytes(file), file.toString());
            }
        }
        return builder;
    }

    /** Prints the table of covered and missing lines. */
    public void print(PrintStream out) {
        Column number = Column.right().after(1).atLeast(6);
        TextTable table = new TextTable(
                Column.left(), number, number, number, Column.left().after(3));
        table.row("Name", "Lines", "Miss", "Cover", "Missing");
        for (Row row : rows) table.row(row.name, row.lines, row.missed, percent(row.lines, row.missed), row.missing);
        table.row("TOTAL", lines(), missed(), percent(lines(), missed()), "");
        List<String> lines = table.lines();
        String rule = "-".repeat(lines.get(0).length());
        out.println();
        out.println(lines.get(0));
        out.println(rule);
        lines.subList(1, lines.size() - 1).forEach(out::println);
        out.println(rule);
        out.println(lines.get(lines.size() - 1));
        out.println();
    }

    /**
     * The part of the lines that ran, 0 to 100, not rounded: to be compared as it is, so that 84.99 is less than 85
     * although the table says 85%. A line that ran in part counts as one that ran, as in the table.
     */
    public double percent() {
        return 100.0 * (lines() - missed()) / lines();
    }

    /**
     * Says which classes the tests ran with are not those in the directories, and so count as if they had not run:
     * compiled again since, or changed by another agent. Nothing where all are the same.
     */
    public Optional<String> warning() {
        // two modules may have a class of the same name, of which the tests ran one
        Set<String> same = classes()
                .filter(found -> !found.isNoMatch())
                .map(IClassCoverage::getName)
                .collect(Collectors.toSet());
        List<String> others = classes()
                .filter(found -> found.isNoMatch() && !same.contains(found.getName()))
                .map(found -> found.getName().replace('/', '.'))
                .distinct()
                .sorted()
                .toList();
        if (others.isEmpty()) return Optional.empty();
        String more = others.size() > NAMES ? " and " + (others.size() - NAMES) + " more" : "";
        return Optional.of("the coverage is too low: the tests ran with other class files of "
                + String.join(", ", others.subList(0, Math.min(NAMES, others.size()))) + more
                + ". Something compiled them again meanwhile, or another agent changes them.");
    }

    /**
     * Writes JaCoCo's own report, in which the sources can be looked at line by line.
     *
     * @param directory where to; a report that is there already is replaced
     * @param sources directories of sources, of all modules
     * @param title what stands above the pages
     * @return the page to begin with
     */
    public Path html(Path directory, List<Path> sources, String title) throws IOException {
        return new CoveragePages(data, modules, sources).write(directory, title);
    }

    /** Writes JaCoCo's report in XML, for programs: the same bundles and titles as in the pages. */
    public void xml(Path file, String title) throws IOException {
        new CoveragePages(data, modules, List.of()).xml(file, title);
    }

    private Stream<IClassCoverage> classes() {
        return modules.values().stream().flatMap(builder -> builder.getClasses().stream());
    }

    int lines() {
        return rows.stream().mapToInt(Row::lines).sum();
    }

    int missed() {
        return rows.stream().mapToInt(Row::missed).sum();
    }

    private static Row row(ISourceFileCoverage source) {
        String directory =
                source.getPackageName().isEmpty() ? "" : source.getPackageName().replace('/', '.') + ".";
        ICounter lines = source.getLineCounter();
        return new Row(
                directory + source.getName().replaceFirst("\\.\\w+$", ""),
                lines.getTotalCount(),
                lines.getMissedCount(),
                missing(source));
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
