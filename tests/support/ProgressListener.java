//JAVA 17+
//DEPS org.junit.platform:junit-platform-launcher:6.1.3

package support;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints a line per test as it ends, with the number of tests and the time so far; and what took longest. */
public class ProgressListener implements TestExecutionListener {

    private record Timed(String name, double seconds) {}

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final Map<TestIdentifier, Long> started = new ConcurrentHashMap<>();
    private final List<Timed> ended = new ArrayList<>();
    private TestPlan plan;

    public ProgressListener(PrintStream out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        this.plan = plan;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test, System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        report("skipped", test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isContainer() && result.getStatus() == Status.SUCCESSFUL) return;
        String word = switch (result.getStatus()) {
            case SUCCESSFUL -> "ok";
            case ABORTED -> "skipped";
            case FAILED -> "FAILED";
        };
        report(
                word,
                test,
                result.getThrowable().map(ProgressListener::firstLine).orElse(""));
    }

    /**
     * Prints the tests that took longest, the longest first.
     *
     * @param count how many of them
     */
    public synchronized void printSlowest(int count) {
        out.println();
        out.println("Slowest:");
        ended.stream()
                .sorted(Comparator.comparingDouble(Timed::seconds).reversed())
                .limit(count)
                .forEach(test -> out.printf("%7.1f s  %s%n", test.seconds, test.name));
    }

    private synchronized void report(String word, TestIdentifier test, String reason) {
        Timed timed = new Timed(name(test), secondsSince(started.getOrDefault(test, System.nanoTime())));
        ended.add(timed);
        Duration total = Duration.ofSeconds((long) secondsSince(start));
        String time = String.format("%d:%02d", total.toMinutes(), total.toSecondsPart());
        String why = reason.isEmpty() ? "" : ": " + reason;
        out.printf("%-7s %4d %5s  %s (%.1f s)%s%n", word, ended.size(), time, timed.name, timed.seconds, why);
    }

    /** Class, method and, where it has parameters, the invocation. */
    private String name(TestIdentifier test) {
        List<String> parts = new ArrayList<>(List.of(test.getDisplayName()));
        for (var parent = plan.getParent(test); parent.isPresent(); parent = plan.getParent(parent.get())) {
            parts.add(0, parent.get().getDisplayName());
        }
        return parts.stream().skip(1).map(part -> part.replace("()", "")).collect(Collectors.joining(" > "));
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
