//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.server.ComposeCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import support.Leftovers;
import support.On;
import support.Result;
import support.Workspace;

/** {@code scenario}: several throw-away databases at once, with data that comes from files and goes back to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioTest {

    private static final String COUNT = "select count(*) as n from users";

    private Workspace here;
    private Leftovers before;
    private List<String> direct;

    @BeforeAll
    void start() throws IOException {
        before = Leftovers.now();
        here = Workspace.ofRepository();
        here.run(List.of("git", "init", "-q"), "").succeeded();
        // builds the script, which JBang does not expect to be asked for by several at once
        here.manage("scenario", "list").succeeded().prints("many_users  -");
        String classPath = here.run(Workspace.argv("info", "classpath", "tasks/scenario.java"), "")
                .succeeded()
                .out()
                .strip();
        direct = List.of(Workspace.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, "scenario");
    }

    /**
     * {@code manage.java scenario ARGS} without the two seconds that JBang takes; what users type is tried with several
     * at once.
     */
    private Result scenario(String... arguments) {
        List<String> argv = new ArrayList<>(direct);
        argv.addAll(List.of(arguments));
        return here.run(argv, "");
    }

    /** Whatever became of a test, the next one begins with none. */
    @AfterEach
    void none_is_left() throws IOException {
        export("", "localhost", "0");
        String[] state = here.folder
                .resolve(".manage")
                .toFile()
                .list((folder, file) ->
                        file.matches("scenario\\+.*(\\.run|-postgres)") && new java.io.File(folder, file).length() > 0);
        if (state != null && state.length > 0) scenario("down", "--all").succeeded();
        for (String file : List.of("slow.sql", "broken.sql", "broken.java", "rich.sql", "Upper.sql"))
            here.deleteIfThere("app/scenarios/" + file);
        here.deleteIfThere("app/src/main/resources/db/migration/V20261201000000__rich.sql");
    }

    @AfterAll
    void stop() throws IOException {
        before.assertNothingNew(here.folder);
        here.delete();
    }

    private Result up(On engine, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--engine", engine.name(), "up", name));
        arguments.addAll(List.of(more));
        return scenario(arguments.toArray(String[]::new));
    }

    private String query(String name, String sql) {
        return here.manage("-c", "scenario+" + name, "sql", "--format", "csv", sql)
                .succeeded()
                .out()
                .replaceFirst("^.*\n", "")
                .strip();
    }

    private static String line(Result up, String label) {
        Matcher line = Pattern.compile("(?m)^  " + label + " +(.*?)( +#.*)?$").matcher(up.out());
        assertTrue(line.find(), up::toString);
        return line.group(1);
    }

    /** The process, and the file that it writes to. */
    private Process started(Path log, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
        argv.addAll(Workspace.argv("manage.java", arguments));
        return here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private Path log(String name) {
        return here.folder.resolveSibling(name + ".log");
    }

    @Test
    void three_at_once_while_the_tests_run() throws Exception {
        On.docker.require();
        here.write("app/scenarios/broken.sql", "insert into users (email) values ('only@one.com');");
        export("somebodys", "192.0.2.1", "1");
        Map<String, Process> running = new LinkedHashMap<>();
        List<String> names = List.of("users", "many_users", "broken");
        for (String name : names) running.put(name, started(log(name), "scenario", "up", name));
        export("", "localhost", "0");
        Result tests = here.manage("test", "UserRepositoryTest", "--no-coverage");
        export("somebodys", "192.0.2.1", "1");
        for (var each : running.entrySet()) {
            assertTrue(each.getValue().waitFor(3, TimeUnit.MINUTES));
            assertEquals(0, each.getValue().exitValue(), () -> said(each.getKey()));
        }
        tests.says(" passed, 0 failed");
        assertEquals(
                List.of("3", "100000", "1"),
                names.stream().map(name -> query(name, COUNT)).toList());
        Result again = here.manage("scenario", "up", "users").succeeded().prints("The scenario users runs already.");
        printedLinesWork(again);
        Result list = here.manage("scenario", "list").succeeded();
        for (String name : names)
            assertTrue(
                    Pattern.compile("(?m)^" + name
                                    + " +running +docker +127\\.0\\.0\\.1 +\\d+ +\\d+ (s|min) +\\d.* MB +app/scenarios/"
                                    + name)
                            .matcher(list.out())
                            .find(),
                    list::toString);
        here.manage("-n", "scenario", "down", "users").succeeded().prints("-users down --volumes ");
        here.manage("scenario", "down", "users").succeeded().printsExactly("The scenario users was removed.\n");
        here.manage("scenario", "down", "users").succeeded().printsExactly("The scenario users was not there.\n");
        assertEquals("1", query("broken", COUNT));
        // somebody may empty .manage, and a machine may be started anew
        Workspace.delete(here.folder.resolve(".manage"));
        here.manage("scenario", "up", "broken").succeeded().prints("runs already");
        here.manage("doctor").succeeded();
        docker("stop", "-t", "1", container("broken"));
        assertTrue(Pattern.compile("(?m)^broken +stopped +docker ")
                .matcher(here.manage("scenario", "list").succeeded().out())
                .find());
        here.manage("scenario", "psql", "broken").exitedWith(3).says("manage.java scenario up broken");
        here.manage("scenario", "up", "broken").succeeded().prints("had been stopped, and runs again");
        assertEquals("1", query("broken", COUNT));
        here.manage("scenario", "down", "--all")
                .succeeded()
                .prints("The scenario many_users was removed.")
                .prints("The scenario broken was removed.");
        assertEquals("", docker("ps", "-aq", "--filter", "label=com.docker.compose.project=" + project("many_users")));
    }

    /** What a developer's shell may hold, and what leads elsewhere. */
    private void export(String project, String host, String port) {
        here.set("COMPOSE_PROJECT_NAME", project).set("POSTGRES_HOSTNAME", host).set("POSTGRES_PORT", port);
    }

    private String project(String name) {
        return ComposeCommands.projectName(here.folder, "scenario+" + name);
    }

    private String container(String name) throws Exception {
        return project(name) + "-db-1";
    }

    private static String docker(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    /** In a shell, as they stand; what may be missing on a machine is a psql on the PATH. */
    private void printedLinesWork(Result up) throws IOException {
        here.run(List.of("sh", "-c", line(up, "SQL")), "").succeeded().prints("(1 row)");
        here.run(List.of("sh", "-c", line(up, "prompt")), COUNT + ";\n")
                .succeeded()
                .prints(" 3\n");
        if (!up.out().contains("there is no psql"))
            here.run(List.of("sh", "-c", "PGPASSWORD=postgres " + line(up, "psql")), COUNT + ";\n")
                    .succeeded()
                    .prints(" 3\n");
        assertEquals(
                "jdbc:postgresql://" + line(up, "host") + ":" + line(up, "port") + "/application?user=postgres",
                line(up, "JDBC"));
        assertTrue(line(up, "remove").endsWith(" scenario down users"));
        assertTrue(!up.out().contains("postgres:postgres"), "a password");
    }

    private String said(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void on_an_embedded_server() throws IOException {
        Result up = up(On.embedded, "users")
                .succeeded()
                .prints("The scenario users runs.")
                .says("Loading app/scenarios/users.sql");
        printedLinesWork(up);
        up(On.embedded, "many_users").succeeded().says("many_users: 100000 users");
        assertEquals("100000", query("many_users", COUNT));
        String digest = query("many_users", "select md5(string_agg(email, ',' order by id)) from users");
        scenario(
                        "exec",
                        "many_users",
                        "--",
                        "sh",
                        "-c",
                        "echo $APPLICATION_SCENARIO_NAME $APPLICATION_CONFIG; [ $PGPORT = $POSTGRES_PORT ]")
                .succeeded()
                .printsExactly("many_users scenario\n");
        here.manage("-c", "scenario+users", "migrate", "info").succeeded().prints("Success");
        Result list = scenario("list", "--format", "json")
                .succeeded()
                .prints("\"state\" : \"running\"")
                .prints("\"engine\" : \"embedded\"")
                .prints("\"port\" : " + line(up, "port"));
        assertTrue(list.out().contains("app/scenarios/many_users.java"), list::toString);
        // the generated users are the same ones every time
        up(On.embedded, "many_users", "--fresh").succeeded().prints("The scenario many_users runs.");
        assertEquals(digest, query("many_users", "select md5(string_agg(email, ',' order by id)) from users"));
        // and so are those that were saved
        scenario("save", "many_users", "--as", "broken").succeeded().printsExactly("app/scenarios/broken.sql\n");
        up(On.embedded, "broken").succeeded();
        assertEquals(digest, query("broken", "select md5(string_agg(email, ',' order by id)) from users"));
        scenario("down", "--all").succeeded();
        here.write("app/scenarios/Upper.sql", "");
        scenario("list")
                .succeeded()
                .prints("users       -")
                .doesNotPrint("running")
                .says("app/scenarios/Upper.sql is left out: a scenario's name has lower-case letters");
    }

    @ParameterizedTest
    @EnumSource
    void data_that_fails_leaves_nothing(On engine) throws IOException {
        engine.require();
        here.write(
                "app/scenarios/broken.sql",
                "insert into users (email) values ('a@b.c');\ninsert into users (mail) values ('x');\n");
        up(engine, "broken")
                .exitedWith(1)
                .says("manage: app/scenarios/broken.sql, line 2: column \"mail\"")
                .says("The scenario broken is removed again.");
        scenario("list").succeeded().doesNotPrint("running").doesNotPrint("unfinished");
        here.write("app/scenarios/broken.sql", "select 1;\n\\copy users from x\n");
        Result refused = up(engine, "broken").exitedWith(1).says("broken.sql, line 2: \\copy is a command of psql");
        assertTrue(!refused.err().contains("Starting PostgreSQL"), refused::toString);
        here.deleteIfThere("app/scenarios/broken.sql")
                .write(
                        "app/scenarios/broken.java",
                        "public class broken { public static void main(String[] a) {"
                                + " System.exit(System.getenv(\"APPLICATION_SCENARIO_NAME\").length()); } }");
        up(engine, "broken")
                .exitedWith(1)
                .says("app/scenarios/broken.java ended with 6")
                .says("is removed again");
        here.write("app/scenarios/broken.sql", "");
        up(engine, "broken").exitedWith(2).says("is there twice: app/scenarios/broken.java, app/scenarios/broken.sql");
        assertTrue(Files.notExists(here.folder.resolve(".manage/scenario+broken-postgres")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up | scenario up wants a NAME | There are: many_users, users (app/scenarios/NAME.sql or .java).",
                "up nobody | there is no scenario nobody | There are: many_users, users",
                "down nobody | there is no scenario nobody | There are: many_users, users",
                "up ../users | \"../users\" is no name for a scenario | lower-case letters, digits, _ and -",
                "up Users | \"Users\" is no name | lower-case",
                "up -- -x | \"-x\" is no name | lower-case",
                "save users --as a/b | \"a/b\" is no name | lower-case",
                "psql users | no PostgreSQL of the environment scenario+users is running | manage.java scenario up"
                        + " users",
                "exec users | exec wants a program | scenario exec users -- COMMAND",
                "down --all users | a NAME or --all | --help",
                "frob | frob | --help",
            })
    void wrong_usage_is_told(String line, String message, String advice) {
        Result result = scenario(line.split(" ")).says(message).says(advice);
        assertTrue(result.code() == 2 || line.startsWith("psql") && result.code() == 3, result::toString);
    }

    @Test
    void a_dry_run_starts_nothing() throws IOException {
        scenario("-n", "up", "users")
                .succeeded()
                .prints("docker compose -p " + project("users") + " -f ")
                .prints("CREATE DATABASE \"application\";")
                .prints("INSERT INTO users")
                .prints("V20261101090000__create_users.sql");
        scenario("-n", "up", "many_users").succeeded().prints("app/scenarios/many_users.java");
        scenario("-n", "save", "users").succeeded().printsExactly("would write app/scenarios/users.sql\n");
        here.manage("-n", "-c", "scenario+users", "compose", "logs").succeeded().prints("-p " + project("users") + " ");
    }

    @Test
    void a_file_that_cannot_be_had_back_is_not_overwritten() throws IOException {
        String original = here.read("app/scenarios/users.sql");
        up(On.embedded, "users").succeeded();
        here.manage("-c", "scenario+users", "sql", "insert into users (email) values ('new@example.com')")
                .succeeded();
        Result again = scenario("up", "users").succeeded().prints("runs already");
        assertTrue(!again.err().contains("has changed since"), again::toString);
        scenario("save", "users")
                .exitedWith(2)
                .says("this overwrites app/scenarios/users.sql, which git does not have as it is");
        assertEquals(original, here.read("app/scenarios/users.sql"));
        scenario("save", "users", "--as", "many_users")
                .exitedWith(2)
                .says("app/scenarios/many_users.sql takes the place of app/scenarios/many_users.java, which is"
                        + " deleted");
        assertTrue(Files.notExists(here.folder.resolve("app/scenarios/many_users.sql")));
        here.run(List.of("git", "add", "app"), "").succeeded();
        here.run(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x"), "")
                .succeeded();
        scenario("save", "users").succeeded().printsExactly("app/scenarios/users.sql\n");
        assertTrue(
                here.read("app/scenarios/users.sql").contains("\n4\tnew@example.com\n"),
                here.read("app/scenarios/users.sql"));
        scenario("save", "users").succeeded().printsExactly("app/scenarios/users.sql is as it was.\n");
        scenario("up", "users")
                .succeeded()
                .prints("runs already")
                .says("what the scenario users is made from has changed since");
        here.manage("-c", "scenario+users", "sql", "delete from users where id = 4")
                .succeeded();
        scenario("save", "users", "--force").succeeded();
        here.write("app/scenarios/users.sql", original);
    }

    private static final String RICH = """
        create schema "Odd One";
        create table country (code text primary key, name text not null);
        insert into country values ('de', 'Germany'), ('fr', 'France');
        create table "Odd One"."a table" (id int generated always as identity primary key, "some text" text, raw bytea, at timestamptz, doubled int generated always as (id * 2) stored, country text references country);
        create table a_child (id serial primary key, parent int not null references "Odd One"."a table", list text[], doc jsonb);
        create table tree (id int primary key, up int references tree);
        create table hen (id int primary key, egg int);
        create table egg (id int primary key, hen int references hen);
        alter table hen add foreign key (egg) references egg;
        create table parts (id int, day date) partition by range (day);
        create table parts_old partition of parts for values from (minvalue) to ('2026-01-01');
        create table parts_new partition of parts for values from ('2026-01-01') to (maxvalue);
        create table log (what text);
        create function note() returns trigger language plpgsql as $$ begin insert into log values (new.code); return new; end $$;
        create trigger noted after insert on country for each row execute function note();
        create materialized view many as select count(*) as n from a_child;
        """;

    @Test
    void what_is_saved_loads_again_whatever_refers_to_what() throws IOException {
        here.write("app/src/main/resources/db/migration/V20261201000000__rich.sql", RICH)
                .write("app/scenarios/rich.sql", """
                    delete from country where code = 'fr';
                    insert into country values ('it', e'It\\\\al\\ty\\n\\\\.');
                    insert into "Odd One"."a table" ("some text", raw, at, country) values ('', '\\xff00', '2026-01-31 12:00+05', 'it'), (null, null, 'infinity', 'de');
                    insert into a_child (parent, list, doc) values (2, '{"a,b",null}', '{"k": "zwölf"}'), (1, '{}', 'null');
                    insert into tree values (2, 2), (1, 2);
                    begin;
                    insert into hen values (1, null);
                    insert into egg values (1, 1);
                    update hen set egg = 1;
                    commit;
                    insert into parts values (1, '2025-05-05'), (2, '2026-05-05');
                    select setval('a_child_id_seq', 77);
                    refresh materialized view many;
                    create table of_its_own (i int);
                    """);
        String all = "select (select string_agg(x::text, ';') from (select * from country order by code) x), (select"
                + " string_agg(x::text, ';') from (select * from \"Odd One\".\"a table\" order by id) x), (select"
                + " string_agg(x::text, ';' order by id) from a_child x), (select string_agg(x::text, ';' order by"
                + " id) from tree x), (select string_agg(x::text, ';') from hen x), (select string_agg(x::text,"
                + " ';') from egg x), (select string_agg(x::text, ';' order by id) from parts x), (select count(*)"
                + " from only parts_new), (select string_agg(x::text, ';') from log x), (select n from many),"
                + " (select last_value from a_child_id_seq)";
        up(On.embedded, "rich").succeeded();
        String wanted = query("rich", all);
        assertTrue(wanted.contains("zwölf") && wanted.contains("infinity") && wanted.endsWith(",77"), wanted);
        scenario("save", "rich", "--as", "slow")
                .succeeded()
                .says("left out, because no migration makes it: public.of_its_own");
        up(On.embedded, "slow").succeeded();
        assertEquals(wanted, query("slow", all));
        assertEquals("3", query("slow", "insert into \"Odd One\".\"a table\" (country) values ('it') returning id"));
        // a table that a later migration drops
        here.write(
                "app/src/main/resources/db/migration/V20261201000000__rich.sql",
                RICH.replace(
                        "create table tree (id int primary key, up", "create table tree (id int primary key, below"));
        scenario("save", "rich", "--force")
                .exitedWith(1)
                .says("does not load into what the migrations make")
                .says("migrate info");
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupt_removes_what_was_begun_and_a_killed_one_is_found(On engine) throws Exception {
        engine.require();
        here.write("app/scenarios/slow.sql", "select pg_sleep(60);");
        Process process = started(log("slow"), "--engine", engine.name(), "scenario", "up", "slow");
        until(process, "Loading");
        Result second = up(engine, "slow").exitedWith(3).says("scenario+slow is being made or removed: process ");
        assertTrue(!second.err().contains("removed again"), second::toString);
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(130, process.exitValue(), said("slow"));
        assertTrue(
                said("slow")
                        .contains("manage: interrupted while loading app/scenarios/slow.sql; the scenario slow is"
                                + " removed."),
                said("slow"));
        scenario("list").succeeded().doesNotPrint("unfinished");

        process = started(log("slow"), "--engine", engine.name(), "scenario", "up", "slow");
        until(process, "Loading");
        process.descendants()
                .filter(child -> child.info().commandLine().orElse("").matches(".*[ /]scenario --engine.* up slow"))
                .forEach(ProcessHandle::destroyForcibly);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        scenario("list").succeeded().prints("unfinished");
        here.manage("doctor").exitedWith(1).prints("of a scenario that was not finished");
        here.write("app/scenarios/slow.sql", "select 1;");
        up(engine, "slow").succeeded().says("The scenario slow was not finished; cleaning up after it.");
        here.manage("doctor").succeeded();
    }

    private void until(Process process, String text) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                !said("slow").contains(text);
                Thread.sleep(20)) {
            if (!process.isAlive() || System.nanoTime() > end)
                throw new AssertionError("never seen: " + text + "\n" + said("slow"));
        }
        Thread.sleep(500);
    }
}
