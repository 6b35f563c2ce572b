//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Result;

/** Migrations from the first to the last, with Flyway's words and with those of Flask. */
class MigrateTest extends EndToEnd {

    private static final String DB = "app/src/main/resources/db/";
    private static final String DIRECTORY = DB + "migration/";
    private static final String FIRST = "20261101090000";

    @BeforeEach
    void start() throws IOException {
        here.replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", "embedded");
        here.manage("postgres", "start").succeeded();
        here.manage("create-initial-db").succeeded();
    }

    @AfterEach
    void stop() {
        here.manage("postgres", "stop").succeeded();
    }

    private String query(String sql) {
        return here.manage("sql", "--format", "csv", sql).succeeded().out();
    }

    @Test
    void up_to_a_version_info_and_the_gate() throws IOException {
        here.write(DIRECTORY + "V20270101000000__second.sql", "create table second (i int);");
        here.manage("migrate", "up", "--to", FIRST)
                .succeeded()
                .prints("create_users.sql")
                .prints("Applied 1 migration.");
        here.manage("migrate", "info", "--exit-code").exitedWith(1).prints("Pending");
        here.manage("migrate", "info", "--format", "json")
                .succeeded()
                .prints("\"version\" : \"20270101000000\"")
                .prints("\"state\" : \"Pending\"");
        here.manage("-n", "migrate").succeeded().printsExactly("would apply: V20270101000000__second.sql\n");
        here.manage("migrate")
                .succeeded()
                .prints("V20270101000000__second.sql  ")
                .prints(" ms");
        here.manage("migrate", "info", "--exit-code").succeeded();
        here.manage("migrate", "up", "--to", "first").exitedWith(2).says("is not a version of a migration");
    }

    @Test
    @Tag("all")
    void an_older_migration_of_a_merged_branch_is_applied_and_pointed_out() throws IOException {
        here.manage("migrate").succeeded();
        here.write(DIRECTORY + "V20260601000000__from_a_branch.sql", "create table branch (i int);");
        here.manage("migrate")
                .succeeded()
                .prints("V20260601000000__from_a_branch.sql")
                .prints("(out of order: " + FIRST + " was applied before it)");
        here.manage("migrate", "validate").succeeded();
        here.manage("migrate", "info").succeeded().prints("Out of Order");
    }

    @Test
    @Tag("sampled")
    void an_index_can_be_made_concurrently_and_repeatable_ones_callbacks_and_placeholders_work() throws IOException {
        here.write(
                        DIRECTORY + "V20270101000000__index.sql",
                        "CREATE INDEX CONCURRENTLY users_lower ON users (lower(email));")
                .write(DIRECTORY + "R__views.sql", "CREATE OR REPLACE VIEW emails AS SELECT email FROM users;")
                .write(
                        DIRECTORY + "afterMigrate.sql",
                        "CREATE TABLE IF NOT EXISTS called_back (at timestamptz default now()); INSERT INTO"
                                + " called_back DEFAULT VALUES;")
                .write(
                        DIRECTORY + "V20270102000000__placeholder.sql",
                        "COMMENT ON TABLE users IS 'of ${application_db}';")
                .replace(
                        "config/development.json",
                        "[",
                        "[{\"name\": \"FLYWAY_PLACEHOLDERS_APPLICATION_DB\", \"value\": \"${APPLICATION_DB}\"},");
        here.manage("migrate")
                .succeeded()
                .prints("V20270101000000__index.sql")
                .prints("R__views.sql")
                .prints("Applied 4 migrations.");
        assertEquals("count\n1\n", query("select count(*) from pg_indexes where indexname = 'users_lower'"));
        assertEquals("count\n1\n", query("select count(*) from called_back"));
        assertEquals("obj_description\nof application\n", query("select obj_description('users'::regclass)"));
        here.replace(DIRECTORY + "R__views.sql", "email FROM", "email, id FROM");
        here.manage("migrate").succeeded().prints("R__views.sql").prints("Applied 1 migration.");
        here.write(
                DIRECTORY + "V20270103000000__mixed.sql",
                "create table x (i int); create index concurrently x_i on x (i);");
        here.manage("migrate").exitedWith(1).says("a migration of its own");
    }

