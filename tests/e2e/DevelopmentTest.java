//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.EndToEnd;
import support.On;
import support.Workspace;

/** A developer's day: the database up, created, migrated, asked, the application run. */
class DevelopmentTest extends EndToEnd {

    private static final String MIGRATION = "app/src/main/resources/db/migration/V20261101090000__create_users.sql";

    private On engine;

    @BeforeEach
    void anyPort() {
        here.set("POSTGRES_PORT", "0");
    }

    private void up(On wanted) {
        wanted.start(here);
        engine = wanted;
    }

    @AfterEach
    void down() {
        if (engine != null) engine.stop(here);
    }

    @ParameterizedTest
    @EnumSource
    void the_database_is_created_once_and_migrated(On engine) {
        up(engine);
        here.manage("sql", "select 1")
                .exitedWith(3)
                .says("\"application\" does not exist")
                .says("create-initial-db");
        here.manage("create-initial-db").succeeded().printsExactly("The database application was created.\n");
        here.manage("create-initial-db")
                .succeeded()
                .printsExactly("The database application already exists and was left as it is.\n");
        here.manage("migrate", "validate").exitedWith(1).says("Apply what is pending");
        here.manage("migrate", "info").succeeded().prints("20261101090000").prints("Pending");
        here.manage("flask-equivalent", "migrate")
                .succeeded()
                .prints("V20261101090000__create_users.sql")
                .prints("Applied 1 migration.");
        here.manage("migrate").succeeded().printsExactly("Nothing to do: the database is up to date.\n");
        here.manage("migrate", "validate").succeeded();
        here.manage("migrate", "info").succeeded().prints("Success");
    }

    @ParameterizedTest
    @EnumSource
    void a_migration_that_was_edited_after_it_was_applied_is_found(On engine) throws IOException {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        here.write(MIGRATION, here.read(MIGRATION) + "-- edited\n");
        here.manage("migrate", "validate").exitedWith(1).says("checksum");
        here.manage("migrate").exitedWith(1).says("checksum");
    }

    @ParameterizedTest
    @EnumSource
    void sql_prints_tables_counts_and_errors(On engine) throws IOException {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage(
                        "sql",
                        "create table t (n int, word text); insert into t values (1, 'one'), (20, 'zwölf'), (3, null)",
                        "select * from t order by n",
                        "update t set n = n + 1 where n > 1; delete from t; drop table t")
                .succeeded()
                .printsExactly("""
                    CREATE
                    INSERT 3
                     n  | word
                    ----+--------
                      1 | one
                      3 | (null)
                     20 | zwölf
                    (3 rows)
                    UPDATE 2
                    DELETE 3
                    DROP
                    """);
        here.manage("sql", "create database \"another one\"", "drop database \"another one\"")
                .succeeded();
        here.manage("sql", "-d", "postgres", "select current_database() as here")
                .succeeded()
                .prints(" postgres\n");
        here.manageWithInput("select 1 as one;\n-- two\nselect 2 as two;\n", "sql")
                .succeeded()
                .prints(" one\n")
                .prints(" two\n");
        here.write("script.sql", "select 1;\n\nselect\n  1/0;\n");
        here.manage("sql", "-f", "script.sql")
                .exitedWith(1)
                .says("script.sql, line 3")
                .says("division by zero")
                .says("22012")
                .says("select\n  1/0");
        here.manage("sql", "select 1;\nselect nothing from nowhere")
                .exitedWith(1)
                .says("line 2")
                .says("42P01");
        here.manage("sql", "-f", "missing.sql").exitedWith(2).says("missing.sql cannot be read");
        here.manage("sql", "do $$ begin raise notice 'look: %', 1; end $$")
                .succeeded()
                .says("look: 1")
                .printsExactly("DO\n");
        here.manage("sql", "-- a comment first\nselect 7").succeeded().prints(" 7\n");
        here.manage("sql", "select 'unclosed").exitedWith(1);
    }

    @ParameterizedTest
    @EnumSource
    void both_engines_sort_fold_and_tell_the_time_alike(On engine) {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage(
                        "sql",
                        "select string_agg(x, ' ' order by x) as sorted, lower('ÉÄ') as low, upper('ß' || 'é') as up"
                                + " from unnest(array['b','A','é','a','Z','e','B','z']) x",
                        "show server_encoding",
                        "show timezone")
                .succeeded()
                .prints(" a A b B e é z Z ")
                .prints("éä")
                .prints("É")
                .prints("UTF8")
                .prints("UTC");
    }

    @ParameterizedTest
    @EnumSource
    void each_statement_commits_by_itself(On engine) {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("sql", "create table t (n int); insert into t values (1); select 1/0; insert into t values (2)")
                .exitedWith(1);
        here.manage("sql", "select n from t").succeeded().prints("(1 row)");
        here.manage("sql", "begin; insert into t values (9); rollback; select count(*) as c from t")
                .succeeded()
                .prints(" 1\n");
    }

