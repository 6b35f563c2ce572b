//JAVA 17+
//SOURCES Browser.java Coverage.java Database.java Elsewhere.java Engines.java Interrupts.java Leftover.java Maven.java MavenRun.java
//SOURCES RunLock.java Running.java TestChoice.java TestDatabases.java TestOptions.java TestReports.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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
    private TestChoice choice;
    private List<String> selecting;
    /** The server that the run before kept for this one: where it answers; null where there is none. */
    private Map<String, String> kept;
    /** The context with the server's address, once the server is ready. */
    private Context ready;
    private boolean migrated;
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
        Database.application(asked.environment());
        MigrationFiles files = new MigrationFiles(asked);
        if (files.exist()) files.check();
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD")) asked.environment().require(needed);
        asked.environment().port("POSTGRES_PORT");
        Elsewhere.refuse(asked);
        if (asked.environment().secretIn("APPLICATION_MAVEN_ARGS")) {
            asked.talk().warn("APPLICATION_MAVEN_ARGS puts a secret on Maven's command line, which every user of this machine can read; the tests have it as a variable too.");
        }
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
            takeOver(taken.left);
            taken.begin(engine.name(), engine.project());
            Interrupts.teardown(() -> finish(false));
            return upAndDown();
        }
    }

    /** Takes the server that a run before kept, or cleans up after that run and chooses another. */
    private void takeOver(RunLock.Run left) {
        if (left != null && left.kept() && !options.fresh() && TestDatabases.key(asked).equals(left.key())) {
            kept = Running.answers(asked).filter(answers -> Database.maintenance(asked.environment().with(answers)).answers()).orElse(null);
        }
        if (kept != null) {
            engine = Engines.of(context, left);
            context.talk().say("Taking back the server that the last run kept.");
            return;
        }
        if (left != null) {
            step("cleaning up after the run before", "; the next run goes on with it.");
            if (left.kept() && !options.fresh()) context.talk().say("The kept server is not taken back: what it was made from has changed, or it does not answer.");
            new Leftover(asked, left).removeFirst();
        }
        engine = Engines.choose(context);
        engine.requireUnused();
    }

    private int upAndDown() {
        boolean keeping = options.keep() != TestOptions.Keep.NEVER;
        try {
            // reports carry the file system's time, which may be coarser than ours
            FileTime start = FileTime.from(Instant.now().minusMillis(10));
            Files.deleteIfExists(coverage());
            Path extension = MavenExtension.jar(context);
            boolean fixed = context.environment().port("POSTGRES_PORT") != 0;
            int port = kept != null || fixed ? 0 : Ports.free(context, 0);
            Map<String, String> expected = kept != null ? kept : Map.of("POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", fixed ? context.environment().require("POSTGRES_PORT") : String.valueOf(port));
            // migrations in Java are compiled by a Maven of their own, and two at once would be in each other's way
            if (extension != null && !JavaMigrations.exist(context)) maven = MavenRun.start(with(expected), arguments(extension), extension);
            Context answered = with(kept != null ? kept : up(port));
            prepare(answered);
            if (maven != null && !answered.environment().exported().equals(with(expected).environment().exported())) {
                context.talk().say("The server is at another address than expected: starting Maven again.");
                maven.stop();
                maven = null;
            }
            step("Maven ran", null);
            int code = test(answered, extension, start);
            keeping = options.keep() == TestOptions.Keep.ALWAYS || keeping && code != 0;
            return code;
        } catch (IOException e) {
            throw Stop.workFailed("the results of the tests cannot be read: " + e.getMessage(), null).because(e);
        } finally {
            Interrupts.shield();
            finish(keeping && ready != null && !Interrupts.happened());
        }
    }

    private Map<String, String> up(int anyPort) {
        step("starting PostgreSQL", null);
        return engine.up(anyPort);
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
        int code = MavenRun.start(answered, arguments(MavenExtension.jar(answered)), null).await(false);
        engine.down();
        return code;
    }

    private void prepare(Context answered) {
        TestDatabases databases = new TestDatabases(answered, options.parallel());
        if (kept != null) {
            ready = answered;
            databases.createAgain();
        } else {
            step("waiting for PostgreSQL", null);
            Database maintenance = Database.maintenance(answered.environment());
            maintenance.awaitReady(options.timeout(), engine::requireAlive, engine::log);
            engine.awaitOthers(options.timeout());
            ready = answered;
            answered.talk().say("PostgreSQL is ready at " + maintenance.address() + ".");
            databases.create(options.keep() != TestOptions.Keep.NEVER);
        }
        migrated = true;
    }

    private List<String> arguments(Path extension) {
        Path coverage = options.coverage() ? coverage() : null;
        return Maven.test(selecting, coverage, extension, options.parallel(), options.maven());
    }

    private Path coverage() {
        return asked.project().state("coverage", "jacoco.exec");
    }

    private int test(Context answered, Path extension, FileTime start) throws IOException {
        int code = maven(answered, extension, start);
        List<TestReports.Case> cutShort = maven.cutShort();
        TestReports reports = cutShort == null ? TestReports.since(start, module) : TestReports.of(cutShort);
        boolean covered = covered();
        if (code == 0 && reports.executed() == 0) throw choice.nothing();
        choice.remember(cutShort == null ? TestReports.suites(start, module) : List.of(new TestReports.Suite("", 0, cutShort)));
        if (reports.tests() == 0) answered.talk().warn("Maven failed before any test ran.");
        else answered.talk().warn((reports.tests() - reports.failed() - reports.skipped()) + " passed, " + reports.failed() + " failed, " + reports.skipped() + " skipped"
            + " in " + Duration.between(start.toInstant(), Instant.now()).toMillis() / 100 / 10.0 + " s.");
        if (code != 0) answered.talk().say("All that Maven printed: " + answered.project().show(MavenRun.log(answered)));
        return covered || code != 0 ? code : Stop.WORK_FAILED;
    }

    private int maven(Context answered, Path extension, FileTime start) throws IOException {
        if (maven != null) {
            answered.talk().say("Running the tests ...");
            maven.open();
            int code = maven.await(options.failFast());
            // an old Maven, or one with an extension of the user's in the place of ours: then the tests did not wait
            if (maven.waited() || TestReports.since(start, module).tests() == 0) return code;
            answered.talk().say("This Maven did not wait for the database: running the tests again.");
        }
        answered.talk().say("Running the tests ...");
        maven = MavenRun.start(answered, arguments(extension), extension);
        maven.open();
        return maven.await(options.failFast());
    }

    /** Prints what was covered; false when that is too little. */
    private boolean covered() throws IOException {
        if (!options.coverage()) return true;
        List<Path> classes = TestReports.classes(module);
        Optional<Coverage> measured = Coverage.of(coverage(), classes);
        if (measured.isEmpty()) {
            context.talk().say("No coverage was measured.");
            return options.failUnder() == 0;
        }
        if (!context.talk().quiet()) measured.get().print(System.out);
        measured.get().warning().ifPresent(context.talk()::warn);
        Path pages = measured.get().html(asked.project().state("coverage", "html"), TestReports.sources(classes), asked.project().root().getFileName().toString());
        context.talk().say("The coverage, line by line: " + asked.project().show(pages));
        if (options.open()) Browser.open(context, pages);
        if (measured.get().percent() >= options.failUnder()) return true;
        context.talk().warn(String.format(Locale.ROOT, "the coverage is %.2f %%, which is less than %s %%", measured.get().percent(), options.failUnder()));
        return false;
    }

    /** Runs once, whoever calls first; a second caller waits for it. What goes wrong here does not hide how the tests ended. */
    private synchronized void finish(boolean keeping) {
        if (isDown) return;
        isDown = true;
        boolean gone = false;
        try {
            if (maven != null) maven.stop();
            if (keeping) {
                keepUp();
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

    private void keepUp() {
        lock.keep(migrated ? TestDatabases.key(asked) : null);
        Map<String, String> answers = ready.environment().exported();
        answers.keySet().retainAll(List.of("POSTGRES_HOSTNAME", "POSTGRES_PORT"));
        Running.record(ready, answers);
        Database database = Database.application(ready.environment());
        String name = ready.environment().name;
        context.talk().warn("the database is kept for the next run. To get in:\n  manage.java -c " + name + " sql \"select ...\"\n  psql -h "
            + ready.environment().require("POSTGRES_HOSTNAME") + " -p " + ready.environment().require("POSTGRES_PORT") + " -U " + ready.environment().require("POSTGRES_USER") + " -d " + database.name()
            + "\n  jdbc:postgresql://" + database.address() + "/" + database.name() + "\nTo remove it now: manage.java doctor --fix");
    }
}
