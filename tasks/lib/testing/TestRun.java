//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.ConnectionMonitor;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.maven.MavenCommand;
import lib.maven.MavenExtension;
import lib.migration.JavaMigrations;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.script.Hooks;
import lib.server.ComposeFiles;
import lib.server.DatabaseServer;
import lib.server.Ports;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;
import lib.server.StaleRun;

/**
 * One run of a project's tests on a server of their own: up, ready, create, migrate, test, down. Maven compiles
 * meanwhile.
 */
public class TestRun {

    private final Context asked;
    private final TestOptions options;
    private Context context;
    private DatabaseServer engine;
    private RunLock lock;
    private MavenProcess maven;
    private Path module;
    private Path extension;
    private Instant start;
    private TestResults results;
    private TestPlan choice;
    private List<String> selecting;
    /** The server that the run before kept for this one: where it answers; null where there is none. */
    private Map<String, String> kept;
    /** The context with the server's address, once the server is ready. */
    private Context ready;

    private boolean migrated;
    private TestDatabases databases;
    /** What the template was made from. */
    private String schema;
    /** What the tests' end calls for. */
    private Optional<String> advice = Optional.empty();

    private boolean isDown;

    public TestRun(Context context, TestOptions options) {
        this.asked = context;
        this.options = options;
    }

    /** @return how Maven ended */
    public int run() {
        step("looking at the project", "; nothing had been started.");
        // what can be wrong with the project is found before anything starts
        module = MavenCommand.of(asked.project(), asked.environment()).pom().getParent();
        TestProject.check(asked);
        context = asked;
        choice = new TestPlan(asked, options, module);
        selecting = choice.maven();
        if (context.dryRun()) {
            engine = ServerSelector.choose(context);
            return dryRun();
        }
        try (RunLock taken = RunLock.take(asked, options.patience())) {
            lock = taken;
            context = asked.with(asked.runner().telling(taken::started));
            return upAndDown();
        }
    }

    private int upAndDown() {
        boolean keeping = options.keep() != TestOptions.Keep.NEVER;
        boolean begun = false;
        try {
            takeOver(lock.left);
            start = Instant.now();
            Files.deleteIfExists(TestResults.coverage(asked));
            extension = MavenExtension.jar(context);
            boolean fixed = context.environment().port("POSTGRES_PORT") != 0;
            // on another machine the engine chooses the port, and Maven has to wait for that
            boolean early = kept != null
                    || context.engine().equals("embedded")
                    || DockerHost.of(context).isEmpty();
            if (kept == null && early) context = ComposeFiles.withFreePorts(context);
            int port = kept != null || fixed ? 0 : Ports.free(context, 0);
            Map<String, String> expected = kept != null
                    ? kept
                    : Map.of(
                            "POSTGRES_HOSTNAME",
                            "127.0.0.1",
                            "POSTGRES_PORT",
                            fixed ? context.environment().require("POSTGRES_PORT") : String.valueOf(port));
            // migrations in Java are compiled by a Maven of their own, and two at once would be in each other's way
            boolean databaseFirst =
                    context.environment().flag("APPLICATION_DB_BEFORE_COMPILE").orElse(false);
            if (extension != null && early && !databaseFirst && !JavaMigrations.exist(context)) startMaven(expected);
            if (kept == null) {
                engine = ServerSelector.choose(context);
                if (engine.project() == null) ComposeFiles.of(context).sayNotStarted();
                engine.requireUnused();
            }
            lock.begin(engine.name(), engine.project());
            begun = true;
            SignalHandling.teardown(() -> finish(false));
            if (kept == null && new MigrationFiles(context).exist()) Migrations.warmUp();
            Context answered = with(kept != null ? kept : up(port));
            prepare(answered);
            if (maven != null
                    && !answered.environment()
                            .exported()
                            .equals(with(expected).environment().exported())) {
                context.talk().say("The server is at another address than expected: starting Maven again.");
                maven.stop();
                maven = null;
            }
            SourceWatcher watch = options.watch() ? SourceWatcher.of(asked, module) : null;
            int code = runMaven(answered);
            for (; watch != null && again(answered, watch, code); code = runMaven(answered)) {}
            keeping = options.keep() == TestOptions.Keep.ALWAYS || keeping && code != 0;
            if (watch == null) results = read(code);
        } catch (IOException e) {
            throw ExitException.workFailed("the results of the tests cannot be read: " + e.getMessage(), null)
                    .because(e);
        } finally {
            SignalHandling.shield();
            if (begun) {
                finish(keeping && ready != null && !SignalHandling.happened());
            } else if (maven != null) {
                maven.stop();
                lock.end();
            }
        }
        return results == null ? 0 : results.print(advice);
    }

