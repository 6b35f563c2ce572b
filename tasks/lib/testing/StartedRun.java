//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.migration.JavaMigrations;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.script.Hooks;
import lib.server.DatabaseServer;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;

/**
 * A test run that has started something. Maven may be compiling, the server comes up; closing it takes both down once,
 * or keeps the server for the next run.
 */
class StartedRun implements AutoCloseable {

    private final Context requested;
    private final TestOptions options;
    private final PlannedServer planned;
    private final TestProgram tests;
    private final RunLock lock;
    /** Empty until it is chosen, while Maven may run already. */
    private volatile Optional<DatabaseServer> server;
    /** What is kept when this is closed. */
    private Optional<ReadyRun> keepable = Optional.empty();

    private boolean isDown;

    private StartedRun(Context requested, TestOptions options, PlannedServer planned, TestProgram tests, RunLock lock) {
        this.requested = requested;
        this.options = options;
        this.planned = planned;
        this.tests = tests;
        this.lock = lock;
        this.server = planned.kept();
    }

    /**
     * Prints what would be done.
     *
     * @param tests prints how the tests would be run on a server's address
     */
    static int print(Context context, TestOptions options, ToIntFunction<Context> tests) {
        DatabaseServer server = ServerSelector.choose(context);
        Context resolved = context.with(context.environment().with(server.up(0)));
        new TestDatabases(resolved, options.execution().parallel()).print();
        int code = new Hooks(resolved, "test").around(() -> tests.applyAsInt(resolved));
        server.down();
        return code;
    }

    /**
     * What takes everything down is there before anything is started, so that no signal comes in between.
     *
     * @param requested the context as the environment has it
     */
    static StartedRun start(
            Context requested, TestOptions options, PlannedServer planned, TestProgram tests, RunLock lock) {
        StartedRun started = new StartedRun(requested, options, planned, tests, lock);
        SignalHandling.teardown(() -> started.takeDown(Optional.empty()));
        try {
            started.startTests();
            started.own(planned.choose());
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private void startTests() {
        if (!tests.canWait() || !planned.addressKnown() || databaseComesFirst(planned.context())) return;
        lock.begin(
                server.map(DatabaseServer::name).orElse(null),
                server.map(DatabaseServer::project).orElse(null));
        tests.start(planned.expected());
    }

    /** From here on it is taken down with everything else; when that is under way already, it must not be started. */
    private synchronized void own(DatabaseServer chosen) {
        if (isDown) throw ExitException.interrupted();
        lock.begin(chosen.name(), chosen.project());
        server = Optional.of(chosen);
    }

    /** Migrations in Java are compiled by a Maven of their own, and two at once would be in each other's way. */
    private static boolean databaseComesFirst(Context context) {
        return context.environment().flag("APPLICATION_DB_BEFORE_COMPILE").orElse(false)
                || JavaMigrations.exist(context);
    }

    /** Runs the tests, and returns their exit code. */
    int test() throws IOException {
        int code = ready().test();
        if (code == 0 && options.server().keep() != TestOptions.Keep.ALWAYS) keepable = Optional.empty();
        return code;
    }

    /** Waits for the server, and makes the databases. */
    private ReadyRun ready() {
        boolean kept = planned.kept().isPresent();
        if (!kept && planned.context().databases().stream().anyMatch(each -> new MigrationFiles(each).exist()))
            Migrations.warmUp();
        Instant begin = Instant.now();
        Context resolved = planned.at(kept ? planned.address() : up());
        String key = TestDatabases.key(requested);
        if (!kept) await(resolved);
        ReadyRun ready = new ReadyRun(requested, options, resolved, tests, server.orElseThrow());
        if (options.server().keep() != TestOptions.Keep.NEVER) keepable = Optional.of(ready);
        if (!kept)
            resolved.console()
                    .info("PostgreSQL is ready at "
                            + Database.maintenance(resolved.environment()).address() + " ("
                            + server.orElseThrow().name() + ", "
                            + Console.seconds(Duration.between(begin, Instant.now()))
                            + ").");
        ready.createDatabases(kept, key);
        tests.expect(resolved, planned.expected());
        return ready;
    }

    private Map<String, String> up() {
        SignalHandling.step("starting PostgreSQL");
        DatabaseServer chosen = server.orElseThrow();
        try {
            return chosen.up(planned.port());
        } catch (ExitException stop) {
            Context context = planned.context();
            if (!ServerSelector.lackImage(context, chosen)) throw stop;
            context.console().warn("The image of the database is not available here: using an embedded PostgreSQL.");
            chosen.down();
            DatabaseServer embedded = ServerSelector.named(context, "embedded");
            own(embedded);
            embedded.requireUnused();
            return embedded.up(planned.port());
        }
    }

    private void await(Context resolved) {
        SignalHandling.step("waiting for PostgreSQL");
        DatabaseServer chosen = server.orElseThrow();
        Database.maintenance(resolved.environment())
                .awaitReady(options.server().timeout(), chosen::requireAlive, chosen::log);
        chosen.awaitOthers(options.server().timeout());
    }

    @Override
    public void close() {
        SignalHandling.shield();
        takeDown(keepable.filter(ready -> !SignalHandling.happened()));
    }

    /**
     * Runs once, whoever calls first; a second caller waits for it. What goes wrong here does not hide how the tests
     * ended.
     */
    private synchronized void takeDown(Optional<ReadyRun> kept) {
        if (isDown) return;
        isDown = true;
        if (server.isPresent()) takeDown(server.get(), kept);
        else if (tests.stop()) lock.end();
    }

    private void takeDown(DatabaseServer chosen, Optional<ReadyRun> kept) {
        String outcome = "; some of what was started could not be removed, see above.";
        try {
            tests.stop();
            if (kept.isPresent()) {
                SignalHandling.step("the run ended");
                lock.keep(kept.get().template().orElse(null));
                outcome = "; the database is kept for the next run.";
                ServerAddressFile.keep(kept.get().context());
                return;
            }
            SignalHandling.step("everything was taken down");
            ServerAddressFile.forget(planned.context());
            if (!chosen.down()) return;
            lock.end();
            outcome = "; the database and all that was started for it are removed.";
        } catch (RuntimeException e) {
            planned.context()
                    .console()
                    .warn("the teardown was not completed: " + e.getMessage()
                            + "\nThe next run tries again; manage.java doctor lists what is left.");
        } finally {
            SignalHandling.outcome(outcome);
        }
    }
}