    @Test
    void compose_gets_every_argument_and_gives_its_exit_code() {
        up(On.docker);
        here.manage(
                        "compose",
                        "exec",
                        "-T",
                        "db",
                        "sh",
                        "-c",
                        "printf '%s|' \"$@\"; exit 9",
                        "sh",
                        "a  b",
                        "$HOME",
                        "é",
                        "--",
                        "-c",
                        "*")
                .exitedWith(9)
                .printsExactly("a  b|$HOME|é|--|-c|*|");
        here.manageWithInput(
                        "select 'through the ' || 'pipe';",
                        "compose",
                        "exec",
                        "-T",
                        "db",
                        "psql",
                        "-U",
                        "postgres",
                        "-At")
                .succeeded()
                .printsExactly("through the pipe\n");
        here.manage("compose", "--help").succeeded().prints("docker compose");
        here.manage("-n", "compose", "up", "-d", "--scale", "web=2").succeeded().prints(" up -d --scale web=2\n");
    }

    @Test
    void the_application_is_reached_in_its_container_and_follows_its_sources() throws Exception {
        On.docker.require();
        engine = On.docker;
        Set<Path> files = files();
        here.manage("compose", "up", "-d", "--build").succeeded();
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        assertEquals("Hello, World!", get("http://127.0.0.1:5000/", 30));
        assertEquals("[]", get("http://127.0.0.1:5000/users", 5));
        Path log = here.folder.resolveSibling("log");
        Process watch = here.builder(Workspace.argv("manage.java", "compose", "watch"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            until(() -> Files.readString(log).toLowerCase().contains("watch enabled"));
            Thread.sleep(1000);
            here.replace("app/src/main/java/com/example/application/HttpApi.java", "Hello, World!", "Hello, watcher!");
            until(() -> get("http://127.0.0.1:5000/", 60).equals("Hello, watcher!"));
        } finally {
            watch.destroy();
            watch.waitFor(60, TimeUnit.SECONDS);
        }
        assertEquals(files, files());
        here.manage("compose", "down", "-v", "--rmi", "local", "--timeout", "1").succeeded();
    }

    /** What is in the working copy, but for manage.java's own. */
    private Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(here.folder)) {
            return all.filter(file -> !file.startsWith(here.folder.resolve(".manage")))
                    .collect(Collectors.toSet());
        }
    }

    private static void until(Callable<Boolean> there) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3); !there.call(); Thread.sleep(300))
            assertTrue(System.nanoTime() < end, "not within three minutes");
    }

    @ParameterizedTest
    @EnumSource
    void the_application_runs_in_the_foreground_until_it_is_interrupted(On engine) throws Exception {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        List<String> argv = Workspace.argv("manage.java", "flask-equivalent", "run", "--port", "5077");
        Process process = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(here.folder.resolveSibling("log").toFile())
                .start();
        try {
            assertEquals("Hello, World!", get("http://127.0.0.1:5077/", 120));
            assertEquals("[]", get("http://127.0.0.1:5077/users", 10));
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
    }

    @Test
    void the_embedded_server_keeps_its_data() {
        here.manage("postgres", "status").exitedWith(1).prints("not running");
        up(On.embedded);
        here.manage("postgres", "start").succeeded().prints("runs already at");
        here.manage("postgres", "status").succeeded();
        here.manage("create-initial-db").succeeded();
        here.manage("sql", "create table kept (n int)").succeeded();
        here.manage("postgres", "stop").succeeded();
        here.manage("postgres", "stop").succeeded().prints("was not running");
        here.manage("sql", "select 1").exitedWith(3).says("no PostgreSQL of the environment development is running");
        here.manage("postgres", "start").succeeded();
        here.manage("sql", "select * from kept").succeeded().prints("(0 rows)");
    }

    @ParameterizedTest
    @EnumSource
    void maven_is_told_the_port_of_the_server_that_runs(On engine) throws IOException {
        String[] port = {"mvn", "-q", "-B", "help:evaluate", "-Dexpression=env.POSTGRES_PORT", "-DforceStdout"};
        // this Maven resets the colours of a terminal that is none
        assertEquals("0", here.manage(port).succeeded().out().replaceAll("\u001b\\[\\d*m", ""));
        up(engine);
        new Socket(
                        "127.0.0.1",
                        Integer.parseInt(here.manage(port).succeeded().out().replaceAll("\u001b\\[\\d*m", "")))
                .close();
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_trusts_asks_for_no_password(On engine) {
        here.set("POSTGRES_HOST_AUTH_METHOD", "trust");
        up(engine);
        here.set("POSTGRES_PASSWORD", "whatever");
        here.manage("sql", "-d", "postgres", "select 'come in'").succeeded().prints("come in");
    }

    @Test
    void a_wrong_password_is_refused_by_both_engines_alike() {
        for (On each : On.values()) {
            if (!each.works()) continue;
            up(each);
            here.set("POSTGRES_PASSWORD", "wrong");
            here.manage("sql", "-d", "postgres", "select 1").exitedWith(3).says("password authentication failed");
            here.set("POSTGRES_PASSWORD", "postgres");
            down();
        }
        engine = null;
    }

    private static String get(String url, int seconds) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            try {
                return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                if (System.nanoTime() > end) throw e;
                Thread.sleep(200);
            }
        }
    }
}
