//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.SampleSource;
import support.Workspace;

/** A server that is kept, and taken back by the next run. */
@Tag("all")
@Tag("sampled")
class KeepTest extends EndToEnd {

    private static final String TAKEN = "Reusing the server that the last run kept";

    private Result test(On engine, String... arguments) {
        String[] all = new String[arguments.length + 5];
        System.arraycopy(
                new String[] {"--engine", engine.name(), "test", "ConfigurationTest", "--no-coverage"}, 0, all, 0, 5);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return here.manage(all);
    }

    private String query(String sql) {
        return here.manage("-c", "testing", "sql", "--format", "csv", sql)
                .succeeded()
                .out();
    }

    @AfterEach
    void remove() {
        here.manage("doctor", "--fix");
    }

    @ParameterizedTest
    @OnEngines
    void the_next_run_takes_it_back_with_an_empty_database(On engine) throws IOException {
        engine.require();
        test(engine, "--keep").succeeded().says("the database is kept for the next run");
        query("insert into users (email) values ('left@over.com')");
        query("create table mine (i int)");
        assertEquals("count\n1\n", query("select count(*) from users"));
        Result again = test(engine, "--keep").succeeded().says(TAKEN);
        assertTrue(!again.err().contains("Migrating") && !again.err().contains("Starting PostgreSQL"), again::toString);
        assertEquals(
                "users,mine\n0,\n", query("select (select count(*) from users) as users, to_regclass('mine') as mine"));
        // without --keep it is gone in the end
        test(engine).succeeded().says(TAKEN);
        nothingIsLeftHere();
    }

    @Test
    void a_changed_migration_a_changed_compose_file_or_fresh_make_a_new_one() throws IOException {
        test(On.embedded, "--keep").succeeded();
        here.write("app/src/main/resources/db/migration/V20261201000000__more.sql", "create table more (i int);");
        Result changed = test(On.embedded, "--keep")
                .succeeded()
                .says("not reused: what it was created from has changed")
                .says("V20261201000000__more.sql");
        assertTrue(!changed.err().contains(TAKEN), changed::toString);
        here.write("docker/init/x.sql", "select 1;");
        test(On.embedded, "--keep").succeeded().says("what it was created from has changed");
        test(On.embedded, "--keep", "--fresh")
                .succeeded()
                .says("Starting PostgreSQL")
                .says("V20261201000000__more.sql");
        test(On.embedded, "--keep").succeeded().says(TAKEN);
    }

    @Test
    void a_database_that_somebody_made_on_it_is_not_dropped() {
        test(On.embedded, "--keep").succeeded();
        here.manage("-c", "testing", "sql", "-d", "postgres", "create database mine")
                .succeeded();
        test(On.embedded, "--keep").succeeded().says(TAKEN);
        assertEquals("datname\nmine\n", query("select datname from pg_database where datname = 'mine'"));
        here.manage("-c", "testing", "sql", "-d", "postgres", "drop database test with (force)", "create database test")
                .succeeded();
        test(On.embedded, "--keep")
                .exitedWith(1)
                .says("the database test exists on the server already, and this run did not create it");
    }

    @Test
    void one_that_died_is_not_waited_for() throws Exception {
        test(On.embedded, "--keep").succeeded();
        String pid = here.read(".manage/testing-postgres/data/postmaster.pid")
                .lines()
                .findFirst()
                .orElseThrow();
        new ProcessBuilder("kill", "-9", pid).start().waitFor();
        test(On.embedded).succeeded().says("not reused").says("Starting PostgreSQL");
    }

    @Test
    void what_changed_while_the_tests_ran_is_noticed_too() throws IOException {
        here.write("app/src/test/java/com/example/application/ConfigurationTest.java", """
            package com.example.application;
            import java.nio.file.*;
            class ConfigurationTest {
                @org.junit.jupiter.api.Test void writes() throws Exception {
                    Files.writeString(Path.of("src/main/resources/db/migration/V20261201000000__more.sql"), \
            "create table more (i int);");
                }
            }
            """);
        test(On.embedded, "--keep").succeeded();
        test(On.embedded, "--keep")
                .succeeded()
                .says("what it was created from has changed")
                .says("V20261201000000__more.sql");
    }

    @Test
    void a_run_that_could_not_start_leaves_nothing_for_the_next_to_clean_up() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            here.set("POSTGRES_PORT", String.valueOf(taken.getLocalPort()));
            here.manage("--engine", "embedded", "test").exitedWith(3).says("is taken");
        }
        here.set("POSTGRES_PORT", "0");
        Result next = test(On.embedded).succeeded();
        assertTrue(!next.err().contains("cleaning up after it"), next::toString);
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 3,
            of = {
                "embedded | config/testing.json",
                "docker | config/testing.json",
                "docker | docker/testing.yml",
                "docker | config",
                "docker | docker"
            })
    void it_can_be_removed_whatever_has_become_of_the_files(On engine, String moved) throws IOException {
        engine.require();
        test(engine, "--keep").succeeded();
        Files.move(here.directory.resolve(moved), here.directory.resolveSibling("moved"));
        here.manage("--dry-run", "doctor", "--fix").exitedWith(1).doesNotPrint("Removed.");
        here.manage("doctor", "--fix").succeeded().prints("Removed.");
        Files.move(here.directory.resolveSibling("moved"), here.directory.resolve(moved));
        nothingIsLeftHere();
    }

    /** Other checkouts, in which tests run meanwhile, may have something. */
    private void nothingIsLeftHere() {
        Result doctor = here.manage("doctor").succeeded();
        List<String> left = doctor.out()
                .lines()
                .filter(line -> line.startsWith("leftovers"))
                .toList();
        assertTrue(
                left.size() == 1
                        && (left.get(0).contains("Nothing is left of any test run.")
                                || left.get(0).contains(" Another checkout, ")),
                doctor::toString);
    }

    @Test
    void a_signal_after_the_end_is_not_told_of_as_a_failure() throws Exception {
        Path log = here.directory.resolveSibling("log");
        List<String> argv = new ArrayList<>(List.of("env", "--default-signal=INT"));
        argv.addAll(Workspace.argv("manage.java", "--engine", "embedded", "test", "ConfigurationTest", "--keep"));
        Process process = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.readString(log).contains("kept for the next run")) {
            assertTrue(process.isAlive(), Files.readString(log));
            Thread.sleep(2);
        }
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        process.waitFor();
        String output = Files.readString(log);
        assertTrue(!output.contains("could not be removed"), output);
        // what it had to do may have been done by then
        if (process.exitValue() != 0)
            assertTrue(
                    output.contains("interrupted while the run ended; the database is kept for the next run."), output);
        test(On.embedded, "--keep").succeeded().says(TAKEN);
    }
}
