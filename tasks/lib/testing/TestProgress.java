//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.maven.TestEvents;

/**
 * What a run of Maven shows: a line for each test as it ends, with its failure and what it printed until then, and of
 * Maven's own output what is not routine. All of that output is in a file beside it.
 */
public class TestProgress implements Consumer<String> {

    /** Of the tests: all, those that fail, or a line for each of these in the end. */
    public enum Shown {
        ALL,
        FAILURES,
        SUMMARY
    }

    /** What Maven adds to each of its errors. */
    private static final List<String> ADVICE = List.of(
            "[ERROR] [Help ",
            "To see the full stack trace",
            "Re-run Maven",
            "For more information about the errors",
            "After correcting the problems",
            "mvn <args> -rf",
            ": Compilation failure");

    private static final String ERROR = "[ERROR]";
    private static final String FAILED_GOAL = ERROR + " Failed to execute goal ";
    private static final List<String> MAVENS = List.of("[INFO]", "[DEBUG]", "[WARNING]");
    /** What a terminal would take for more than text. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]|\\p{Cntrl}");

    /** The field of an event that has what the test printed. */
    private static final int PRINTED = 9;

    private final TestEvents events;
    private final PrintStream out;
    private final Writer log;
    private final Shown shown;
    private final boolean raw;
    private final boolean colours = !SignalHandling.plainOutput();
    private final ExecutedTests executed = new ExecutedTests();
    private final Set<String> errors = new HashSet<>();
    private int running;
    /** The lines that follow what is not shown are not either, up to the next that is Maven's own. */
    private boolean hiding;
    /** What of Maven failed, as it says it. */
    private Optional<String> failedGoal = Optional.empty();

    private boolean hasExtension;
    private boolean ended;

    /**
     * @param log takes all that Maven prints
     * @param raw Maven's output as it is, beside the tests
     */
    public TestProgress(TestEvents events, Path log, PrintStream out, Shown shown, boolean raw) {
        this.events = events;
        this.out = out;
        this.shown = shown;
        this.raw = raw;
        try {
            this.log = Files.newBufferedWriter(log);
        } catch (IOException e) {
            throw ExitException.cannotWrite(log, e);
        }
    }

    /** Shows what the tests have told since the last time. */
    public synchronized void poll() {
        ended = false;
        events.poll(this::event);
        if (!ended) return;
        // the file of a JVM may have been read before Maven's, and have more in it by now
        events.poll(this::event);
        executed.crashed().forEach(test -> show(test, false, ""));
    }

    /** A line that Maven printed. */
    @Override
    public synchronized void accept(String line) {
        try {
            log.write(line + "\n");
        } catch (IOException e) {
            // a full disk must not stop the tests
        }
        String text = plain(line);
        if (raw) out.println(text);
        else if (text.startsWith(ERROR)) error(text);
        else if (MAVENS.stream().anyMatch(text::startsWith)) hiding = false;
        else if (!text.isBlank()) other(text);
    }

    /** Without what Maven adds for terminals and for those who want its help. */
    private static String plain(String line) {
        String text = line.indexOf('\u001b') < 0
                ? line
                : line.replace("\u001b[0m", "").replace("\u001b[m", "");
        int help = text.startsWith(ERROR) ? text.lastIndexOf(" -> [Help ") : -1;
        return help < 0 ? text : text.substring(0, help);
    }

    private void error(String text) {
        // whether it is the tests' or Maven's own depends on what is going on right now
        poll();
        if (running == 0 && failedGoal.isEmpty() && text.startsWith(FAILED_GOAL))
            failedGoal = Optional.of(text.substring(ERROR.length()).strip());
        boolean ours = running == 0
                && !executed.failed()
                && text.length() > ERROR.length() + 1
                && ADVICE.stream().noneMatch(text::contains);
        // Maven lists them once more in the end
        if (ours && errors.add(text)) out.println(text);
        hiding = !ours;
    }

    /** What is printed while tests run is shown where one fails; it may come later than the news of their end. */
    private void other(String text) {
        if (!hiding && running == 0) poll();
        if (running > 0) hiding = true;
        if (shown == Shown.ALL && !hiding) out.println(text);
    }

    private void event(Path jvm, List<String> fields) {
        switch (fields.get(0)) {
            case "maven" -> hasExtension = true;
            case "begin" -> running++;
            case "end" -> {
                running--;
                ended = true;
            }
            default -> {}
        }
        String printed = fields.size() > PRINTED ? fields.get(PRINTED) : "";
        executed.take(jvm, fields).ifPresent(ended -> show(ended.test(), ended.again(), printed));
    }

    private void show(TestReports.Case test, boolean again, String printed) {
        if (shown == Shown.SUMMARY || shown == Shown.FAILURES && !test.failed()) return;
        String status = again ? "RETRY" : status(test);
        out.printf(Locale.ROOT, "%s %s  %.3f s%n", name(test.id()), coloured(status), test.seconds());
        if (!test.failed()) return;
        test.message().lines().forEach(line -> out.println("    " + line));
        if (!test.place().isEmpty()) out.println("    at " + test.place());
        if (raw || printed.isBlank()) return;
        out.println("    It printed:");
        printed.lines().forEach(line -> out.println("    | " + line));
    }

    /** In one line, whatever its invocation is called. */
    private static String name(TestReports.Id id) {
        return CONTROL.matcher(id.toString()).replaceAll(" ");
    }

    private static String status(TestReports.Case test) {
        return test.failed() ? "FAILED" : test.status().name();
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

    private String coloured(String status) {
        if (!colours) return status;
        return switch (status) {
                    case "PASSED" -> "\u001b[32m";
                    case "FAILED" -> "\u001b[31m";
                    default -> "\u001b[33m";
                }
                + status + "\u001b[0m";
    }

    /** Shows the last of it, and each failure once more in a line. */
    public synchronized void end() {
        poll();
        executed.reports()
                .flaky()
                .forEach((test, tries) -> out.println(
                        coloured("FLAKY") + " " + name(test) + " (passed at the " + ordinal(tries) + " try)"));
        for (TestReports.Case test : executed.reports().cases()) {
            String message =
                    test.message().lines().findFirst().map(line -> " - " + line).orElse("");
            if (test.failed()) out.println(coloured("FAILED") + " " + name(test.id()) + message);
        }
        try {
            log.close();
        } catch (IOException e) {
            // as above
        }
    }

    /** What ran, as far as it was told. */
    public synchronized TestReports reported() {
        return executed.reports();
    }

    public synchronized boolean failed() {
        return executed.failed();
    }

    /** Surefire's and failsafe's runs. */
    public synchronized List<TestReports.Execution> executions() {
        return executed.executions();
    }

    /** How many tests were to run again after they had failed, and did not. */
    public synchronized int notRetried() {
        return executed.notRetried();
    }

    /** What of Maven failed, other than tests, in its own words. */
    public synchronized Optional<String> failedGoal() {
        return executed.reports().failed() > 0 ? Optional.empty() : failedGoal;
    }

    /** Whether the tests of some module are under way. */
    public synchronized boolean testing() {
        return running > 0;
    }

    /** Whether Maven knew the extension, and so waited for the database. */
    public synchronized boolean hasExtension() {
        poll();
        return hasExtension;
    }
}
