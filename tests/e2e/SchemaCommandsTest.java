//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.Workspace;

/** schema.sql and the migrations: diff, check and dump, and what undoes a migration. */
class SchemaCommandsTest extends EndToEnd {

    private static final String DB = "app/src/main/resources/db/";
    private static final String DIRECTORY = DB + "migration/";
    private static final String FIRST = "20261101090000";

    private On engine;

    @BeforeEach
    void any_port() throws IOException {
        here.replace("config/development.json", "5432", "0");
    }

    private void up(On wanted) {
        here.set("MANAGE_ENGINE", wanted.name());
        wanted.start(here);
        engine = wanted;
        here.manage("create-initial-db").succeeded();
    }

    @AfterEach
    void down() {
        if (engine != null) engine.stop(here);
    }

    private String query(String sql) {
        return here.manage("sql", "--format", "csv", sql).succeeded().out();
    }

    @Override
    protected Workspace workspace() throws IOException {
        return Workspace.ofSources();
    }

    @ParameterizedTest
    @OnEngines
    void the_story_of_the_articles(On engine) throws IOException {
        up(engine);
        Workspace.delete(here.directory.resolve(DB));
        here.manage("flask-equivalent", "db", "init").succeeded().prints(DB + "schema.sql");
        here.write(
                DB + "schema.sql",
                "create table users (id bigint generated always as identity primary key, email text not null"
                        + " unique);\n");
        Result written = here.manage("flask-equivalent", "db", "migrate", "-m", "Initial user model")
                .succeeded()
                .prints("added table users")
                .prints("__initial_user_model.sql");
        try (Stream<Path> files = Files.list(here.directory.resolve(DIRECTORY))) {
            assertEquals(1, files.count(), written::toString);
        }
        here.manage("flask-equivalent", "db", "current").succeeded().prints("No migration was applied");
        here.manage("flask-equivalent", "db", "upgrade").succeeded().prints("Applied 1 migration.");
        here.manage("flask-equivalent", "db", "current").succeeded().prints("(head)");
        assertEquals(
                "contype,columns\np,id\nu,email\n",
                query("select contype, (select string_agg(attname, ',') from pg_attribute where attrelid = conrelid"
                        + " and attnum = any (conkey)) as columns from pg_constraint where conrelid ="
                        + " 'users'::regclass and contype in ('p', 'u') order by 1"));
        here.manage("flask-equivalent", "db", "migrate", "-m", "again")
                .succeeded()
                .prints("Nothing to do");
        here.manage("flask-equivalent", "db", "check").succeeded();
        here.manage("test").succeeded().says("31 passed, 0 failed");
        here.manage("sql", "select datname from pg_database where datname like 'manage_%'")
                .succeeded()
                .prints("(0 rows)");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void what_loses_data_is_written_only_when_it_is_wanted_and_can_be_undone(On engine) throws IOException {
        up(engine);
        here.manage("migrate").succeeded();
        here.deleteIfThere(DB + "schema.sql");
        here.manage("migrate", "check")
                .exitedWith(2)
                .says("there is no " + DB + "schema.sql")
                .says("migrate dump");
        here.manage("migrate", "dump").succeeded().prints(DB + "schema.sql");
        String dumped = here.read(DB + "schema.sql");
        here.manage("migrate", "check").succeeded();
        here.manage("migrate", "dump").succeeded();
        assertEquals(dumped, here.read(DB + "schema.sql"));
        here.write(DB + "schema.sql", dumped.replace("email text", "mail text").replace("(email)", "(mail)"));
        here.manage("migrate", "check")
                .exitedWith(1)
                .prints("added column users.mail")
                .prints("dropped column users.email")
                .says("migrate diff -m MESSAGE");
        here.manage("migrate", "diff", "-m", "rename")
                .exitedWith(1)
                .prints("dropped column users.email")
                .says("this would lose data")
                .says("write \"-- renamed from: old_name\" beside it");
        here.manage("migrate", "info", "--exit-code").succeeded();
        here.manage("migrate", "diff", "-m", "rename", "--allow-data-loss", "--with-undo")
                .succeeded()
                .prints("__rename.sql")
                .prints(DB + "undo/U");
        whatWasWrittenIsUndone();
    }

    private void whatWasWrittenIsUndone() throws IOException {
        here.manage("migrate").succeeded();
        here.manage("flask-equivalent", "db", "downgrade").succeeded().prints("Undone: ");
        here.manage("sql", "select email from users").succeeded();
        here.manage("flask-equivalent", "db", "current").succeeded().prints(FIRST);
        here.manage("flask-equivalent", "db", "downgrade")
                .exitedWith(1)
                .says("there is no file that undoes " + FIRST)
                .says(DB + "undo/U" + FIRST + "__NAME.sql")
                .says("--with-undo");
        // the place that Flyway's own paid editions give it
        here.write(DIRECTORY + "U" + FIRST + "__create_users.sql", "drop table users;");
        here.manage("flask-equivalent", "db", "downgrade").succeeded().prints("Undone: " + FIRST);
        here.manage("flask-equivalent", "db", "upgrade", "head").succeeded().prints("Applied 2 migrations.");
        here.manage("migrate", "check").succeeded();
        assertTrue(here.manage("flask-equivalent", "db", "history")
                        .succeeded()
                        .out()
                        .lines()
                        .count()
                == 2);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_new_value_of_an_enum_is_committed_before_it_is_used_and_lost_privileges_are_said() throws IOException {
        up(On.embedded);
        here.write(
                DIRECTORY + "V20261102000000__state.sql",
                "create type state as enum ('new', 'done');\n"
                        + "create view mails as select id, email from users;\ngrant select on mails to pg_monitor;\n");
        here.manage("migrate", "up").succeeded();
        here.manage("migrate", "dump").succeeded();
        here.replace(DB + "schema.sql", "'new',", "'new', 'active',")
                .replace(DB + "schema.sql", "SELECT id,", "SELECT 1 AS one, id,");
        String schema = here.read(DB + "schema.sql");
        here.write(
                DB + "schema.sql",
                schema + "create table work (state public.state default 'active', many public.state[] default"
                        + " '{active}', check (state <> 'active'));\ncreate index on work (state) where state ="
                        + " 'active';\ncreate view active as select from work where state = 'active';\n"
                        + "create function one() returns int language sql as 'select 1';\n"
                        + "revoke execute on function one() from public;\n");
        here.manage("migrate", "diff", "-m", "work", "--with-undo")
                .succeeded()
                .prints("__work_new_values.sql\n")
                .prints("__work.sql\n")
                .says("add GRANT and REVOKE yourself, for function one(), view mails\n");
        here.manage("migrate", "up").succeeded().prints("Applied 2 migrations.");
        here.manage("migrate", "check").succeeded();
        here.manage("flask-equivalent", "db", "downgrade", "20261102000000").succeeded();
        assertEquals("enum_range\n\"{new,done}\"\n", query("select enum_range(null::state)"));
        here.write(DB + "schema.sql", here.read(DB + "schema.sql").replace("'new', 'active'", "'active'"));
        here.manage("migrate", "diff", "-m", "fewer")
                .exitedWith(1)
                .says("this would lose data: ALTER TABLE public.work ALTER COLUMN ");
        here.write(
                DB + "schema.sql", schema + "create conversion latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;\n");
        here.manage("migrate", "diff", "-m", "remark", "--allow-data-loss")
                .exitedWith(1)
                .says("Nothing was written. Write this one by hand: manage.java migrate new \"remark\"");
        here.manage("migrate", "info").succeeded().doesNotPrint("remark");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void several_compare_on_one_server_at_the_same_time(On engine) throws Exception {
        up(engine);
        here.write(DIRECTORY + "V20261201000000__privileged.sql", "SET LOCAL session_replication_role = replica;")
                .write(DIRECTORY + "V20261202000000__after.sql", "CREATE TABLE after (n int);");
        here.manage("migrate").succeeded();
        here.manage("migrate", "dump").succeeded();
        String hash = Integer.toHexString("application".hashCode());
        String left = "manage_migrated_" + hash + "_1";
        here.manage(
                        "sql",
                        "create database " + left,
                        "comment on database " + left + " is 'scratch of manage.java'",
                        "create role manage_plain_1_1")
                .succeeded();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<Result>> checks = new ArrayList<>();
        for (int i = 0; i < 3; i++) checks.add(threads.submit(() -> here.manage("migrate", "check")));
        for (Future<Result> check : checks)
            check.get().succeeded().says("V20261201000000__privileged.sql, line 1: permission denied to set parameter");
        threads.shutdown();
        // what a killed one left is gone as well
        here.manage(
                        "sql",
                        "select datname from pg_database where datname like 'manage_%' union all select rolname from"
                                + " pg_roles where rolname like 'manage_%'")
                .succeeded()
                .prints("(0 rows)");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_file_that_undoes_disturbs_neither_the_application_nor_its_tests() throws IOException {
        up(On.docker);
        here.manage("migrate", "dump").succeeded();
        here.replace(DB + "schema.sql", "email text NOT NULL", "email text NOT NULL,\n\tnick text");
        here.manage("migrate", "diff", "-m", "add nick", "--with-undo")
                .succeeded()
                .prints("__add_nick.sql");
        here.manage("migrate", "check").succeeded();
        // the application and its tests ask Flyway to be strict about names
        here.manage("test").succeeded().says("31 passed, 0 failed");
        here.set("FLYWAY_VALIDATE_MIGRATION_NAMING", "true");
        here.manage("-n", "migrate").succeeded().prints("__add_nick.sql").doesNotPrint("/U");
        here.manage("migrate").succeeded().prints("Applied 2 migrations.");
        here.manage("migrate", "info", "--exit-code").succeeded();
        here.manage("migrate", "validate").succeeded();
        here.manage("flask-equivalent", "db", "downgrade").succeeded().prints("Undone: ");
        here.manage("sql", "select nick from users").exitedWith(1);
    }
}
