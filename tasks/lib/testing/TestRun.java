//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.process.FreeStandardOutput;
import lib.server.RunLock;

/**
 * One run of a project's tests on a server of their own: up, ready, create, migrate, test, down. It is prepared
 * ({@link PreparedRun}), started ({@link StartedRun}), ready ({@link ReadyRun}) and finished ({@link TestResults}).
 */
public class TestRun {

    private static final String NOTHING = "The changes affect no test: none runs.";

    private final Context context;
    private final TestOptions options;

    public TestRun(Context context, TestOptions options) {
        this.context = context;
        this.options = options;
    }

    /** @return the exit code of the run */
    public int run() {
        return options.telling().json() && !context.dryRun()
                ? printingJson()
                : run(context, TestResults::print).orElse(0);
    }

    /** Whatever is printed meanwhile goes to standard error, as what hooks print. */
    private int printingJson() {
        PrintStream result = System.out;
        System.setOut(System.err);
        Context quiet = context.with(new FreeStandardOutput(context.runner(), System.err));
        try {
            Optional<Integer> code = run(quiet, results -> {
                int exit = results.print();
                result.println(results.json(exit));
                return exit;
            });
            if (code.isEmpty())
                result.println(new JsonReport(context, 0)
                        .messages(List.of(NOTHING))
                        .tests(TestReports.NONE, Duration.ZERO, null)
                        .text());
            return code.orElse(0);
        } catch (ExitException stop) {
            result.println(new JsonReport(context, stop.code).stopped(stop).text());
            throw stop;
        } finally {
            System.setOut(result);
        }
    }

    /** @return the exit code; empty where no test had to run */
    private Optional<Integer> run(Context context, ToIntFunction<TestResults> telling) {
        Optional<PreparedRun> chosen = PreparedRun.of(context, options);
        if (chosen.isEmpty()) {
            context.console().warn(NOTHING);
            return Optional.empty();
        }
        PreparedRun prepared = chosen.get();
        if (context.dryRun()) return Optional.of(prepared.print());
        try (RunLock lock = RunLock.take(context, options.server().waitTimeout())) {
            // what they covered is worked out while the server is taken down
            Optional<TestResults> finished = upAndDown(prepared.notifying(lock), lock);
            return Optional.of(finished.map(telling::applyAsInt).orElse(0));
        }
    }

    /** @return nothing where the user watched, and has seen every result */
    private Optional<TestResults> upAndDown(PreparedRun prepared, RunLock lock) {
        try {
            PlannedServer planned = PlannedServer.of(prepared.context(), options.server(), lock.left);
            MavenTests maven = MavenTests.of(prepared, planned.context());
            try (StartedRun started = StartedRun.start(prepared.context(), prepared.options(), planned, maven, lock)) {
                int code = started.test();
                return options.execution().watch() ? Optional.empty() : Optional.of(maven.results(code));
            }
        } catch (IOException e) {
            throw ExitException.workFailed(
                            "the results of the tests cannot be read: " + e.getMessage(),
                            "Remove the reports (target/surefire-reports, target/failsafe-reports), and run the tests"
                                    + " again.")
                    .because(e);
        } finally {
            SignalHandling.shield();
        }
    }
}
