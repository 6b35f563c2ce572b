//JAVA 17+
//SOURCES Coverage.java Database.java Engines.java Interrupts.java Maven.java Migrations.java Running.java TestReports.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One run of a project's tests on a database of their own: up, ready, create, migrate, test, down. */
public class TestRun {

    private final Context context;
    private final Engine engine;
    private final ReentrantLock once = new ReentrantLock();
    private boolean isDown;

    public TestRun(Context context) {
        this.context = context;
        this.engine = Engines.choose(context);
    }

    /** @return how Maven ended */
    public int run(List<String> selection, List<String> mavenArguments) {
        // what can be wrong with the project is found before anything starts
        Maven.of(context.project(), context.environment());
        Database.application(context.environment());
        new Migrations(context).exist();
        Interrupts.teardown(this::down);
        try {
            Map<String, String> answers = engine.up();
            Context ready = context.with(context.environment().with(answers));
            Running.record(ready, answers);
            prepare(ready);
            return test(ready, selection, mavenArguments);
        } finally {
            // the flag would make the teardown's own waiting fail
            Thread.interrupted();
            down();
        }
    }

    private void prepare(Context ready) {
        Database database = Database.application(ready.environment());
        Database maintenance = Database.maintenance(ready.environment());
        Migrations migrations = new Migrations(ready);
        if (ready.dryRun()) {
            System.out.println(database.createStatement() + ";");
            if (migrations.exist()) migrations.files().forEach(file -> System.out.println("flyway: " + ready.project().show(file)));
            return;
        }
        maintenance.awaitReady(Engine.READY_TIMEOUT, engine::requireAlive);
        ready.talk().say("PostgreSQL is ready at " + database.address() + ".");
        boolean created = database.name().equals(maintenance.name()) || database.create();
        if (!created) {
            throw Stop.workFailed("the database " + database.name() + " exists on the server already, and this run did not create it",
                "Choose another APPLICATION_DB, or remove that database yourself: the tests take only a database of their own.");
        }
        if (!migrations.exist()) {
            ready.talk().say("There is no " + migrations.where() + ": the database stays empty.");
            return;
        }
        ready.talk().say("Migrating " + database.name() + " ...");
        migrations.up(ready.talk().quiet() ? null : System.err);
    }

    private int test(Context ready, List<String> selection, List<String> mavenArguments) {
        Maven maven = Maven.of(ready.project(), ready.environment());
        Path module = maven.pom().getParent();
        Path coverage = ready.project().state("coverage", "jacoco.exec");
        try {
            if (!ready.dryRun()) Files.deleteIfExists(coverage);
            // reports carry the file system's time, which may be coarser than ours
            FileTime start = FileTime.from(Instant.now().minusMillis(10));
            int code = ready.runner().attached(ready.command(maven.test(selection, coverage, mavenArguments)));
            if (ready.dryRun()) return code;
            TestReports reports = TestReports.since(start, module);
            if (!Coverage.print(coverage, TestReports.classes(module), System.out)) ready.talk().say("No coverage was measured.");
            if (code == 0 && reports.executed() == 0) {
                throw Stop.workFailed("no test was executed", selection.isEmpty() ? "Does " + ready.project().show(module) + "/src/test hold a test that surefire finds?"
                    : "Nothing matches " + String.join(" ", selection) + "; a selection is Class, Class#method, a pattern, or a test's file.");
            }
            ready.talk().say((reports.tests() - reports.failed() - reports.skipped()) + " passed, " + reports.failed() + " failed, " + reports.skipped() + " skipped.");
            return code;
        } catch (IOException e) {
            throw Stop.workFailed("the results of the tests cannot be read: " + e.getMessage(), null).because(e);
        }
    }

    /** Runs once, whoever calls first; a second caller waits for it. */
    private void down() {
        once.lock();
        try {
            if (isDown) return;
            isDown = true;
            engine.down();
            Running.forget(context);
        } finally {
            once.unlock();
        }
    }
}
