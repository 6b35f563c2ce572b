//JAVA 17+
//SOURCES Times.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The results as Markdown that can be read as it stands; printed as it grows. */
class Report {

    private static final String INTRODUCTION = """
        # Benchmark

        After this page you know what a run takes, beside a hand-written sequence, Testcontainers and Maven alone.
        Written by `java jbang.java tests/bench/bench.java`, not by hand. A part that is measured again \
        replaces its section.

        In each round, every line of a table is measured once, each time in another order. The first round \
        warms up and does not count.
        Ratios are of medians.
        """;
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\d+)\\. ");

    /** Of parts, by number. */
    private final Map<Integer, StringBuilder> sections = new TreeMap<>();

    private final List<String> targets = new ArrayList<>();
    private final String machine;
    private StringBuilder section;

    /** @param machine that the parts are measured on */
    Report(String machine) {
        this.machine = machine;
    }

    void section(int number, String title) {
        section = new StringBuilder();
        sections.put(number, section);
        line("## " + number + ". " + title + "\n");
        line(machine + "\n");
    }

    void text(String text) {
        line(text + "\n");
    }

    /** The variants, with each median also as a part of another variant's. */
    void table(Map<String, Times> all, String unit, String base) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"", "median " + unit, "least", "most", "runs", base == null ? "" : "of \"" + base + "\""
        });
        for (Times times : all.values()) {
            rows.add(new String[] {
                times.name(),
                number(times.median()),
                number(times.least()),
                number(times.most()),
                String.valueOf(times.values().size()),
                base == null ? "" : number(times.median() / all.get(base).median())
            });
        }
        int columns = base == null ? 5 : 6;
        int[] widths = new int[columns];
        for (String[] row : rows) for (int i = 0; i < columns; i++) widths[i] = Math.max(widths[i], row[i].length());
        for (int r = 0; r < rows.size(); r++) {
            line(row(rows.get(r), widths));
            if (r == 0) line(rule(widths));
        }
        line("");
    }

    private static String row(String[] cells, int[] widths) {
        StringBuilder row = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++)
            row.append(String.format(i == 0 ? " %-" + widths[i] + "s |" : " %" + widths[i] + "s |", cells[i]));
        return row.toString();
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++)
            rule.append(i == 0 ? "-".repeat(widths[i] + 2) + "|" : "-".repeat(widths[i] + 1) + ":|");
        return rule.toString();
    }

    /** Whether a value is at most what it should be. */
    void target(String what, double value, double atMost, String unit) {
        String verdict = String.format(
                Locale.ROOT,
                "%s: %.2f%s, at most %.2f%s: %s",
                what,
                value,
                unit,
                atMost,
                unit,
                value <= atMost ? "ok" : "NOT");
        targets.add(verdict);
        line("- " + verdict);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private void line(String line) {
        System.out.println(line);
        section.append(line).append('\n');
    }

    /** Writes the page, with the sections that it has of parts that were not measured now. */
    void write(Path file) throws IOException {
        if (Files.exists(file)) keep(Files.readString(file));
        StringBuilder page = new StringBuilder(INTRODUCTION);
        sections.values().forEach(text -> page.append('\n').append(text));
        Files.writeString(file, page.toString().replaceAll("\n{3,}", "\n\n"));
        System.out.println("\nWritten to " + file + "; "
                + targets.stream().filter(target -> target.endsWith("NOT")).count() + " of " + targets.size()
                + " targets missed.");
    }

    private void keep(String page) {
        List<MatchResult> starts = SECTION.matcher(page).results().toList();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1).start() : page.length();
            sections.putIfAbsent(
                    Integer.valueOf(starts.get(i).group(1)),
                    new StringBuilder(page.substring(starts.get(i).start(), end)));
        }
    }
}