    private TestResults read(int code) throws IOException {
        return TestResults.read(context, options, choice, maven, module, start, code);
    }

    /**
     * Tells how a run ended, waits for a reason for another, and starts Maven for it; false when the user has had
     * enough.
     */
    private boolean again(Context answered, SourceWatcher watch, int code) throws IOException {
        try {
            read(code).print(advice);
        } catch (ExitException stop) {
            tell(stop);
        }
        while (true) {
            context.talk().warn("Waiting for a change. Enter runs all, f what failed, q ends it.");
            SourceWatcher.Next next = watch.await();
            if (next.wish() == SourceWatcher.Wish.QUIT) return false;
            if (!next.changed().isEmpty()) context.talk().say("Changed: " + next.changed());
            try {
                start(answered, next);
                return true;
            } catch (ExitException stop) {
                tell(stop);
                // whatever became of the template
                schema = "";
            }
        }
    }

    private void start(Context answered, SourceWatcher.Next next) throws IOException {
        TestSelection selection = next.classes().isEmpty()
                ? options.selection()
                : new TestSelection(next.classes(), null, List.of(), List.of());
        choice = new TestPlan(asked, options.of(selection, next.wish() == SourceWatcher.Wish.FAILED), module);
        selecting = choice.maven();
        start = Instant.now();
        Files.deleteIfExists(TestResults.coverage(asked));
        maven = MavenProcess.start(answered, arguments(), extension, choice.brief());
        try {
            databases.createAgain(schema.equals(schema = TestDatabases.key(asked)));
        } catch (ExitException stop) {
            maven.stop();
            throw stop;
        }
        step("Maven ran", null);
    }

    private void tell(ExitException stop) {
        if (stop.code == ExitException.INTERRUPTED) throw stop;
        context.talk().warn(stop.getMessage() + (stop.hint == null ? "" : "\n" + stop.hint));
    }

    /** Takes the server that a run before kept, or cleans up after that run. */
    private void takeOver(RunLock.Run left) {
        if (left != null
                && left.kept()
                && !options.fresh()
                && TestDatabases.key(asked).equals(left.key())) {
            kept = ServerAddressFile.answers(asked)
                    .filter(answers -> Database.maintenance(asked.environment().with(answers))
                            .answers())
                    .orElse(null);
        }
        if (kept != null) {
            engine = ServerSelector.of(context, left);
            context.talk().say("Taking back the server that the last run kept.");
        } else if (left != null) {
            step("cleaning up after the run before", "; the next run goes on with it.");
            if (left.kept() && !options.fresh())
                context.talk()
                        .say("The kept server is not taken back: what it was made from has changed, or it does not"
                                + " answer.");
            new StaleRun(asked, left).removeFirst();
        }
    }

    private void startMaven(Map<String, String> expected) {
        lock.begin(engine == null ? null : engine.name(), engine == null ? null : engine.project());
        maven = MavenProcess.start(with(expected), arguments(), extension, choice.brief());
    }

    private Map<String, String> up(int anyPort) {
        step("starting PostgreSQL", null);
        try {
            return engine.up(anyPort);
        } catch (ExitException stop) {
            if (!ServerSelector.lackImage(context, engine)) throw stop;
            context.talk().warn("The image of the database cannot be had here: using an embedded PostgreSQL.");
            engine.down();
            engine = ServerSelector.named(context, "embedded");
            lock.begin(engine.name(), engine.project());
            engine.requireUnused();
            return engine.up(anyPort);
        }
    }

