//JAVA 17+
//SOURCES Coverage.java Database.java Docker.java Embedded.java Interrupts.java Maven.java Migrations.java RunLock.java TestReports.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One run of a project's tests on a database of their own: up, ready, create, migrate, test, down. */
public class TestRun {

    private final Context context;
    private final Duration timeout;
    private final Engine engine;
    private boolean isDown;
    private RunLock lock;

    /** @param timeout how long to wait for PostgreSQL */
    public TestRun(Context context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
        this.engine = choose(context);
    }

    /** @return how Maven ended */
    public int run(List<String> selection, List<String> mavenArguments) {
        // what can be wrong with the project is found before anything starts
        Maven.of(context.project(), context.environment());
        Database.application(context.environment());
        new Migrations(context).exist();
        if (context.dryRun()) return upAndDown(selection, mavenArguments);
        try (RunLock taken = RunLock.take(context)) {
            if (!taken.leftBy.isEmpty()) {
                context.talk().say("The test run before this one did not come to its end; cleaning up after it.");
                named(context, taken.leftBy).down();
            }
            engine.requireUnused();
            taken.begin(engine.name());
            lock = taken;
            Interrupts.teardown(this::down);
            return upAndDown(selection, mavenArguments);
        }
    }

    private int upAndDown(List<String> selection, List<String> mavenArguments) {
        try {
            Context ready = context.with(context.environment().with(engine.up()));
            prepare(ready);
            return test(ready, selection, mavenArguments);
        } finally {
            Interrupts.shield();
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
        maintenance.awaitReady(timeout, engine::requireAlive, engine::log);
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
    private synchronized void down() {
        if (isDown) return;
        isDown = true;
        if (engine.down() && lock != null) lock.end();
    }

    /** Docker where it works, else embedded, unless one of the two was asked for. */
    private static Engine choose(Context context) {
        String wanted = context.engine();
        if (!wanted.equals("auto")) return named(context, wanted);
        if (context.dryRun() || Docker.works(context)) return named(context, "docker");
        context.talk().say("Docker is not running here: using an embedded PostgreSQL.");
        return named(context, "embedded");
    }

    private static Engine named(Context context, String name) {
        return name.equals("docker") ? new Docker(context)
            : new Embedded(context, context.project().state(context.environment().name + "-postgres"), true);
    }
}
