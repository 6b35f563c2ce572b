//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import lib.environment.Context;
import lib.environment.Project;
import lib.maven.FrameworkDefaults;
import lib.script.TypedCommand;

/** How a run of the tests ended. What they covered is worked out meanwhile, while the server is taken down. */
public class TestResults {

    /**
     * The end of Maven.
     *
     * @param code its exit code
     * @param time since it was started
     * @param notRetried how many tests were to run again after they had failed, and did not
     * @param advice what the tests' end calls for
     * @param failedGoal what failed, in Maven's words, where it was no test
     * @param dumps what surefire wrote down of JVMs that died
     */
    record End(
            int code,
            Duration time,
            int notRetried,
            Optional<String> advice,
            Optional<String> failedGoal,
            List<String> dumps) {}

    /** What takes less is not worth a line. */
    private static final int SLOW = 2;

    private final PreparedRun run;
    private final Context context;
    private final TestReports reports;
    private final End end;
    private final Future<Optional<Coverage>> coverage;
    /** Its reports are in their files. */
    private final Future<Void> reported;
    /** What is said of the run beside its tests. */
    private final List<String> messages = new ArrayList<>();

    private TestResults(PreparedRun run, TestReports reports, End end) {
        this.run = run;
        this.context = run.context();
        this.reports = reports;
        this.end = end;
        FutureTask<Optional<Coverage>> measuring = new FutureTask<>(this::measured);
        FutureTask<Void> reporting = new FutureTask<>(this::report);
        coverage = measuring;
        reported = reporting;
        Thread thread = new Thread(() -> {
            measuring.run();
            reporting.run();
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Where JaCoCo's agent writes. */
    public static Path coverage(Context context) {
        return context.project().state("coverage", "jacoco.exec");
    }

    /**
     * Remembers what failed and how long it took.
     *
     * @throws ExitException when no test ran, although Maven saw nothing wrong in that
     */
    static TestResults of(PreparedRun run, TestReports reports, End end) {
        if (end.code() == 0 && reports.executed() == 0) throw run.plan().noTestExecuted(reports);
        TestResults results = new TestResults(run, reports, end);
        run.plan().remember(reports);
        return results;
    }

    private Optional<Coverage> measured() throws IOException {
        if (!run.options().coverage().measured()) return Optional.empty();
        return Coverage.of(coverage(context), TestReports.classes(run.module()));
    }

    private Void report() throws IOException {
        Optional<Coverage> measured = covered();
        if (measured.isPresent()) {
            String title = context.project().root().getFileName().toString();
            List<Path> sources = TestReports.sources(TestReports.classes(run.module()));
            measured.get().html(pages(), sources, title);
            measured.get().xml(pages().resolveSibling("jacoco.xml"), title);
        }
        return null;
    }

    private Path pages() {
        return context.project().state("coverage", "html");
    }

    /** Prints what was covered, and the counts; returns the exit code of the run. */
    public int print() {
        Optional<Coverage> covered = run.options().coverage().measured() ? covered() : Optional.empty();
        printSlowest();
        boolean sufficient = !run.options().coverage().measured() || sufficient(covered);
        if (reports.tests() == 0) warn("Maven failed before any test ran.");
        else context.console().warn(summary());
        if (run.options().telling().slowest() == 0) slowestOf(reports).ifPresent(context.console()::info);
        end.advice().ifPresent(this::warn);
        if (end.code() != 0) {
            explain();
            context.console().info("The complete output: " + context.project().show(MavenProcess.log(context)));
        }
        if (reports.failed() > 0) context.console().info("Run the failed tests again: " + failedAgain());
        if (GitHubAnnotations.isEnabled())
            new GitHubAnnotations(context, run.module())
                    .write(reports, end.time(), covered.map(Coverage::percent).orElse(null));
        boolean steady = steady();
        finished(reported);
        return sufficient && steady || end.code() != 0 ? end.code() : ExitException.WORK_FAILED;
    }

    private String failedAgain() {
        Project project = context.project();
        return String.join(" ", TypedCommand.words(project, project.root())) + " test --failed";
    }

    private void warn(String message) {
        messages.add(message);
        context.console().warn(message);
    }

    /**
     * The same for programs, once it is printed.
     *
     * @param code what printing it returned
     */
    String json(int code) {
        TestSources sources = run.plan().sources();
        JsonReport report = new JsonReport(context, code)
                .messages(messages)
                .tests(reports, end.time(), sources)
                .leftOut(run.plan().leavingOut(), reports, sources)
                .coverage(
                        run.options().coverage().measured() ? covered() : Optional.empty(),
                        run.options().coverage().failUnder(),
                        pages());
        return report.slowest(slowest()).text();
    }

    private List<TestHistory.Slow> slowest() {
        int wanted = run.options().telling().slowest();
        return wanted == 0 ? List.of() : run.plan().history().slowest(wanted);
    }

    /** Whether no test was flaky, or that is allowed. */
    private boolean steady() {
        boolean flaky = options().retries().flakyFails() && !reports.flaky().isEmpty();
        if (flaky && end.code() == 0) warn("flaky tests fail the run, because of --fail-on-flaky");
        return !flaky;
    }

    private TestOptions.Execution options() {
        return run.options().execution();
    }

    /** Says why it failed, where the tests themselves do not. */
    private void explain() {
        if (end.notRetried() > 0 && !options().failFast())
            warn(end.notRetried() + " of the failed tests did not run again: surefire reruns tests of"
                    + " JUnit 4 and, from version 3.0.0, of JUnit 5, unless their JVM ended.");
        end.failedGoal()
                .ifPresent(goal ->
                        warn((reports.tests() == 0 ? "Maven says: " : "no test failed, but Maven did: ") + goal));
        if (!end.dumps().isEmpty())
            warn("a JVM of the tests died; surefire reports:\n    " + String.join("\n    ", end.dumps()));
        try {
            if (run.options().coverage().measured() && new InstrumentedMembers(run.module()).explain(reports))
                warn("for coverage, JaCoCo adds members to classes, and a test that lists members can"
                        + " fail because of that.\nTry it with --no-coverage.");
        } catch (IOException e) {
            // a source that cannot be read explains nothing
        }
    }

    private String summary() {
        String flaky = reports.flaky().isEmpty() ? "" : ", " + reports.flaky().size() + " of them flaky";
        return reports.passed() + " passed" + flaky + ", " + reports.failed() + " failed, " + reports.skipped()
                + " skipped in " + Console.seconds(end.time()) + ".";
    }

    private void printSlowest() {
        List<TestHistory.Slow> slowest = slowest();
        if (slowest.isEmpty() || context.console().quiet()) return;
        TextTable table = new TextTable(Column.right(), Column.left().after(3));
        table.row("Seconds", "Slowest tests, when they last ran");
        for (TestHistory.Slow slow : slowest) {
            TestReports.Id id = new TestReports.Id(slow.type(), slow.method(), "");
            String what = slow.method().isEmpty() ? " (setup and cleanup of the class)" : "";
            table.row(String.format(Locale.ROOT, "%.3f", slow.seconds()), id + what);
        }
        System.out.println();
        table.lines().forEach(System.out::println);
    }

    /** Names the slowest test where the others take little beside it. */
    static Optional<String> slowestOf(TestReports reports) {
        double all =
                reports.cases().stream().mapToDouble(TestReports.Case::seconds).sum();
        return reports.cases().stream()
                .max(Comparator.comparingDouble(TestReports.Case::seconds))
                .filter(test -> reports.tests() > 1 && test.seconds() >= SLOW && test.seconds() >= all / 4)
                .map(test -> String.format(
                        Locale.ROOT,
                        "The slowest test took %.1f of the %.1f s of all tests: %s. More: --slowest 10",
                        test.seconds(),
                        all,
                        test.id()));
    }

    private Optional<Coverage> covered() {
        return finished(coverage);
    }

    private <T> T finished(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        } catch (ExecutionException e) {
            throw ExitException.workFailed(
                            "the coverage data cannot be read: " + e.getCause().getMessage(),
                            "The tests themselves: " + (end.code() == 0 ? "all passed." : "see above."))
                    .because(e.getCause());
        }
    }

    /** Prints what was covered; whether that is as much as is wanted. */
    private boolean sufficient(Optional<Coverage> covered) {
        if (covered.isEmpty()) {
            context.console()
                    .info(
                            reports.tests() == 0
                                    ? "No coverage was measured."
                                    : "No coverage was measured: the JVMs of the tests ran without JaCoCo's agent, or"
                                          + " there is no code to cover. Does the POM set forkCount to 0, jacoco.skip,"
                                          + " or an argLine without @{argLine}?");
            return run.options().coverage().failUnder() == 0;
        }
        Coverage measured = covered.get();
        if (run.options().telling().shown(context.console()).passed()) measured.print(System.out);
        measured.warning().ifPresent(this::warn);
        if (FrameworkDefaults.hidesCode(context))
            warn("what @QuarkusTest runs is not measured: add io.quarkus:quarkus-jacoco to the POM, with"
                    + " scope test.");
        Path index = pages().resolve("index.html");
        context.console()
                .info("The coverage, line by line: " + context.project().show(index));
        if (run.options().coverage().open()) {
            finished(reported);
            Browser.open(context, index);
        }
        if (measured.percent() >= run.options().coverage().failUnder()) return true;
        context.console()
                .warn(String.format(
                        Locale.ROOT,
                        "the coverage is %.2f %%, which is less than %s %%",
                        measured.percent(),
                        run.options().coverage().failUnder()));
        return false;
    }
}
