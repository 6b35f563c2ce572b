//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Consumer;
import lib.base.ExitException;
import lib.maven.TestEvents;

/**
 * What a run of Maven shows: a line for each test as it ends, with its failure and what it printed until then, and of
 * Maven's own output what is not routine. All of that output is in a file beside it.
 */
public class TestProgress implements Consumer<String> {

    /** Of the tests: each, a line for each class with those that fail, these alone, or a line for them in the end. */
    public enum Shown {
        TESTS,
        CLASSES,
        FAILURES,
        SUMMARY;

        /** Whether what passes is news too. */
        boolean passed() {
            return this == TESTS || this == CLASSES;
        }
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
    /** The field of an event that has what the test printed. */
    private static final int PRINTED = 9;

    private final TestEvents events;
    private final TestPrinter out;
    private final Writer log;
    private final Shown shown;
    private final boolean raw;
    private final ExecutedTests executed = new ExecutedTests();
    private final RunningClasses classes = new RunningClasses();
    private final Set<String> errors = new HashSet<>();
    private int running;
    /** When the first test began; 0 before that. */
    private long ranSince;
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
    public TestProgress(TestEvents events, Path log, TestPrinter out, Shown shown, boolean raw) {
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
        if (ended) {
            // the file of a JVM may have been read before Maven's, and have more in it by now
            events.poll(this::event);
            executed.crashed().forEach(test -> show(test, false, ""));
            if (running == 0) show(classes.end());
        }
        if (shown == Shown.CLASSES && !raw && out.hasStatus()) status();
    }

    private void status() {
        List<String> names = classes.names();
        if (names.isEmpty()) {
            out.clear();
            return;
        }
        if (ranSince == 0) ranSince = System.nanoTime();
        TestReports reports = executed.reports();
        out.status(reports.tests() + " tests, " + reports.failed() + " failed, "
                + (System.nanoTime() - ranSince) / 1_000_000_000 + " s. Now: " + String.join(", ", names));
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
        if (raw) out.line(text);
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
        if (ours && errors.add(text)) out.line(text);
        hiding = !ours;
    }

    /** What is printed while tests run is shown where one fails; it may come later than the news of their end. */
    private void other(String text) {
        if (!hiding && running == 0) poll();
        if (running > 0) hiding = true;
        if (shown.passed() && !hiding) out.line(text);
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
        show(classes.take(jvm, fields));
        executed.take(jvm, fields).ifPresent(ended -> {
            show(ended.test(), ended.again(), printed);
            show(classes.take(jvm, ended.test(), ended.again()));
        });
    }

    private void show(TestReports.Case test, boolean again, String printed) {
        if (shown == Shown.TESTS || test.failed() && shown != Shown.SUMMARY) out.test(test, again, raw ? "" : printed);
    }

    private void show(List<RunningClasses.Ended> ended) {
        if (shown == Shown.CLASSES) ended.forEach(out::ended);
    }

    /** Leaves nothing on a terminal that would be in the way of what others print. */
    synchronized void clear() {
        out.clear();
    }

    /** Shows the last of it, and each failure once more in a line. */
    public synchronized void end() {
        poll();
        show(classes.end());
        out.clear();
        executed.reports().flaky().forEach(out::flaky);
        executed.reports().cases().stream().filter(TestReports.Case::failed).forEach(out::failed);
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
