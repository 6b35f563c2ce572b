//JAVA 17+

package faults;

import java.io.IOException;
import java.net.*;
import java.nio.file.*;
import java.util.*;
import support.On;
import support.Result;
import support.Workspace;

/** What is wrong with ports, files, or the program's own surroundings. */
public class MachineFaults {

    private static final String MIGRATION = "app/src/main/resources/db/migration/V20991231000000__bad.sql";

    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (On engine : On.values()) {
            faults.addAll(ConcurrentRunFaults.on(engine));
            faults.addAll(addresses(engine));
            faults.addAll(databases(engine));
            faults.addAll(endings(engine));
            faults.addAll(verbosity(engine));
            faults.addAll(stateDirectory(engine));
        }
        faults.addAll(embedded());
        return faults;
    }

    private static List<Fault> addresses(On engine) {
        return List.of(
                new Fault(
                        "a fixed port is taken by a process",
                        "before",
                        engine,
                        "exit 3, nothing started",
                        MachineFaults::portTaken),
                new Fault(
                        "POSTGRES_PORT exported, of somebody else's server",
                        "before",
                        engine,
                        "exit 3, nothing started",
                        MachineFaults::portExported),
                new Fault(
                        "DATABASE_URL exported, and in the file", "before", engine, "exit 2, nothing started", run -> {
                            run.here.replace(
                                    "config/testing.json",
                                    "\n]",
                                    ",\n  {\"name\": \"DATABASE_URL\", \"value\": \"postgres://localhost/x\"}\n]");
                            return refused(
                                    run,
                                    run.here.manage("--engine", engine.name(), "test"),
                                    "DATABASE_URL is exported, and names a database that the tests must not touch",
                                    "Unset it");
                        }));
    }

    private static List<Fault> databases(On engine) {
        return List.of(
                new Fault(
                        "a migration fails, --keep-on-failure",
                        "migrate",
                        engine,
                        "exit 1; tables it left: 0; removed by doctor --fix",
                        MachineFaults::badMigration),
                new Fault(
                        "--keep",
                        "tests",
                        engine,
                        "exit 0; a query in the kept database: 0; taken back and removed by the next run",
                        MachineFaults::kept),
                new Fault(
                        "--keep-on-failure after a green run",
                        "teardown",
                        engine,
                        "exit 0",
                        run -> run.test(List.of(), "--keep-on-failure", "ConfigurationTest")));
    }

    private static List<Fault> endings(On engine) {
        return List.of(
                new Fault(
                        "the reader of the output goes away",
                        "start",
                        engine,
                        "ended by itself",
                        run -> pipedToNobody(run)),
                new Fault("the launcher is killed", "tests", engine, "ended by itself", MachineFaults::launcherKilled),
                new Fault(
                        "the terminal is closed (HUP)",
                        "tests",
                        engine,
                        "exit 129: interrupted while Maven ran; the database and all that was started for it are"
                                + " removed.",
                        run -> run.withSlowTest()
                                .start("SlowTest")
                                .untilTestsRun()
                                .signal("HUP", true)
                                .interrupted()));
    }

    private static List<Fault> verbosity(On engine) {
        return List.of(
                new Fault("--verbose", "all", engine, "exit 0", run -> verbose(run, 0)),
                new Fault("--verbose, and a stack trace", "migrate", engine, "exit 1", run -> {
                    run.here.write(MIGRATION, "select nothing_like_it();\n");
                    return verbose(run, 1);
                }),
                new Fault(
                        "--dry-run --verbose",
                        "all",
                        engine,
                        "exit 0",
                        run -> run.seen(run.here.manage("-v", "-n", "--engine", engine.name(), "test"))));
    }

    private static List<Fault> stateDirectory(On engine) {
        return List.of(
                new Fault(
                        "the state file is on a full disk",
                        "before",
                        engine,
                        "exit 3, nothing started",
                        run -> mounted(run, "size=16k", true, "cannot write to")),
                new Fault(
                        "the state directory is read-only",
                        "before",
                        engine,
                        "exit 3, nothing started",
                        run -> mounted(run, "ro", false, "cannot write to")));
    }

    private static List<Fault> embedded() {
        return List.of(
                new Fault("the disk fills up", "start", On.embedded, "exit 3; initdb failed", run -> {
                    String seen = mounted(run, "size=2m", false, "initdb failed");
                    return seen.replace(", nothing started", "");
                }),
                new Fault("the server is killed", "tests", On.embedded, "exit 1", run -> {
                    answeringTest(run).start("SlowTest").untilTestsRun();
                    String pid = Files.readAllLines(
                                    run.here.directory.resolve(".manage/testing-postgres/data/postmaster.pid"))
                            .get(0);
                    new ProcessBuilder("kill", "-9", pid).start().waitFor();
                    run.here.write("go", "");
                    return "exit " + run.end();
                }));
    }

    /** Exit 3 or 2, these texts, and not a word of anything having been started. */
    static String refused(FaultRun run, Result result, String... texts) throws IOException {
        String seen = run.seen(result, texts);
        if (result.err().contains("Starting PostgreSQL")) throw new AssertionError("something was started\n" + result);
        return seen.substring(0, "exit 3".length()) + ", nothing started";
    }

    private static String portTaken(FaultRun run) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run.here.set("POSTGRES_PORT", String.valueOf(taken.getLocalPort()));
            return refused(
                    run,
                    run.here.manage("--engine", run.engine.name(), "test"),
                    "port " + taken.getLocalPort() + " is taken by process "
                            + ProcessHandle.current().pid() + " (java)",
                    "set POSTGRES_PORT to another port");
        }
    }

    private static String portExported(FaultRun run) throws Exception {
        run.here.set("POSTGRES_PORT", String.valueOf(run.witness.port()));
        return refused(
                run,
                run.here.manage("--engine", run.engine.name(), "test"),
                "port " + run.witness.port() + " is taken");
    }

    private static String badMigration(FaultRun run) throws Exception {
        run.here.write(
                MIGRATION,
                "-- two tables\ncreate table one (id int);\ncreate table two (\n  id int references nowhere\n);\n");
        String code = run.test(
                        List.of(
                                "V20991231000000__bad.sql, line 3: relation \"nowhere\" does not exist (SQLSTATE"
                                        + " 42P01)",
                                "The statement was: create table two (",
                                "the schema is as it was before this migration",
                                "the database is kept for the next run"),
                        "--keep-on-failure")
                .substring(0, "exit 1".length());
        Result tables = run.here.manage(
                "-c", "testing", "sql", "select count(*) as tables from pg_tables where tablename in ('one', 'two')");
        String count = tables.out()
                .lines()
                .skip(2)
                .findFirst()
                .orElse(tables.toString())
                .strip();
        run.seen(run.here.manage("doctor", "--fix"), "Removed.");
        return code + "; tables it left: " + count + "; removed by doctor --fix";
    }

    private static String kept(FaultRun run) throws Exception {
        String code = run.test(
                        List.of(
                                "the database is kept for the next run",
                                "psql -h 127.0.0.1 -p ",
                                "manage.java doctor --fix"),
                        "--keep",
                        "ConfigurationTest")
                .substring(0, "exit 0".length());
        Result users = run.here.manage("-c", "testing", "sql", "select count(*) from users");
        String count =
                users.out().lines().skip(2).findFirst().orElse(users.toString()).strip();
        run.test(List.of("Reusing the server that the last run kept"), "ConfigurationTest");
        return code + "; a query in the kept database: " + count + "; taken back and removed by the next run";
    }

    private static String pipedToNobody(FaultRun run) throws Exception {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "\"$@\" 2>&1 | head -n 1", "sh"));
        argv.addAll(Workspace.argv("manage.java", "--engine", run.engine.name(), "test", "ConfigurationTest"));
        run.here.run(argv, "");
        return waitForNobody(run);
    }

    private static String launcherKilled(FaultRun run) throws Exception {
        answeringTest(run).start("SlowTest").untilTestsRun();
        run.process.destroyForcibly().waitFor();
        run.here.write("go", "");
        return waitForNobody(run);
    }

    private static String waitForNobody(FaultRun run) throws Exception {
        for (int i = 0; i < 300 && !run.before.newSince(run.here.directory).isEmpty(); i++) Thread.sleep(100);
        return "ended by itself";
    }

    /** A test that waits for the file go, and then wants the server to be there. */
    static FaultRun answeringTest(FaultRun run) throws IOException {
        run.here.write("app/src/test/java/com/example/application/SlowTest.java", """
            package com.example.application;
            import java.nio.file.*;
            import org.junit.jupiter.api.Test;
            class SlowTest {
                @Test
                void waits_and_connects() throws Exception {
                    Files.createFile(Path.of("../began"));
                    for (int i = 0; i < 600 && Files.notExists(Path.of("../go")); i++) Thread.sleep(100);
                    Thread.sleep(300);
                    new java.net.Socket(System.getenv("POSTGRES_HOSTNAME"), \
            Integer.parseInt(System.getenv("POSTGRES_PORT"))).close();
                }
            }
            """);
        return run;
    }

    private static String verbose(FaultRun run, int code) throws Exception {
        Result result = run.here.manage("-v", "--engine", run.engine.name(), "test", "ConfigurationTest");
        if (code != 0 && !result.err().contains("\tat ")) throw new AssertionError("no stack trace\n" + result);
        return run.seen(result, "manage: + ").substring(0, "exit 0".length());
    }

    private static String mounted(FaultRun run, String options, boolean full, String text) throws Exception {
        return SmallDisk.with(run, options, full, () -> {
            Result result = run.here.manage("--engine", run.engine.name(), "test");
            if (text.contains("initdb")) return run.seen(result, text);
            return refused(run, result, text, "Make it writable, or free some space");
        });
    }
}
