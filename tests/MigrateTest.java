//JAVA 17+
//SOURCES EndToEnd.java

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Migrations from the first to the last, with Flyway's words and with those of Flask. */
class MigrateTest extends EndToEnd {

    private static final String DB = "app/src/main/resources/db/";
    private static final String FOLDER = DB + "migration/";
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
        here.write(FOLDER + "V20270101000000__second.sql", "create table second (i int);");
        here.manage("migrate", "up", "--to", FIRST).succeeded().prints("create_users.sql").prints("Applied 1 migration.");
        here.manage("migrate", "info", "--exit-code").exitedWith(1).prints("Pending");
        here.manage("migrate", "info", "--format", "json").succeeded().prints("\"version\" : \"20270101000000\"").prints("\"state\" : \"Pending\"");
        here.manage("-n", "migrate").succeeded().printsExactly("would apply: V20270101000000__second.sql\n");
        here.manage("migrate").succeeded().prints("V20270101000000__second.sql  ").prints(" ms");
        here.manage("migrate", "info", "--exit-code").succeeded();
        here.manage("migrate", "up", "--to", "first").exitedWith(2).says("no version of a migration");
    }

    @Test
    void an_older_migration_of_a_merged_branch_is_applied_and_pointed_out() throws IOException {
        here.manage("migrate").succeeded();
        here.write(FOLDER + "V20260601000000__from_a_branch.sql", "create table branch (i int);");
        here.manage("migrate").succeeded().prints("V20260601000000__from_a_branch.sql").prints("(out of order: " + FIRST + " was there before it)");
        here.manage("migrate", "validate").succeeded();
        here.manage("migrate", "info").succeeded().prints("Out of Order");
    }

    @Test
    void an_index_can_be_made_concurrently_and_repeatable_ones_callbacks_and_placeholders_work() throws IOException {
        here.write(FOLDER + "V20270101000000__index.sql", "CREATE INDEX CONCURRENTLY users_lower ON users (lower(email));")
            .write(FOLDER + "R__views.sql", "CREATE OR REPLACE VIEW emails AS SELECT email FROM users;")
            .write(FOLDER + "afterMigrate.sql", "CREATE TABLE IF NOT EXISTS called_back (at timestamptz default now()); INSERT INTO called_back DEFAULT VALUES;")
            .write(FOLDER + "V20270102000000__placeholder.sql", "COMMENT ON TABLE users IS 'of ${APPLICATION_DB}';");
        here.manage("migrate").succeeded().prints("V20270101000000__index.sql").prints("R__views.sql").prints("Applied 4 migrations.");
        assertEquals("count\n1\n", query("select count(*) from pg_indexes where indexname = 'users_lower'"));
        assertEquals("count\n1\n", query("select count(*) from called_back"));
        assertEquals("obj_description\nof application\n", query("select obj_description('users'::regclass)"));
        here.replace(FOLDER + "R__views.sql", "email FROM", "email, id FROM");
        here.manage("migrate").succeeded().prints("R__views.sql").prints("Applied 1 migration.");
        here.write(FOLDER + "V20270103000000__mixed.sql", "create table x (i int); create index concurrently x_i on x (i);");
        here.manage("migrate").exitedWith(1).says("a migration of its own");
    }

    @Test
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
        here.manage("test", "ConfigurationTest").succeeded().says("Compiling, because there are migrations in Java").says("FromJava");
    }

    @Test
    void baseline_repair_and_clean() throws IOException {
        here.manage("sql", "create table users (id bigint primary key, email text)").succeeded();
        here.manage("migrate").exitedWith(1).says("is not empty, and no migration was ever applied to it").says("migrate baseline VERSION");
        here.manage("migrate", "baseline", FIRST).succeeded();
        here.manage("migrate").succeeded().prints("Nothing to do");
        here.manage("migrate", "clean").exitedWith(2).says("this drops everything in the database application").says("--yes");
        here.manage("--yes", "migrate", "clean").succeeded().prints("Emptied: public");
        here.manage("migrate").succeeded().prints("Applied 1 migration.");
        here.replace(FOLDER + "V" + FIRST + "__create_users.sql", "users", "users  ");
        here.manage("migrate", "validate").exitedWith(1).says("do not agree").says("migrate repair");
        here.manage("migrate").exitedWith(1).says("do not agree");
        here.manage("migrate", "repair").succeeded();
        here.manage("migrate", "validate").succeeded();
        here.write("config/production.json", here.read("config/development.json"));
        here.manage("-c", "production", "migrate", "clean").exitedWith(2).says("this is production").says("--yes");
    }

    @Test
    void the_story_of_the_articles() throws IOException {
        Workspace.delete(here.folder.resolve(DB));
        here.manage("flask-equivalent", "db", "init").succeeded().prints(DB + "schema.sql");
        here.write(DB + "schema.sql", "create table users (id bigint generated always as identity primary key, email text not null unique);\n");
        Result written = here.manage("flask-equivalent", "db", "migrate", "-m", "Initial user model").succeeded().prints("added table users").prints("__initial_user_model.sql");
        try (Stream<java.nio.file.Path> files = Files.list(here.folder.resolve(FOLDER))) {
            assertEquals(1, files.count(), written::toString);
        }
        here.manage("flask-equivalent", "db", "current").succeeded().prints("No migration was applied");
        here.manage("flask-equivalent", "db", "upgrade").succeeded().prints("Applied 1 migration.");
        here.manage("flask-equivalent", "db", "current").succeeded().prints("(head)");
        assertEquals("contype,columns\np,id\nu,email\n", query("select contype, (select string_agg(attname, ',') from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns "
            + "from pg_constraint where conrelid = 'users'::regclass and contype in ('p', 'u') order by 1"));
        here.manage("flask-equivalent", "db", "migrate", "-m", "again").succeeded().prints("Nothing to do");
        here.manage("flask-equivalent", "db", "check").succeeded();
        here.manage("test").succeeded().says("26 passed, 0 failed");
        here.manage("sql", "select datname from pg_database where datname like 'manage_%'").succeeded().prints("(0 rows)");
    }

    @Test
    void what_loses_data_is_written_only_when_it_is_wanted_and_can_be_undone() throws IOException {
        here.manage("migrate").succeeded();
        here.manage("migrate", "check").exitedWith(2).says("there is no " + DB + "schema.sql").says("migrate dump");
        here.manage("migrate", "dump").succeeded().prints(DB + "schema.sql");
        String dumped = here.read(DB + "schema.sql");
        here.manage("migrate", "check").succeeded();
        here.manage("migrate", "dump").succeeded();
        assertEquals(dumped, here.read(DB + "schema.sql"));
        here.write(DB + "schema.sql", dumped.replace("email text", "mail text").replace("(email)", "(mail)"));
        here.manage("migrate", "check").exitedWith(1).prints("added column users.mail").prints("dropped column users.email").says("migrate diff -m MESSAGE");
        here.manage("migrate", "diff", "-m", "rename").exitedWith(1).prints("dropped column users.email").says("this would lose data").says("ALTER TABLE ... RENAME");
        here.manage("migrate", "info", "--exit-code").succeeded();
        here.manage("migrate", "diff", "-m", "rename", "--allow-data-loss", "--with-undo").succeeded().prints("__rename.sql").prints("/U");
        here.manage("migrate").succeeded();
        here.manage("flask-equivalent", "db", "downgrade").succeeded().prints("Undone: ");
        here.manage("sql", "select email from users").succeeded();
        here.manage("flask-equivalent", "db", "current").succeeded().prints(FIRST);
        here.manage("flask-equivalent", "db", "downgrade").exitedWith(1).says("there is no file that undoes " + FIRST).says("--with-undo");
        here.manage("flask-equivalent", "db", "upgrade", "head").succeeded().prints("Applied 1 migration.");
        here.manage("migrate", "check").succeeded();
        assertTrue(here.manage("flask-equivalent", "db", "history").succeeded().out().lines().count() == 2);
    }

    @Test
    void reset_seed_url_and_diagram() throws IOException {
        here.write(DB + "seed.sql", "insert into users (email) values ('seed@example.com');");
        here.manage("db", "reset").exitedWith(2).says("this drops the database application").says("--yes");
        here.manage("--yes", "db", "reset").succeeded().prints("Seeded with").prints("The database application is new.");
        assertEquals("email\nseed@example.com\n", query("select email from users"));
        String password = "postgres";
        Result url = here.manage("db", "url").succeeded().prints("jdbc:postgresql://").prints("password=***").prints("postgresql://postgres:***@");
        assertTrue(!url.out().contains(":" + password + "@"), url::toString);
        here.manage("db", "url", "--show-password").succeeded().prints("password=" + password);
        here.manage("db", "diagram").succeeded().prints("erDiagram\n").prints("\"users\" {").prints("bigint id PK");
        here.manage("db", "diagram", "schema.md").succeeded();
        assertTrue(here.read("schema.md").contains("```mermaid\nerDiagram"));
    }
}