    private Context with(Map<String, String> answers) {
        return context.with(context.environment().with(answers));
    }

    private static void step(String doing, String outcome) {
        SignalHandling.step(doing);
        if (outcome != null) SignalHandling.outcome(outcome);
    }

    private int dryRun() {
        Context answered = with(engine.up(0));
        new TestDatabases(answered, options.parallel()).print();
        extension = MavenExtension.jar(answered);
        int code = new Hooks(answered, "test")
                .around(() -> MavenProcess.start(answered, arguments(), extension, choice.brief())
                        .await(false));
        engine.down();
        return code;
    }

    private void prepare(Context answered) {
        databases = new TestDatabases(answered, options.parallel());
        schema = TestDatabases.key(asked);
        if (kept != null) {
            ready = answered;
            databases.createAgain(true);
        } else {
            step("waiting for PostgreSQL", null);
            Database maintenance = Database.maintenance(answered.environment());
            maintenance.awaitReady(options.timeout(), engine::requireAlive, engine::log);
            engine.awaitOthers(options.timeout());
            ready = answered;
            answered.talk().say("PostgreSQL is ready at " + maintenance.address() + ".");
            databases.create(options.watch() || options.keep() != TestOptions.Keep.NEVER);
        }
        migrated = true;
    }

    private List<String> arguments() {
        return MavenCommand.test(
                MavenCommand.goals(asked.environment(), options.maven()),
                selecting,
                options.coverage() ? TestResults.coverage(asked) : null,
                extension,
                options.parallel(),
                options.maven());
    }

    private int runMaven(Context answered) throws IOException {
        try {
            return new Hooks(answered, "test", () -> ForeignDatabaseVariables.shutOut(answered))
                    .around(() -> tests(answered));
        } catch (ExitException stop) {
            if (!options.watch()) throw stop;
            tell(stop);
            if (maven != null) maven.stop();
            return stop.code;
        }
    }

    private int tests(Context answered) throws IOException {
        step("Maven ran", null);
        if (maven != null) {
            answered.talk().say("Running the tests ...");
            int code = await(answered);
            // an old Maven, or one with an extension of the user's in the place of ours: then the tests did not wait
            if (maven.waited() || maven.results().tests() == 0) return code;
            answered.talk().say("This Maven did not wait for the database: running the tests again.");
        }
        answered.talk().say("Running the tests ...");
        maven = MavenProcess.start(answered, arguments(), extension, choice.brief());
        return await(answered);
    }

    /** Lets Maven go on to the tests, and looks whether they use the database; that is told where all of them ran. */
    private int await(Context answered) throws IOException {
        maven.open();
        ConnectionMonitor use = ConnectionMonitor.watch(answered, maven::testing);
        int code = maven.await(options.failFast());
        advice = use.end(
                MavenProcess.log(context),
                code == 0,
                options.whole() && maven.results().executed() > 0);
        return code;
    }

    /**
     * Runs once, whoever calls first; a second caller waits for it. What goes wrong here does not hide how the tests
     * ended.
     */
    private synchronized void finish(boolean keeping) {
        if (isDown) return;
        isDown = true;
        boolean gone = false;
        try {
            if (maven != null) maven.stop();
            if (keeping) {
                lock.keep(migrated && !schema.isEmpty() && databases.copied() ? schema : null);
                ServerAddressFile.keep(ready);
                return;
            }
            step("everything was taken down", null);
            ServerAddressFile.forget(context);
            gone = engine.down();
            if (gone) lock.end();
        } catch (RuntimeException e) {
            context.talk()
                    .warn("the teardown was not completed: " + e.getMessage()
                            + "\nThe next run tries again; manage.java doctor lists what is left.");
        } finally {
            SignalHandling.outcome(
                    gone
                            ? "; the database and all that was started for it are removed."
                            : "; not all that was started could be removed, see above.");
        }
    }
}
