//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.DevelopmentServer;
import support.On;
import support.OnEngines;

/** A developer's day: the database up, created, migrated, and reached. */
class DevelopmentTest extends DevelopmentServer {

    private static final String MIGRATION = "app/src/main/resources/db/migration/V20261101090000__create_users.sql";

    @ParameterizedTest
    @OnEngines
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
    @OnEngines
    @Tag("all")
    void a_migration_that_was_edited_after_it_was_applied_is_found(On engine) throws IOException {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        here.write(MIGRATION, here.read(MIGRATION) + "-- edited\n");
        here.manage("migrate", "validate").exitedWith(1).says("checksum");
        here.manage("migrate").exitedWith(1).says("checksum");
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
    @Tag("all")
    @Tag("sampled")
    void the_embedded_server_keeps_its_data() {
        here.manage("postgres", "status").exitedWith(1).prints("not running");
        up(On.embedded);
        here.manage("postgres", "start").succeeded().prints("is running already at");
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
    @OnEngines
    @Tag("all")
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
    @OnEngines
    @Tag("all")
    void a_server_that_trusts_asks_for_no_password(On engine) {
        here.set("POSTGRES_HOST_AUTH_METHOD", "trust");
        up(engine);
        here.set("POSTGRES_PASSWORD", "whatever");
        here.manage("sql", "-d", "postgres", "select 'come in'").succeeded().prints("come in");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
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
}
