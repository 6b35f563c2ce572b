//JAVA 17+
//SOURCES Interrupts.java TestEvents.java TestReports.java

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Consumer;

/**
 * What a run of Maven shows: a line for each test as it ends, with its failure, and of Maven's own output what is not
 * routine. All of that output is in a file beside it.
 */
public class TestProgress implements Consumer<String> {

    /** What Maven adds to each of its errors. */
    private static final List<String> ADVICE = List.of("[ERROR] [Help ", "To see the full stack trace", "Re-run Maven", "For more information about the errors", "After correcting the problems", "mvn <args> -rf", ": Compilation failure");

    private final TestEvents events;
    private final PrintStream out;
    private final Writer log;
    private final boolean quiet;
    private final boolean raw;
    private final boolean colours = !Interrupts.plainOutput();
    private final List<TestReports.Case> cases = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<String> errors = new HashSet<>();
    private int running;
    /** The lines that go on with an error that is not shown are not either. */
    private boolean hidden;
    private boolean extended;

    /**
     * @param log   takes all that Maven prints
     * @param quiet only what went wrong
     * @param raw   Maven's output as it is, beside the tests
     */
    public TestProgress(TestEvents events, Path log, PrintStream out, boolean quiet, boolean raw) {
        this.events = events;
        this.out = out;
        this.quiet = quiet;
        this.raw = raw;
        try {
            this.log = Files.newBufferedWriter(log);
        } catch (IOException e) {
            throw Stop.cannotWrite(log, e);
        }
    }

    /** Shows what the tests have told since the last time. */
    public synchronized void poll() {
        events.poll(this::event);
    }

    /** A line that Maven printed. */
    @Override
    public synchronized void accept(String line) {
        try {
            log.write(line + "\n");
        } catch (IOException e) {
            // a full disk must not stop the tests
        }
        String text = line.replace("\u001b[0m", "").replace("\u001b[m", "").replaceFirst("^(\\[ERROR\\].*) -> \\[Help \\d+\\]$", "$1");
        if (raw) {
            out.println(text);
        } else if (text.startsWith("[ERROR]")) {
            // whether it is the tests' or Maven's own depends on what is going on right now
            poll();
            boolean shown = running == 0 && failures.isEmpty() && text.length() > "[ERROR] ".length() && ADVICE.stream().noneMatch(text::contains);
            // Maven lists them once more in the end
            if (shown && errors.add(text)) out.println(text);
            hidden = !shown;
        } else if (text.matches("\\[(?:INFO|DEBUG|WARNING)\\].*")) {
            hidden = false;
        } else if (!quiet && !hidden && !text.isBlank()) {
            out.println(text);
        }
    }

    private void event(List<String> fields) {
        switch (fields.get(0)) {
            case "maven" -> extended = true;
            case "begin" -> running++;
            case "end" -> running--;
            case "test" -> {
                TestReports.Status status = TestReports.Status.valueOf(fields.get(1));
                cases.add(new TestReports.Case(fields.get(2), fields.get(3).replaceFirst(" .*", ""), Double.parseDouble(fields.get(4)), status, fields.get(5), fields.get(6)));
                test(fields.get(1), name(fields.get(2), fields.get(3)), Double.parseDouble(fields.get(4)), fields.get(5), fields.get(6));
            }
            default -> { }
        }
    }

    private void test(String status, String name, double seconds, String message, String place) {
        boolean failed = status.equals("FAILED");
        if (failed) failures.add(name + (message.isEmpty() ? "" : " - " + message.lines().findFirst().orElse("")));
        if (quiet) return;
        out.printf(Locale.ROOT, "%s %s  %.3f s%n", name, painted(status), seconds);
        if (!failed) return;
        message.lines().forEach(line -> out.println("    " + line));
        if (!place.isEmpty()) out.println("    at " + place);
    }

    /** {@code Class#method}, which is a selection too. */
    private static String name(String testClass, String method) {
        String simple = testClass.substring(testClass.lastIndexOf('.') + 1);
        return method.isEmpty() ? simple : simple + "#" + method;
    }

    private String painted(String status) {
        if (!colours) return status;
        return switch (status) {
            case "PASSED" -> "\u001b[32m";
            case "FAILED" -> "\u001b[31m";
            default -> "\u001b[33m";
        } + status + "\u001b[0m";
    }

    /** Shows the last of it, and each failure once more in a line. */
    public synchronized void end() {
        poll();
        failures.forEach(failure -> out.println(painted("FAILED") + " " + failure));
        try {
            log.close();
        } catch (IOException e) {
            // as above
        }
    }

    /** The tests that have ended, as they told it; where a class failed, the name is empty. */
    public synchronized List<TestReports.Case> cases() {
        return List.copyOf(cases);
    }

    /** Whether the tests of some module are under way. */
    public synchronized boolean testing() {
        return running > 0;
    }

    /** Whether Maven knew the extension, and so waited for the database. */
    public synchronized boolean extended() {
        poll();
        return extended;
    }
}
