//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.DevelopmentServer;
import support.On;
import support.Result;

/** The application logs in as a role that owns nothing: what it may not do in production, its tests may not do. */
class ApplicationRoleTest extends DevelopmentServer {

    private static final String PASSWORD = "{\"name\": \"APPLICATION_PASSWORD\", \"value\": \"application\"}";
    private static final String DENIED = "permission denied";
    private static final String MIGRATION = """
        CREATE TABLE granted (n int);
        CREATE TABLE ungranted (n int);
        CREATE TABLE tenants (name text);
        ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
        GRANT SELECT, INSERT ON granted, tenants TO PUBLIC;
        """;
    private static final String TESTS = """
        package com.example.application;
        import java.sql.SQLException;
        import javax.sql.DataSource;
        import org.junit.jupiter.api.Test;
        import org.junit.jupiter.api.extension.ExtendWith;
        @ExtendWith(TestDatabase.class)
        class ForgottenTest {
            @Test
            void nothing(DataSource database) throws SQLException {
                run(database, "INSERT INTO granted VALUES (1)");
            }
            @Test
            void a_grant(DataSource database) throws SQLException {
                run(database, "INSERT INTO ungranted VALUES (1)");
            }
            @Test
            void a_policy(DataSource database) throws SQLException {
                run(database, "INSERT INTO tenants VALUES ('one')");
            }
            private static void run(DataSource database, String sql) throws SQLException {
                try (var c = database.getConnection(); var s = c.createStatement()) {
                    s.execute(sql);
                }
            }
        }
        """;

    @Test
    @Tag("all")
    void a_forgotten_grant_and_a_forgotten_policy_are_red_with_it_and_green_without() throws IOException {
        here.write("app/src/main/resources/db/migration/V20261201000000__more.sql", MIGRATION)
                .write("app/src/test/java/com/example/application/ForgottenTest.java", TESTS);
        here.replace(
                "config/testing.json",
                PASSWORD,
                PASSWORD + ", {\"name\": \"APPLICATION_GRANTS\", \"value\": \"none\"}");
        Result red = here.manage("test", "ForgottenTest", "--no-coverage")
                .exitedWith(1)
                .prints(DENIED + " for table ungranted")
                .prints("violates row-level security policy for table \"tenants\"")
                .says("1 passed, 2 failed");
        assertFalse(red.err().contains("are not tested"), red::toString);
        here.replace("config/testing.json", "APPLICATION_USER", "APPLICATION_NOBODY");
        here.manage("test", "ForgottenTest", "--no-coverage")
                .succeeded()
                .says("the row-security policies of tenants are not tested: the tests connect as \"postgres\"");
    }

    /** All statements, whatever becomes of them. */
    private Result asApplication(String... statements) {
        here.set("POSTGRES_USER", "application").set("POSTGRES_PASSWORD", "application");
        Result result =
                here.manage(Stream.concat(Stream.of("--yes", "sql", "--on-error", "continue"), Stream.of(statements))
                        .toArray(String[]::new));
        here.unset("POSTGRES_USER");
        here.unset("POSTGRES_PASSWORD");
        return result;
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void it_reads_and_writes_what_the_migrations_make_and_owns_nothing() {
        up(On.embedded);
        here.manage("create-initial-db").succeeded().printsExactly("The database application was created.\n");
        here.manage("migrate").succeeded();
        asApplication("insert into users (email) values ('a@b.c') returning id").succeeded();
        asApplication("create table mine (i int)", "drop table users", "copy users to program 'true'")
                .exitedWith(1)
                .says(DENIED + " for schema public")
                .says("must be owner of table users")
                .says(DENIED + " to COPY to or from an external program");
        here.manage("sql", "alter role application bypassrls", "revoke delete on users from application")
                .succeeded();
        here.manage("create-initial-db").succeeded();
        asApplication("delete from users", "select rolbypassrls from pg_roles where rolname = current_user")
                .exitedWith(1)
                .says(DENIED + " for table users")
                .prints(" f");
        here.manage("--yes", "db", "reset").succeeded();
        asApplication("delete from users").succeeded();
        onAServerOfOthersTheStatementsArePrinted();
    }

    /** What is exported is the address of a server that is not started here. */
    private void onAServerOfOthersTheStatementsArePrinted() {
        String[] rows = here.manage(
                        "sql",
                        "-d",
                        "postgres",
                        "--format",
                        "csv",
                        "drop database application with (force)",
                        "drop role application",
                        "show port")
                .succeeded()
                .out()
                .split("\n");
        here.set("POSTGRES_PORT", rows[rows.length - 1]);
        Result printed = here.manage("create-initial-db")
                .succeeded()
                .says("the role \"application\" is not created")
                .prints("CREATE ROLE \"application\" LOGIN NOSUPERUSER NOBYPASSRLS");
        String statements = printed.out().lines().skip(1).reduce("", String::concat);
        here.manage("--yes", "sql", statements.replace("***", "application"), "create table later (n int)")
                .succeeded();
        asApplication("insert into later values (1)").succeeded();
        here.set("POSTGRES_PORT", "0");
    }
}
