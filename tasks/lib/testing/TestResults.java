//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.maven.FrameworkDefaults;

/** How a run of the tests ended. What they covered is worked out meanwhile, while the server is taken down. */
public class TestResults {

    private final Context context;
    private final TestOptions options;
    private final TestReports reports;
    private final Path module;
    private final int code;
    private final Duration time;
    private final Future<Optional<Coverage>> coverage;
    /** What they covered; null before it was printed, and where it was not measured. */
    private Double percent;

    private TestResults(
            Context context, TestOptions options, TestReports reports, Path module, int code, Duration time) {
        this.context = context;
        this.options = options;
        this.reports = reports;
        this.module = module;
        this.code = code;
        this.time = time;
        FutureTask<Optional<Coverage>> task = new FutureTask<>(this::measured);
        coverage = task;
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where JaCoCo's agent writes. */
    public static Path coverage(Context context) {
        return context.project().state("coverage", "jacoco.exec");
    }

    /**
     * Reads them, and remembers what failed and how long it took.
     *
     * @param start when Maven was started
     * @param code how it ended
     * @throws ExitException when no test ran, although Maven saw nothing wrong in that
     */
    public static TestResults read(
            Context context,
            TestOptions options,
            TestPlan choice,
            MavenProcess maven,
            Path module,
            Instant start,
            int code)
            throws IOException {
        TestReports reports = maven.results();
        if (code == 0 && reports.executed() == 0) throw choice.nothing();
        Duration time = Duration.between(start, Instant.now());
        TestResults results = new TestResults(context, options, reports, module, code, time);
        choice.remember(reports);
        return results;
    }

    private Optional<Coverage> measured() throws IOException {
        if (!options.coverage()) return Optional.empty();
        List<Path> classes = TestReports.classes(module);
        Optional<Coverage> measured = Coverage.of(coverage(context), classes);
        if (measured.isPresent()) {
            String title = context.project().root().getFileName().toString();
            measured.get().html(pages(), TestReports.sources(classes), title);
            measured.get().xml(pages().resolveSibling("jacoco.xml"), title);
        }
        return measured;
    }

    private Path pages() {
        return context.project().state("coverage", "html");
    }

    /** Prints what was covered, and the counts; returns the exit code of the run. */
    public int print(Optional<String> advice) {
        boolean covered = !options.coverage() || covered();
        if (reports.tests() == 0) context.talk().warn("Maven failed before any test ran.");
        else context.talk().warn(summary());
        advice.ifPresent(context.talk()::warn);
        if (code != 0)
            context.talk().say("All that Maven printed: " + context.project().show(MavenProcess.log(context)));
        if (GitHubAnnotations.runsUs()) new GitHubAnnotations(context, module).tell(reports, time, percent);
        return covered || code != 0 ? code : ExitException.WORK_FAILED;
    }

    private String summary() {
        return (reports.tests() - reports.failed() - reports.skipped()) + " passed, " + reports.failed() + " failed, "
                + reports.skipped() + " skipped in " + time.toMillis() / 100 / 10.0 + " s.";
    }

    private boolean covered() {
        Optional<Coverage> measured;
        try {
            measured = coverage.get();
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        } catch (ExecutionException e) {
            throw ExitException.workFailed(
                            "what the tests covered cannot be read: "
                                    + e.getCause().getMessage(),
                            "The tests themselves: " + (code == 0 ? "all passed." : "see above."))
                    .because(e.getCause());
        }
        if (measured.isEmpty()) {
            context.talk()
                    .say(
                            reports.tests() == 0
                                    ? "No coverage was measured."
                                    : "No coverage was measured: the JVMs of the tests had no agent of JaCoCo's, or"
                                          + " there is no code to cover. Does the POM set forkCount to 0, jacoco.skip,"
                                          + " or an argLine without @{argLine}?");
            return options.failUnder() == 0;
        }
        if (!context.talk().quiet()) measured.get().print(System.out);
        measured.get().warning().ifPresent(context.talk()::warn);
        if (FrameworkDefaults.hidesCode(context))
            context.talk()
                    .warn("what @QuarkusTest runs is not measured: add io.quarkus:quarkus-jacoco to the POM, with"
                            + " scope test.");
        Path index = pages().resolve("index.html");
        context.talk().say("The coverage, line by line: " + context.project().show(index));
        if (options.open()) Browser.open(context, index);
        percent = measured.get().percent();
        if (measured.get().percent() >= options.failUnder()) return true;
        context.talk()
                .warn(String.format(
                        Locale.ROOT,
                        "the coverage is %.2f %%, which is less than %s %%",
                        measured.get().percent(),
                        options.failUnder()));
        return false;
    }
}
