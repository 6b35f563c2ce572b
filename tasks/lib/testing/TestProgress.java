//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Consumer;
import lib.base.ExitException;
import lib.base.SignalHandling;

/**
 * What a run of Maven shows: a line for each test as it ends, with its failure, and of Maven's own output what is not
 * routine. All of that output is in a file beside it.
 */
public class TestProgress implements Consumer<String> {

    /** What Maven adds to each of its errors. */
    private static final List<String> ADVICE = List.of(
            "[ERROR] [Help ",
            "To see the full stack trace",
            "Re-run Maven",
            "For more information about the errors",
            "After correcting the problems",
            "mvn <args> -rf",
            ": Compilation failure");

    private final TestEvents events;
    private final PrintStream out;
    private final Writer log;
    private final boolean quiet;
    private final boolean raw;
    private final boolean colours = !SignalHandling.plainOutput();
    private final ExecutedTests executed = new ExecutedTests();
    private final Set<String> errors = new HashSet<>();
    private int running;
    /** The lines that go on with an error that is not shown are not either. */
    private boolean hiding;

    private boolean hasExtension;
    private boolean ended;

    /**
     * @param log takes all that Maven prints
     * @param quiet only what went wrong
     * @param raw Maven's output as it is, beside the tests
     */
    public TestProgress(TestEvents events, Path log, PrintStream out, boolean quiet, boolean raw) {
        this.events = events;
        this.out = out;
        this.quiet = quiet;
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
        executed.crashed().forEach(this::show);
    }

    /** A line that Maven printed. */
    @Override
    public synchronized void accept(String line) {
        try {
            log.write(line + "\n");
        } catch (IOException e) {
            // a full disk must not stop the tests
        }
        String text = line.replace("\u001b[0m", "")
                .replace("\u001b[m", "")
                .replaceFirst("^(\\[ERROR\\].*) -> \\[Help \\d+\\]$", "$1");
        if (raw) {
            out.println(text);
        } else if (text.startsWith("[ERROR]")) {
            // whether it is the tests' or Maven's own depends on what is going on right now
            poll();
            boolean shown = running == 0
                    && !executed.failed()
                    && text.length() > "[ERROR] ".length()
                    && ADVICE.stream().noneMatch(text::contains);
            // Maven lists them once more in the end
            if (shown && errors.add(text)) out.println(text);
            hiding = !shown;
        } else if (text.matches("\\[(?:INFO|DEBUG|WARNING)\\].*")) {
            hiding = false;
        } else if (!quiet && !hiding && !text.isBlank()) {
            out.println(text);
        }
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
        executed.take(jvm, fields).ifPresent(this::show);
    }

    private void show(TestReports.Case test) {
        if (quiet) return;
        out.printf(Locale.ROOT, "%s %s  %.3f s%n", test.id(), coloured(status(test)), test.seconds());
        if (!test.failed()) return;
        test.message().lines().forEach(line -> out.println("    " + line));
        if (!test.place().isEmpty()) out.println("    at " + test.place());
    }

    private static String status(TestReports.Case test) {
        return test.failed() ? "FAILED" : test.status().name();
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
        executed.flaky().forEach(test -> out.println(coloured("FLAKY") + " " + test + " - passed at another try"));
        for (TestReports.Case test : executed.reports().cases()) {
            String message =
                    test.message().lines().findFirst().map(line -> " - " + line).orElse("");
            if (test.failed()) out.println(coloured("FAILED") + " " + test.id() + message);
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
