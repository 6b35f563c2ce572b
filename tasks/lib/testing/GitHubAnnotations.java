//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.OperatingSystem;
import lib.environment.Context;

/**
 * Tells GitHub Actions what failed, where that runs us: annotations at the lines of the tests, and a table in the job's
 * summary.
 */
public record GitHubAnnotations(Context context, Path module) {

    /** GitHub shows no more of a step. */
    private static final int SHOWN = 10;

    private static final Pattern COMPILE_ERROR = Pattern.compile("\\[ERROR\\] (.+\\.\\w+):\\[(\\d+),(\\d+)\\] (.*)");

    public static boolean isEnabled() {
        return "true".equals(System.getenv("GITHUB_ACTIONS"));
    }

    /**
     * Tells of a run.
     *
     * @param percent what was covered, in percent; null where that was not measured
     */
    public void write(TestReports counts, Duration time, Double percent) {
        List<TestReports.Case> failed =
                counts.cases().stream().filter(TestReports.Case::failed).toList();
        try {
            List<String> annotations = new ArrayList<>();
            TestSources sources = failed.isEmpty() ? null : TestSources.below(module);
            for (TestReports.Case test : failed.subList(0, Math.min(SHOWN, failed.size())))
                annotations.add(annotation(sources, test));
            if (counts.tests() == 0) annotations.addAll(compileErrors());
            annotations.forEach(System.out::println);
            String summary = System.getenv("GITHUB_STEP_SUMMARY");
            if (summary != null)
                Files.writeString(
                        Path.of(summary),
                        summary(counts, time, failed, percent),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        } catch (IOException e) {
            context.console().warn("the results could not be reported to GitHub: " + e);
        }
    }

    private String annotation(TestSources sources, TestReports.Case test) {
        Optional<FailurePlace> place = FailurePlace.of(test, sources);
        return error(
                place.map(FailurePlace::file).orElse(null),
                place.map(FailurePlace::line).map(String::valueOf).orElse(null),
                test.id().toString(),
                message(test));
    }

    /** The lines that Maven's compiler names; it prints them twice. */
    private Set<String> compileErrors() throws IOException {
        Set<String> errors = new LinkedHashSet<>();
        for (String line : Files.readAllLines(MavenProcess.log(context))) {
            Matcher error = COMPILE_ERROR.matcher(line);
            if (error.matches() && errors.size() < SHOWN)
                errors.add(error(Path.of(error.group(1)), error.group(2), "Compilation failure", error.group(4)));
        }
        return errors;
    }

    /** A workflow command; a file is named from the root of the checkout. */
    private String error(Path file, String line, String title, String message) {
        Path root = Path.of(System.getenv()
                        .getOrDefault(
                                "GITHUB_WORKSPACE", context.project().root().toString()))
                .toAbsolutePath()
                .normalize();
        Path absolute = file == null ? null : file.toAbsolutePath().normalize();
        if (absolute != null && !absolute.startsWith(root))
            root = context.project().root();
        String location = "";
        if (absolute != null && absolute.startsWith(root))
            location = "file=" + property(OperatingSystem.slashed(root.relativize(absolute))) + ","
                    + (line == null ? "" : "line=" + line + ",");
        return "::error " + location + "title=" + property(title) + "::" + data(message);
    }

    public static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    public static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String message(TestReports.Case test) {
        return test.message() == null || test.message().isBlank() ? "failed" : test.message();
    }

    private String summary(TestReports counts, Duration time, List<TestReports.Case> failed, Double percent) {
        StringBuilder text = new StringBuilder("### manage.java test\n\n"
                + "| Passed | Failed | Skipped | Seconds | Lines covered |\n"
                + "|---:|---:|---:|---:|---:|\n");
        text.append(String.format(
                Locale.ROOT,
                "| %d | %d | %d | %.1f | %s |%n%n",
                counts.passed(),
                counts.failed(),
                counts.skipped(),
                time.toMillis() / 1000.0,
                percent == null ? "-" : String.format(Locale.ROOT, "%.1f %%", percent)));
        if (!failed.isEmpty()) text.append("| Failed test | What it says |\n|---|---|\n");
        failed.forEach(test -> text.append("| ")
                .append(cell(test.id().toString()))
                .append(" | ")
                .append(cell(message(test)))
                .append(" |\n"));
        return text.append('\n').toString();
    }

    /** A text as it stands, in one cell of a table of Markdown. */
    private static String cell(String text) {
        String firstLine =
                text.lines().findFirst().orElse("").replace("&", "&amp;").replace("<", "&lt;");
        return firstLine.replaceAll("([\\\\|*_`\\[\\]~])", "\\\\$1");
    }
}
