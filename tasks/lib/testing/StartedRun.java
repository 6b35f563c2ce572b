//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.migration.JavaMigrations;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.server.DatabaseServer;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;

/**
 * A test run that has started something. Maven may be compiling, the server comes up; closing it takes both down once,
 * or keeps the server for the next run.
 */
class StartedRun implements AutoCloseable {

    private final PreparedRun prepared;
    private final RunLock lock;
    private final PlannedServer planned;
    private final MavenTests maven;
    /** Empty until it is chosen, while Maven may run already. */
    private volatile Optional<DatabaseServer> server;
    /** What is kept when this is closed. */
    private Optional<ReadyRun> keepable = Optional.empty();

    private boolean isDown;

    private StartedRun(PreparedRun prepared, RunLock lock, PlannedServer planned, MavenTests maven) {
        this.prepared = prepared;
        this.lock = lock;
        this.planned = planned;
        this.maven = maven;
        this.server = planned.kept();
    }

    /** What takes everything down is there before anything is started, so that no signal comes in between. */
    static StartedRun start(PreparedRun prepared, RunLock lock) throws IOException {
        PlannedServer planned = PlannedServer.of(prepared, lock.left);
        StartedRun started = new StartedRun(prepared, lock, planned, MavenTests.of(prepared, planned.context()));
        SignalHandling.teardown(() -> started.takeDown(Optional.empty()));
        try {
            started.startMaven();
            started.own(planned.choose());
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private void startMaven() {
        if (!maven.canWait() || !planned.addressKnown() || databaseComesFirst(planned.context())) return;
        lock.begin(
                server.map(DatabaseServer::name).orElse(null),
                server.map(DatabaseServer::project).orElse(null));
        maven.start(planned.expected());
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

    /** Waits for the server, and makes the databases. */
    ReadyRun ready() {
        boolean kept = planned.kept().isPresent();
        if (!kept && planned.context().databases().stream().anyMatch(each -> new MigrationFiles(each).exist()))
            Migrations.warmUp();
        Instant begin = Instant.now();
        Context resolved = planned.at(kept ? planned.address() : up());
        String key = TestDatabases.key(prepared.context());
        if (!kept) await(resolved);
        ReadyRun ready = new ReadyRun(prepared, resolved, maven, server.orElseThrow());
        if (prepared.options().server().keep() != TestOptions.Keep.NEVER) keepable = Optional.of(ready);
        if (!kept)
            resolved.console()
                    .info("PostgreSQL is ready at "
                            + Database.maintenance(resolved.environment()).address() + " ("
                            + server.orElseThrow().name() + ", "
                            + Console.seconds(Duration.between(begin, Instant.now()))
                            + ").");
        ready.createDatabases(kept, key);
        maven.expect(resolved, planned.expected());
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
                .awaitReady(prepared.options().server().timeout(), chosen::requireAlive, chosen::log);
        chosen.awaitOthers(prepared.options().server().timeout());
    }

    void keepNothing() {
        keepable = Optional.empty();
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
        else if (maven.stop()) lock.end();
    }

    private void takeDown(DatabaseServer chosen, Optional<ReadyRun> kept) {
        String outcome = "; not all that was started could be removed, see above.";
        try {
            maven.stop();
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
