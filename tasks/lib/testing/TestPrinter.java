//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.Colour;
import lib.base.StatusLine;
import lib.environment.Project;

/** Prints what becomes of tests, and below it, at a terminal, what runs now. */
class TestPrinter {

    /** What a terminal would take for more than text. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]|\\p{Cntrl}");

    /** The words for how tests end, in the order in which they are counted. */
    private static final Map<String, Colour> RESULTS = new LinkedHashMap<>();

    static {
        RESULTS.put("passed", Colour.GREEN);
        RESULTS.put("failed", Colour.RED);
        RESULTS.put("to run again", Colour.YELLOW);
        RESULTS.put("skipped", Colour.YELLOW);
    }

    private final PrintStream out;
    private final StatusLine status;
    private final Function<TestReports.Case, String> places;

    /** @param places the line of a failure, as a terminal can open it */
    TestPrinter(PrintStream out, Function<TestReports.Case, String> places) {
        this.out = out;
        this.status = new StatusLine(out);
        this.places = places;
    }

    /** On standard output, with places in the sources of a module. */
    static TestPrinter of(Project project, Path module) {
        AtomicReference<TestSources> sources = new AtomicReference<>();
        return new TestPrinter(System.out, test -> {
            try {
                // where nothing fails, nobody looks for them
                if (sources.get() == null) sources.set(TestSources.below(module));
            } catch (IOException e) {
                return test.place();
            }
            return FailurePlace.of(test, sources.get())
                    .filter(place -> place.line() != null)
                    .map(place -> project.show(place.file().toAbsolutePath().normalize()) + ":" + place.line())
                    .orElse(test.place());
        });
    }

    void line(String text) {
        status.clear();
        out.println(text);
    }

    /** What runs now, in place of what ran before. */
    void status(String text) {
        status.show(text);
    }

    boolean hasStatus() {
        return status.isWanted();
    }

    void clear() {
        status.clear();
    }

    /**
     * A test that ended.
     *
     * @param again it failed, and gets another try
     * @param printed by the test; shown where it failed
     */
    void test(TestReports.Case test, boolean again, String printed) {
        String status = again ? Colour.YELLOW.of("RETRY") : status(test);
        line(String.format(Locale.ROOT, "%s %s  %.3f s", name(test.id()), status, test.seconds()));
        if (!test.failed()) return;
        test.message().lines().flatMap(AssertionDifference::lines).forEach(text -> line("    " + text));
        if (!test.place().isEmpty()) line("    at " + places.apply(test));
        if (printed.isBlank()) return;
        line("    It printed:");
        printed.lines().forEach(text -> line("    | " + text));
    }

    private static String status(TestReports.Case test) {
        return switch (test.status()) {
            case PASSED -> Colour.GREEN.of("PASSED");
            case SKIPPED -> Colour.YELLOW.of("SKIPPED");
            default -> Colour.RED.of("FAILED");
        };
    }

    /** A class whose tests ended. */
    void ended(RunningClasses.Ended ended) {
        Map<String, Integer> results = ended.results();
        String counts = RESULTS.entrySet().stream()
                .filter(result -> results.containsKey(result.getKey()))
                .map(result -> result.getValue().of(results.get(result.getKey()) + " " + result.getKey()))
                .collect(Collectors.joining(", "));
        String name = name(new TestReports.Id(ended.type(), "", ""));
        line(String.format(Locale.ROOT, "%-42s %8.3f s  %s", name, ended.seconds(), counts));
    }

    /** A test that passed at another try. */
    void flaky(TestReports.Id test, int tries) {
        line(Colour.YELLOW.of("FLAKY") + " " + name(test) + " (passed on the " + ordinal(tries) + " try)");
    }

    /** A failure once more, in a line. */
    void failed(TestReports.Case test) {
        String message =
                test.message().lines().findFirst().map(line -> " - " + line).orElse("");
        line(Colour.RED.of("FAILED") + " " + name(test.id()) + message);
    }

    /** In one line, whatever its invocation is called. */
    private static String name(TestReports.Id id) {
        return CONTROL.matcher(id.toString()).replaceAll(" ");
    }

    static String ordinal(int number) {
        boolean teen = number % 100 / 10 == 1;
        return number
                + switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
