///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs the tests of manage.java; arguments are names of test classes, none for all.
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.junit.platform:junit-platform-launcher:6.1.3
//SOURCES ../manage.java ../jbang.java ../tasks/lib/schema/*.java ../tasks/lib/scenario/*.java
//SOURCES ../tasks/lib/swarm/*.java ../tasks/lib/adoption/*.java ../tasks/lib/doctor/*.java ../tasks/lib/completion/*.java
//SOURCES support/*.java e2e/*.java faults/*.java lib/**.java

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

public class tests {

    public static void main(String... args) throws Exception {
        Path jar = Path.of(
                tests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String[] patterns = args.length == 0
                ? new String[] {".*Test"}
                : Arrays.stream(args).map(name -> "(.*\\.)?" + name).toArray(String[]::new);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(jar)))
                .filters(includeClassNamePatterns(patterns))
                .build();
        SummaryGeneratingListener counts = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, counts, new Progress());
        TestExecutionSummary summary = counts.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out), 12);
        long failed = summary.getTestsFailedCount() + summary.getContainersFailedCount();
        long skipped = summary.getTestsSkippedCount() + summary.getTestsAbortedCount();
        System.out.println();
        System.out.println(
                summary.getTestsSucceededCount() + " passed, " + failed + " failed, " + skipped + " skipped");
        System.exit(failed > 0 || summary.getTestsSucceededCount() == 0 ? 1 : 0);
    }

    /** A line a test, as it ends. */
    static class Progress implements TestExecutionListener {

        private final Map<TestIdentifier, Long> started = new ConcurrentHashMap<>();
        private TestPlan plan;

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
            line("skipped", test, reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isContainer() && result.getStatus() == Status.SUCCESSFUL) return;
            String word = switch (result.getStatus()) {
                case SUCCESSFUL -> "ok";
                case ABORTED -> "skipped";
                case FAILED -> "FAILED";
            };
            line(
                    word,
                    test,
                    result.getThrowable()
                            .map(t -> String.valueOf(t.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""))
                            .orElse(""));
        }

        private void line(String word, TestIdentifier test, String reason) {
            String parent =
                    plan.getParent(test).map(p -> p.getDisplayName() + " > ").orElse("");
            if (test.getParentId().isPresent()
                    && plan.getParent(test).flatMap(plan::getParent).isPresent()) {
                parent = plan.getParent(test)
                                .flatMap(plan::getParent)
                                .filter(p -> p.getDisplayName().endsWith("Test"))
                                .map(p -> p.getDisplayName() + " > ")
                                .orElse("")
                        + parent;
            }
            double seconds = (System.nanoTime() - started.getOrDefault(test, System.nanoTime())) / 1e9;
            System.out.printf(
                    "%-8s %s%s (%.1f s)%s%n",
                    word,
                    parent,
                    test.getDisplayName().replace("()", ""),
                    seconds,
                    reason.isEmpty() ? "" : ": " + reason);
        }
    }
}
