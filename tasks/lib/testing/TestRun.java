//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.util.Optional;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.server.RunLock;

/**
 * One run of a project's tests on a server of their own: up, ready, create, migrate, test, down. It is prepared
 * ({@link PreparedRun}), started ({@link StartedRun}), ready ({@link ReadyRun}) and finished ({@link TestResults}).
 */
public class TestRun {

    private final Context context;
    private final TestOptions options;

    public TestRun(Context context, TestOptions options) {
        this.context = context;
        this.options = options;
    }

    /** @return how Maven ended */
    public int run() {
        PreparedRun prepared = PreparedRun.of(context, options);
        if (context.dryRun()) return prepared.print();
        try (RunLock lock = RunLock.take(context, options.server().waitTimeout())) {
            // what they covered is worked out while the server is taken down
            Optional<TestResults> finished = upAndDown(prepared.notifying(lock), lock);
            return finished.map(TestResults::print).orElse(0);
        }
    }

    /** @return nothing where the user watched, and has seen every result */
    private Optional<TestResults> upAndDown(PreparedRun prepared, RunLock lock) {
        try (StartedRun started = StartedRun.start(prepared, lock)) {
            ReadyRun ready = started.ready();
            int code = ready.test();
            if (code == 0 && options.server().keep() != TestOptions.Keep.ALWAYS) started.keepNothing();
            return options.execution().watch() ? Optional.empty() : Optional.of(ready.results(code));
        } catch (IOException e) {
            throw ExitException.workFailed("the results of the tests cannot be read: " + e.getMessage(), null)
                    .because(e);
        } finally {
            SignalHandling.shield();
        }
    }
}
