//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.SignalHandling;
import lib.database.ConnectionMonitor;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.maven.FrameworkDefaults;
import lib.maven.MavenExtension;
import lib.maven.TestEvents;
import lib.script.Hooks;
import lib.server.DatabaseServer;

/**
 * Maven in a test run. It is started before the server answers where it can wait for that, else when the tests are to
 * run; in a run that watches, again and again.
 */
class MavenTests implements TestProgram {

    private final Path extension;
    private PreparedRun prepared;
    private Instant begin;
    private volatile Optional<MavenProcess> process = Optional.empty();
    /** What the tests' end calls for. */
    private Optional<String> advice = Optional.empty();

    private MavenTests(PreparedRun prepared, Path extension, Instant begin) {
        this.prepared = prepared;
        this.extension = extension;
        this.begin = begin;
    }

    static MavenTests of(PreparedRun prepared, Context context) throws IOException {
        Instant begin = Instant.now();
        forgetCoverage(prepared);
        return new MavenTests(prepared, MavenExtension.jar(context), begin);
    }

    private static void forgetCoverage(PreparedRun prepared) throws IOException {
        Files.deleteIfExists(TestResults.coverage(prepared.context()));
    }

    @Override
    public boolean canWait() {
        return extension != null;
    }

    @Override
    public void start(Context resolved) {
        process = Optional.of(prepared.maven(resolved, extension));
    }

    /** Starts it for other tests. */
    void startAgain(PreparedRun next, Context resolved) throws IOException {
        prepared = next;
        begin = Instant.now();
        forgetCoverage(prepared);
        start(resolved);
    }

    @Override
    public void expect(Context resolved, Context expected) {
        boolean same =
                resolved.environment().exported().equals(expected.environment().exported());
        if (same || process.isEmpty()) return;
        resolved.console().info("The server has a different address than expected: starting Maven again.");
        stop();
        process = Optional.empty();
    }

    @Override
    public int run(Context resolved, DatabaseServer server, Runnable databases) throws IOException {
        if (!prepared.options().execution().watch()) return run(resolved, server);
        try (WatchLoop loop = new WatchLoop(prepared, resolved, this, server, databases)) {
            return loop.run();
        }
    }

    /** Runs the tests, between the project's hooks, and keeps what they send to the server where that is wanted. */
    int run(Context resolved, DatabaseServer server) throws IOException {
        if (!prepared.options().telling().sqlLog()) return run(resolved);
        SqlLog log = SqlLog.begin(resolved, server);
        int code = run(resolved);
        log.end(new TestEvents(MavenProcess.events(resolved)));
        return code;
    }

    private int run(Context resolved) throws IOException {
        return new Hooks(resolved, "test", () -> ForeignDatabaseVariables.withoutForeignVariables(resolved))
                .around(() -> tests(resolved));
    }

    private int tests(Context resolved) throws IOException {
        SignalHandling.step("Maven ran");
        resolved.console().info("Running the tests ...");
        if (process.isPresent()) {
            MavenProcess started = process.get();
            int code = await(started, resolved);
            // an old Maven, or one with an extension of the user's in the place of ours: then the tests did not wait
            if (started.waited() || started.results().tests() == 0) return code;
            resolved.console().info("This Maven did not wait for the database: running the tests again.");
            resolved.console().info("Running the tests ...");
        }
        start(resolved);
        return await(process.get(), resolved);
    }

    /** Lets Maven go on to the tests, and looks whether they use the database; that is told where all of them ran. */
    private int await(MavenProcess maven, Context resolved) throws IOException {
        maven.open();
        ConnectionMonitor monitor = ConnectionMonitor.watch(resolved, maven::testing);
        TestOptions options = prepared.options();
        int code = maven.await(options.execution().failFast());
        boolean whole = options.whole() && maven.results().executed() > 0;
        advice = monitor.end(
                MavenProcess.log(resolved), code == 0, whole, () -> FrameworkDefaults.mavenAddressAdvice(resolved));
        return code;
    }

    /**
     * Reads how the tests ended.
     *
     * @param code how Maven ended
     */
    TestResults results(int code) throws IOException {
        TestReports reports = process.isPresent() ? process.get().results() : TestReports.NONE;
        Duration time = Duration.between(begin, Instant.now());
        Optional<String> failedGoal = process.flatMap(MavenProcess::failedGoal);
        int notRetried = process.map(MavenProcess::notRetried).orElse(0);
        List<String> dumps = code != 0 && process.isPresent() ? process.get().dumps() : List.of();
        return TestResults.of(
                prepared, reports, new TestResults.End(code, time, notRetried, advice, failedGoal, dumps));
    }

    /** Whether any test was executed. */
    boolean tested() throws IOException {
        return process.isPresent() && process.get().results().executed() > 0;
    }

    @Override
    public boolean stop() {
        process.ifPresent(MavenProcess::stop);
        return process.isPresent();
    }
}