    @Test
    @Tag("all")
    void no_other_variable_comes_into_a_migration() throws IOException {
        here.write(
                DIRECTORY + "V20270101000000__password.sql", "create table p as select '${POSTGRES_PASSWORD}' as p;");
        here.manage("migrate")
                .exitedWith(1)
                .says("the migrations use ${POSTGRES_PASSWORD}, which has no value")
                .says("\"FLYWAY_PLACEHOLDERS_POSTGRES_PASSWORD\"");
        here.write(DIRECTORY + "V20270101000000__password.sql", "create table p as select '${A.B}' as p;");
        here.manage("migrate").exitedWith(1).says("${A.B}, which has no value").says("FLYWAY_PLACEHOLDER_REPLACEMENT");
        here.replace(
                "config/development.json", "[", "[{\"name\": \"FLYWAY_PLACEHOLDER_REPLACEMENT\", \"value\": false},");
        here.manage("migrate").succeeded();
        assertEquals("p\n${A.B}\n", query("select p from p"));
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void migrations_and_callbacks_in_java_work_when_they_are_compiled() throws IOException {
        here.write("app/src/main/java/db/migration/V20270101000000__FromJava.java", """
            package db.migration;
            public class V20270101000000__FromJava extends org.flywaydb.core.api.migration.BaseJavaMigration {
                @Override
                public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
                    try (var statement = context.getConnection().createStatement()) {
                        statement.execute("create table from_java (i int)");
                    }
                }
            }
            """);
        here.manage("migrate").exitedWith(1).says("is not compiled").says("manage.java mvn compile");
        here.manage("mvn", "-q", "-B", "compile").succeeded();
        here.manage("migrate").succeeded().prints("FromJava");
        assertEquals("to_regclass\nfrom_java\n", query("select to_regclass('from_java')"));
        here.manage("test", "ConfigurationTest")
                .succeeded()
                .says("Compiling, because there are migrations in Java")
                .says("FromJava");
    }

    @Test
    void baseline_repair_and_clean() throws IOException {
        here.manage("sql", "create table users (id bigint primary key, email text)")
                .succeeded();
        here.manage("migrate")
                .exitedWith(1)
                .says("is not empty, and no migration was ever applied to it")
                .says("migrate baseline VERSION");
        here.manage("migrate", "baseline", FIRST).succeeded();
        here.manage("migrate").succeeded().prints("Nothing to do");
        here.manage("migrate", "clean")
                .exitedWith(2)
                .says("this drops everything in the database application")
                .says("--yes");
        here.manage("--yes", "migrate", "clean").succeeded().prints("Emptied: public");
        here.manage("migrate").succeeded().prints("Applied 1 migration.");
        here.replace(DIRECTORY + "V" + FIRST + "__create_users.sql", "users", "users  ");
        here.manage("migrate", "validate").exitedWith(1).says("do not agree").says("migrate repair");
        here.manage("migrate").exitedWith(1).says("do not agree");
        here.manage("migrate", "repair").succeeded();
        here.manage("migrate", "validate").succeeded();
        here.write("config/production.json", here.read("config/development.json"));
        here.manage("-c", "production", "migrate", "clean")
                .exitedWith(2)
                .says("this is production")
                .says("--yes");
    }

    @Test
    void reset_seed_url_and_diagram() throws IOException {
        here.write(DB + "seed.sql", "insert into users (email) values ('seed@example.com');");
        here.manage("db", "reset")
                .exitedWith(2)
                .says("this drops the database application")
                .says("--yes");
        here.manage("--yes", "db", "reset")
                .succeeded()
                .prints("Seeded with")
                .prints("The database application was created again.");
        assertEquals("email\nseed@example.com\n", query("select email from users"));
        String password = "postgres";
        Result url = here.manage("db", "url")
                .succeeded()
                .prints("jdbc:postgresql://")
                .prints("password=***")
                .prints("postgresql://postgres:***@");
        assertTrue(!url.out().contains(":" + password + "@"), url::toString);
        here.manage("db", "url", "--show-password").succeeded().prints("password=" + password);
        here.manage("db", "diagram")
                .succeeded()
                .prints("erDiagram\n")
                .prints("\"users\" {")
                .prints("bigint id PK");
        here.manage("db", "diagram", "schema.md").succeeded();
        assertTrue(here.read("schema.md").contains("```mermaid\nerDiagram"));
    }
}
