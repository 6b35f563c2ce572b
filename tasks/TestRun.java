//JAVA 17+
//SOURCES Database.java Elsewhere.java Engines.java Hooks.java Interrupts.java Leftover.java Maven.java MavenRun.java
//SOURCES ComposeFiles.java DatabaseUse.java Migrations.java RunLock.java Running.java TestChoice.java TestDatabases.java TestOptions.java TestProject.java TestResults.java Watch.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.*;

/** One run of a project's tests on a server of their own: up, ready, create, migrate, test, down. Maven compiles meanwhile. */
public class TestRun {

    private final Context asked;
    private final TestOptions options;
    private Context context;
    private Engine engine;
    private RunLock lock;
    private MavenRun maven;
    private Path module;
    private Path extension;
    private Instant start;
    private TestResults results;
    private TestChoice choice;
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
        module = Maven.of(asked.project(), asked.environment()).pom().getParent();
        TestProject.check(asked);
        context = asked;
        choice = new TestChoice(asked, options, module);
        selecting = choice.maven();
        if (context.dryRun()) {
            engine = Engines.choose(context);
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
            boolean early = kept != null || context.engine().equals("embedded") || RemoteEngine.of(context).isEmpty();
            if (kept == null && early) context = ComposeFiles.withFreePorts(context);
            int port = kept != null || fixed ? 0 : Ports.free(context, 0);
            Map<String, String> expected = kept != null ? kept : Map.of("POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", fixed ? context.environment().require("POSTGRES_PORT") : String.valueOf(port));
            // migrations in Java are compiled by a Maven of their own, and two at once would be in each other's way
            boolean databaseFirst = context.environment().flag("APPLICATION_DB_BEFORE_COMPILE").orElse(false);
            if (extension != null && early && !databaseFirst && !JavaMigrations.exist(context)) startMaven(expected);
            if (kept == null) {
                engine = Engines.choose(context);
                if (engine.project() == null) ComposeFiles.of(context).sayNotStarted();
                engine.requireUnused();
            }
            lock.begin(engine.name(), engine.project());
            begun = true;
            Interrupts.teardown(() -> finish(false));
            if (kept == null && new MigrationFiles(context).exist()) Migrations.warmUp();
            Context answered = with(kept != null ? kept : up(port));
            prepare(answered);
            if (maven != null && !answered.environment().exported().equals(with(expected).environment().exported())) {
                context.talk().say("The server is at another address than expected: starting Maven again.");
                maven.stop();
                maven = null;
            }
            Watch watch = options.watch() ? Watch.of(asked, module) : null;
            int code = runMaven(answered);
            for (; watch != null && again(answered, watch, code); code = runMaven(answered)) { }
            keeping = options.keep() == TestOptions.Keep.ALWAYS || keeping && code != 0;
            if (watch == null) results = read(code);
        } catch (IOException e) {
            throw Stop.workFailed("the results of the tests cannot be read: " + e.getMessage(), null).because(e);
        } finally {
            Interrupts.shield();
            if (begun) {
                finish(keeping && ready != null && !Interrupts.happened());
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

    /** Tells how a run ended, waits for a reason for another, and starts Maven for it; false when the user has had enough. */
    private boolean again(Context answered, Watch watch, int code) throws IOException {
        try {
            read(code).print(advice);
        } catch (Stop stop) {
            tell(stop);
        }
        while (true) {
            context.talk().warn("Waiting for a change. Enter runs all, f what failed, q ends it.");
            Watch.Next next = watch.await();
            if (next.wish() == Watch.Wish.QUIT) return false;
            if (!next.changed().isEmpty()) context.talk().say("Changed: " + next.changed());
            try {
                start(answered, next);
                return true;
            } catch (Stop stop) {
                tell(stop);
                // whatever became of the template
                schema = "";
            }
        }
    }

    private void start(Context answered, Watch.Next next) throws IOException {
        Selection selection = next.classes().isEmpty() ? options.selection() : new Selection(next.classes(), null, List.of(), List.of());
        choice = new TestChoice(asked, options.of(selection, next.wish() == Watch.Wish.FAILED), module);
        selecting = choice.maven();
        start = Instant.now();
        Files.deleteIfExists(TestResults.coverage(asked));
        maven = MavenRun.start(answered, arguments(), extension, choice.brief());
        try {
            databases.createAgain(schema.equals(schema = TestDatabases.key(asked)));
        } catch (Stop stop) {
            maven.stop();
            throw stop;
        }
        step("Maven ran", null);
    }

    private void tell(Stop stop) {
        if (stop.code == Stop.INTERRUPTED) throw stop;
        context.talk().warn(stop.getMessage() + (stop.hint == null ? "" : "\n" + stop.hint));
    }

    /** Takes the server that a run before kept, or cleans up after that run. */
    private void takeOver(RunLock.Run left) {
        if (left != null && left.kept() && !options.fresh() && TestDatabases.key(asked).equals(left.key())) {
            kept = Running.answers(asked).filter(answers -> Database.maintenance(asked.environment().with(answers)).answers()).orElse(null);
        }
        if (kept != null) {
            engine = Engines.of(context, left);
            context.talk().say("Taking back the server that the last run kept.");
        } else if (left != null) {
            step("cleaning up after the run before", "; the next run goes on with it.");
            if (left.kept() && !options.fresh()) context.talk().say("The kept server is not taken back: what it was made from has changed, or it does not answer.");
            new Leftover(asked, left).removeFirst();
        }
    }

    private void startMaven(Map<String, String> expected) {
        lock.begin(engine == null ? null : engine.name(), engine == null ? null : engine.project());
        maven = MavenRun.start(with(expected), arguments(), extension, choice.brief());
    }

    private Map<String, String> up(int anyPort) {
        step("starting PostgreSQL", null);
        try {
            return engine.up(anyPort);
        } catch (Stop stop) {
            if (!Engines.lackImage(context, engine)) throw stop;
            context.talk().warn("The image of the database cannot be had here: using an embedded PostgreSQL.");
            engine.down();
            engine = Engines.named(context, "embedded");
            lock.begin(engine.name(), engine.project());
            engine.requireUnused();
            return engine.up(anyPort);
        }
    }

    private Context with(Map<String, String> answers) {
        return context.with(context.environment().with(answers));
    }

    private static void step(String doing, String outcome) {
        Interrupts.step(doing);
        if (outcome != null) Interrupts.outcome(outcome);
    }

    private int dryRun() {
        Context answered = with(engine.up(0));
        new TestDatabases(answered, options.parallel()).print();
        extension = MavenExtension.jar(answered);
        int code = new Hooks(answered, "test").around(() -> MavenRun.start(answered, arguments(), extension, choice.brief()).await(false));
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
        return Maven.test(Maven.goals(asked.environment(), options.maven()), selecting, options.coverage() ? TestResults.coverage(asked) : null, extension, options.parallel(), options.maven());
    }

    private int runMaven(Context answered) throws IOException {
        try {
            return new Hooks(answered, "test", () -> Elsewhere.shutOut(answered)).around(() -> tests(answered));
        } catch (Stop stop) {
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
        maven = MavenRun.start(answered, arguments(), extension, choice.brief());
        return await(answered);
    }

    /** Lets Maven go on to the tests, and looks whether they use the database; that is told where all of them ran. */
    private int await(Context answered) throws IOException {
        maven.open();
        DatabaseUse use = DatabaseUse.watch(answered, maven::testing);
        int code = maven.await(options.failFast());
        advice = use.end(MavenRun.log(context), code == 0, options.whole() && maven.results().executed() > 0);
        return code;
    }

    /** Runs once, whoever calls first; a second caller waits for it. What goes wrong here does not hide how the tests ended. */
    private synchronized void finish(boolean keeping) {
        if (isDown) return;
        isDown = true;
        boolean gone = false;
        try {
            if (maven != null) maven.stop();
            if (keeping) {
                lock.keep(migrated && !schema.isEmpty() && databases.copied() ? schema : null);
                Running.keep(ready);
                return;
            }
            step("everything was taken down", null);
            Running.forget(context);
            gone = engine.down();
            if (gone) lock.end();
        } catch (RuntimeException e) {
            context.talk().warn("the teardown was not completed: " + e.getMessage() + "\nThe next run tries again; manage.java doctor lists what is left.");
        } finally {
            Interrupts.outcome(gone ? "; the database and all that was started for it are removed." : "; not all that was started could be removed, see above.");
        }
    }
}
