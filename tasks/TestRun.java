//JAVA 17+
//SOURCES Browser.java Coverage.java Database.java Elsewhere.java Engines.java Interrupts.java Leftover.java Maven.java
//SOURCES Migrations.java RunLock.java Running.java TestReports.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One run of a project's tests on a database of their own: up, ready, create, migrate, test, down. */
public class TestRun {

    public enum Keep { NEVER, AFTER_FAILURE, ALWAYS }

    private final Context asked;
    private final Duration timeout;
    private final Duration patience;
    private final Keep keep;
    private Context context;
    private Engine engine;
    private RunLock lock;
    /** The context with the server's address, once the server is ready. */
    private Context ready;
    private boolean isDown;

    /**
     * @param timeout  how long to wait for PostgreSQL
     * @param patience how long to wait for another run of this checkout
     */
    public TestRun(Context context, Duration timeout, Duration patience, Keep keep) {
        this.asked = context;
        this.timeout = timeout;
        this.patience = patience;
        this.keep = keep;
    }

    /** @return how Maven ended */
    public int run(List<String> selection, List<String> mavenArguments) {
        step("looking at the project", "; nothing had been started.");
        // what can be wrong with the project is found before anything starts
        Maven.of(asked.project(), asked.environment());
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
        engine = Engines.choose(context);
        if (context.dryRun()) return upAndDown(selection, mavenArguments);
        try (RunLock taken = RunLock.take(asked, patience)) {
            lock = taken;
            context = asked.with(asked.runner().telling(taken::started));
            if (taken.left != null) {
                step("cleaning up after the run before", "; the next run goes on with it.");
                new Leftover(asked, taken.left).removeFirst();
            }
            engine = Engines.named(context, engine.name());
            engine.requireUnused();
            taken.begin(engine.name(), engine.project());
            Interrupts.teardown(() -> finish(false));
            return upAndDown(selection, mavenArguments);
        }
    }

    private int upAndDown(List<String> selection, List<String> mavenArguments) {
        boolean kept = keep != Keep.NEVER;
        try {
            step("starting PostgreSQL", null);
            Context answered = context.with(context.environment().with(engine.up()));
            prepare(answered);
            step("Maven ran", null);
            int code = test(answered, selection, mavenArguments);
            kept = keep == Keep.ALWAYS || kept && code != 0;
            return code;
        } finally {
            Interrupts.shield();
            finish(kept && ready != null && !Interrupts.happened());
        }
    }

    private static void step(String doing, String outcome) {
        Interrupts.step(doing);
        if (outcome != null) Interrupts.outcome(outcome);
    }

    private void prepare(Context answered) {
        Database database = Database.application(answered.environment());
        Database maintenance = Database.maintenance(answered.environment());
        MigrationFiles migrations = new MigrationFiles(answered);
        if (answered.dryRun()) {
            System.out.println(database.createStatement() + ";");
            if (migrations.exist()) migrations.all().forEach(file -> System.out.println("flyway: " + answered.project().show(file)));
            return;
        }
        step("waiting for PostgreSQL", null);
        maintenance.awaitReady(timeout, engine::requireAlive, engine::log);
        engine.awaitOthers(timeout);
        ready = answered;
        answered.talk().say("PostgreSQL is ready at " + database.address() + ".");
        step("creating the database", null);
        answered.talk().say("Creating the database " + database.name() + " ...");
        boolean created = database.name().equals(maintenance.name()) || database.create();
        if (!created) {
            throw Stop.workFailed("the database " + database.name() + " exists on the server already, and this run did not create it",
                "Choose another APPLICATION_DB, or remove that database yourself: the tests take only a database of their own.");
        }
        if (JavaMigrations.exist(answered)) {
            step("compiling migrations", null);
            answered.talk().say("Compiling, because there are migrations in Java ...");
            int code = answered.runner().attached(answered.command(Maven.of(answered.project(), answered.environment()).command(List.of("-B", "-ntp", "-q", "compile"))).with(Elsewhere.shutOut(answered)).with(Maven.plainOutput()));
            if (code != 0) throw Stop.workFailed("the project cannot be compiled", "Maven's own message is above.");
        }
        if (!migrations.exist()) {
            answered.talk().say("There is no " + migrations.where() + ": the database stays empty.");
            return;
        }
        step("migrating the database", null);
        answered.talk().say("Migrating " + database.name() + " ...");
        new Migrations(answered).up(answered.talk().quiet() ? null : System.err, null);
    }

    private int test(Context answered, List<String> selection, List<String> mavenArguments) {
        Maven maven = Maven.of(answered.project(), answered.environment());
        Path module = maven.pom().getParent();
        Path coverage = answered.project().state("coverage", "jacoco.exec");
        try {
            if (!answered.dryRun()) Files.deleteIfExists(coverage);
            // reports carry the file system's time, which may be coarser than ours
            FileTime start = FileTime.from(Instant.now().minusMillis(10));
            Command command = answered.command(maven.test(selection, coverage, mavenArguments)).with(Elsewhere.shutOut(answered)).with(Maven.plainOutput());
            int code = answered.runner().attached(command);
            if (answered.dryRun() || Interrupts.happened()) return code;
            TestReports reports = TestReports.since(start, module);
            Coverage.of(coverage, TestReports.classes(module)).ifPresentOrElse(measured -> measured.print(System.out), () -> answered.talk().say("No coverage was measured."));
            if (code == 0 && reports.executed() == 0) {
                throw Stop.workFailed("no test was executed", selection.isEmpty() ? "Does " + answered.project().show(module) + "/src/test hold a test that surefire finds?"
                    : "Nothing matches " + String.join(" ", selection) + "; a selection is Class, Class#method, a pattern, or a test's file.");
            }
            answered.talk().say((reports.tests() - reports.failed() - reports.skipped()) + " passed, " + reports.failed() + " failed, " + reports.skipped() + " skipped.");
            return code;
        } catch (IOException e) {
            throw Stop.workFailed("the results of the tests cannot be read: " + e.getMessage(), null).because(e);
        }
    }

    /** Runs once, whoever calls first; a second caller waits for it. What goes wrong here does not hide how the tests ended. */
    private synchronized void finish(boolean kept) {
        if (isDown) return;
        isDown = true;
        boolean gone = false;
        try {
            if (kept) {
                keepUp();
                return;
            }
            step("everything was taken down", null);
            gone = engine.down();
            if (gone && lock != null) lock.end();
        } catch (RuntimeException e) {
            context.talk().warn("the teardown was not completed: " + e.getMessage() + "\nThe next run tries again; manage.java doctor lists what is left.");
        } finally {
            Interrupts.outcome(gone ? "; the database and all that was started for it are removed." : "; not all that was started could be removed, see above.");
        }
    }

    private void keepUp() {
        lock.keep();
        Map<String, String> answers = ready.environment().exported();
        answers.keySet().retainAll(List.of("POSTGRES_HOSTNAME", "POSTGRES_PORT"));
        Running.record(ready, answers);
        Database database = Database.application(ready.environment());
        String name = ready.environment().name;
        context.talk().warn("the database is kept until the next run. To get in:\n  manage.java -c " + name + " sql \"select ...\"\n  psql -h "
            + ready.environment().require("POSTGRES_HOSTNAME") + " -p " + ready.environment().require("POSTGRES_PORT") + " -U " + ready.environment().require("POSTGRES_USER") + " -d " + database.name()
            + "\n  jdbc:postgresql://" + database.address() + "/" + database.name() + "\nTo remove it now: manage.java doctor --fix");
    }
}
