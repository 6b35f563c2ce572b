//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lib.base.ExitException;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.RowSecurity;
import lib.environment.Context;
import lib.server.DatabaseServer;

/** A test run whose server answers: it makes the databases, and runs the tests on them, once or after each change. */
class ReadyRun {

    private final PreparedRun prepared;
    private final Context context;
    private final MavenTests maven;
    private final DatabaseServer server;
    private final TestDatabases databases;
    /** What the template was made from; empty where that is not known. */
    private String key = "";

    /** @param context with the server's address */
    ReadyRun(PreparedRun prepared, Context context, MavenTests maven, DatabaseServer server) {
        this.prepared = prepared;
        this.context = context;
        this.maven = maven;
        this.server = server;
        this.databases =
                new TestDatabases(context, prepared.options().execution().parallel());
    }

    Context context() {
        return context;
    }

    /** What the databases' template was made from, where the next run can copy it. */
    Optional<String> template() {
        return key.isEmpty() || !databases.copied() ? Optional.empty() : Optional.of(key);
    }

    /** @param kept whether the run before left a template */
    void createDatabases(boolean kept, String from) {
        TestOptions options = prepared.options();
        if (kept) databases.createAgain(true);
        else databases.create(options.execution().watch() || options.server().keep() != TestOptions.Keep.NEVER);
        key = from;
        warnOfPolicies();
    }

    private void warnOfPolicies() {
        if (ApplicationRole.of(context).isPresent()) return;
        List<String> tables = RowSecurity.withoutEffect(Database.application(context.environment()));
        if (tables.isEmpty()) return;
        context.console()
                .warn("the row-security policies of " + String.join(", ", tables)
                        + " are not tested: the tests connect as \""
                        + context.environment().require("POSTGRES_USER")
                        + "\", whom the server exempts from them.\nGive the application a role of its own, with"
                        + " APPLICATION_USER and APPLICATION_PASSWORD in config/" + context.environment().name
                        + ".json.");
    }

    /** @return how Maven ended, the last time where the user watches */
    int test() throws IOException {
        if (!prepared.options().execution().watch()) return runMaven();
        SourceWatcher watcher = SourceWatcher.of(prepared.context(), prepared.module());
        int code = runWatched();
        while (startAgain(watcher, code)) code = runWatched();
        return code;
    }

    TestResults results(int code) throws IOException {
        return maven.results(code);
    }

    private int runMaven() throws IOException {
        if (!prepared.options().telling().sqlLog()) return maven.run(context);
        SqlLog log = SqlLog.begin(context, server);
        int code = maven.run(context);
        log.end();
        return code;
    }

    private int runWatched() throws IOException {
        try {
            return runMaven();
        } catch (ExitException stop) {
            report(stop);
            maven.stop();
            return stop.code;
        }
    }

    /**
     * Tells how a run ended, waits for a reason for another, and starts Maven for it; false when the user has had
     * enough.
     */
    private boolean startAgain(SourceWatcher watcher, int code) throws IOException {
        try {
            maven.results(code).print();
        } catch (ExitException stop) {
            report(stop);
        }
        while (true) {
            context.console().warn("Waiting for a change. Enter runs all, f what failed, q ends it.");
            SourceWatcher.Next next = watcher.await();
            if (next.action() == SourceWatcher.Action.QUIT) return false;
            if (!next.changed().isEmpty()) context.console().info("Changed: " + next.changed());
            try {
                start(next);
                return true;
            } catch (ExitException stop) {
                report(stop);
                // whatever became of the template
                key = "";
            }
        }
    }

    private void start(SourceWatcher.Next next) throws IOException {
        TestSelection selection = next.classes().isEmpty()
                ? prepared.options().tests().selection()
                : new TestSelection(next.classes(), null, List.of(), List.of());
        maven.startAgain(prepared.of(selection, next.action() == SourceWatcher.Action.FAILED), context);
        try {
            String before = key;
            key = TestDatabases.key(prepared.context());
            databases.createAgain(key.equals(before));
        } catch (ExitException stop) {
            maven.stop();
            throw stop;
        }
    }

    private void report(ExitException stop) {
        if (stop.code == ExitException.INTERRUPTED) throw stop;
        context.console().warn(stop.getMessage() + (stop.hint == null ? "" : "\n" + stop.hint));
    }
}
