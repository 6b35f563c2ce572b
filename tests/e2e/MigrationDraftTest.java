//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.Statements;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.schema.MigrationDraft;
import lib.schema.ScratchDatabases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.WithServer;

/** What migrate diff writes, and what it leaves when it fails. */
@Tag("all")
@Tag("sampled")
class MigrationDraftTest extends WithServer {

    private static int number;

    private Path directory;

    @BeforeEach
    void directory() throws IOException {
        directory = Files.createDirectory(here.directory.resolve("draft" + ++number));
        Files.createDirectory(directory.resolve("migration"));
    }

    private Context context(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(
                "APPLICATION_MIGRATIONS",
                here.directory.relativize(directory.resolve("migration")).toString());
        Context context = context();
        return context.with(context.environment().with(all));
    }

    private void wanted(String schema) throws IOException {
        Files.writeString(directory.resolve("schema.sql"), schema);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replaceFirst("\\d{14}", ""))
                    .sorted()
                    .toList();
        }
    }

    private String newest(Context context) throws IOException {
        return Files.readString(new MigrationFiles(context).newest().orElseThrow());
    }

    @Test
    void the_settings_of_flyway_say_where_its_history_is_and_what_has_no_schema() throws Exception {
        Context context = context(Map.of("FLYWAY_TABLE", "History of it", "FLYWAY_SCHEMAS", "shop,second"));
        wanted("create table t (id int primary key);\ncreate table flyway_schema_history (id int);\n");
        new MigrationDraft(context, "first", true).write(false);
        assertTrue(newest(context).contains("CREATE TABLE shop.t "), newest(context));
        assertEquals(List.of("U__first.sql", "V__first.sql", "schema.sql"), files());
        new MigrationDraft(context, "again", true).write(false);
        // a schema that the file makes as well is the same
        wanted("create schema shop;\n" + newest(context));
        new MigrationDraft(context, "again", true).write(false);
        assertEquals(3, files().size(), files()::toString);
        try (ScratchDatabases scratch = ScratchDatabases.create(context, "history")) {
            Migrations migrations = new Migrations(context, scratch.database());
            assertEquals(1, migrations.up(null, null));
            assertEquals(1, migrations.undo(null).size());
            assertEquals(1, migrations.up(null, null));
            scratch.run("select from shop.\"History of it\"", "history");
        }
    }

    @Test
    void nothing_stays_when_it_fails() throws Exception {
        Context context = context(Map.of());
        wanted("create table t (id int);\n"
                + "create conversion latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;\n");
        assertThrows(ExitException.class, () -> new MigrationDraft(context, "first", true).write(false));
        assertEquals(List.of("schema.sql"), files());
        assertEquals(List.of(), Files.list(directory.resolve("migration")).toList());
    }

    @Test
    void what_flyway_would_take_for_a_placeholder_is_none_in_what_is_generated() throws Exception {
        Context context = context(Map.of());
        wanted("create table t (id int);\ncomment on table t is '${nobody.knows}';\n");
        new MigrationDraft(context, "first", false).write(false);
        assertEquals(
                "placeholderReplacement=false\n",
                Files.readString(Path.of(new MigrationFiles(context).newest().orElseThrow() + ".conf")));
        // it runs as it was written, and leads there
        new MigrationDraft(context, "second", false).write(false);
        assertEquals(1, new MigrationFiles(context).all().size());
    }

    @Test
    void what_rows_may_not_fulfil_stands_above_it() throws Exception {
        Context context = context(Map.of());
        wanted("create table t (id int);\n");
        new MigrationDraft(context, "first", false).write(false);
        wanted("create table t (id int unique, a text not null);\n");
        new MigrationDraft(context, "second", false).write(false);
        assertTrue(
                newest(context)
                        .startsWith("-- second\n"
                                + "-- may fail on rows that are there: t.a is NOT NULL and has no default\n"
                                + "-- may fail on rows that are there: t.t_id_key is a new condition: UNIQUE"
                                + " (id)\n"),
                newest(context));
    }

    @Test
    void what_is_said_to_have_had_another_name_keeps_what_it_holds() throws Exception {
        Context context = context(Map.of());
        wanted("create table accounts (id serial primary key, mail text not null unique, age int check (age > 0));\n"
                + "create index on accounts (age);\n"
                + "create table logins (account int references accounts);\n");
        new MigrationDraft(context, "first", false).write(false);
        wanted("create table users ( -- renamed from: accounts\n  id serial primary key,\n"
                + "  email text not null unique, -- renamed from: mail\n  -- renamed from: AGE\n"
                + "  \"Years\" int check (\"Years\" > 0)\n);\ncreate index on users (\"Years\");\n"
                + "create table logins (\n  usr int references users -- renamed from: account\n);\n"
                + "comment on table users is '-- renamed from: nothing';\n");
        new MigrationDraft(context, "second", true).write(false);
        String text = newest(context);
        assertFalse(text.contains("DROP"), text);
        assertFalse(text.contains(" INDEX") && text.contains("CREATE"), text);
        String first = new MigrationFiles(context).all().get(0).getFileName().toString();
        try (ScratchDatabases scratch = ScratchDatabases.create(context, "renamed")) {
            Migrations migrations = new Migrations(context, scratch.database());
            migrations.up(null, first.substring(1, 15));
            scratch.run("insert into accounts (mail, age) values ('a@b.c', 5)", "data");
            migrations.up(null, null);
            scratch.run("insert into users (email) select email || id || \"Years\" from users", "data");
            migrations.undo(null);
            scratch.run("insert into logins select id from accounts where mail = 'a@b.c15' and id = 2", "data");
        }
        wanted(Files.readString(directory.resolve("schema.sql"))
                .replace("logins (\n", "logins (\n  -- renamed from: a\n" + "  foreign key (usr) references users,\n"));
        assertTrue(assertThrows(ExitException.class, () -> new MigrationDraft(context, "third", true).write(false))
                .getMessage()
                .endsWith("schema.sql, line 9: the comment \"renamed from: a\" is not beside a column"));
        assertEquals(List.of("U__second.sql", "V__first.sql", "V__second.sql", "schema.sql"), files());
    }

    @Test
    void a_role_that_a_migration_makes_goes_with_what_was_compared_and_may_be_there() throws Exception {
        Context context = context(Map.of());
        Files.writeString(
                directory.resolve("migration/V1__role.sql"),
                "create table t (id int);\ncreate role draft_reader;\ngrant select on t to draft_reader;\n");
        wanted("create table t (id int, a int);\ngrant select on t to draft_reader;\n");
        new MigrationDraft(context, "first", true).write(false);
        Database maintenance = Database.maintenance(context.environment());
        try (Connection connection = maintenance.connect()) {
            String roles = "select rolname from pg_roles where rolname = 'draft_reader'";
            assertEquals(List.of(), Statements.strings(connection, roles));
            connection.createStatement().execute("create role draft_reader");
            wanted("create table t (id int, a int, b int);\ngrant select on t to draft_reader;\n");
            new MigrationDraft(context, "second", false).write(false);
            assertEquals(List.of("draft_reader"), Statements.strings(connection, roles));
        }
        assertEquals(List.of("U__first.sql", "V1__role.sql", "V__first.sql", "V__second.sql", "schema.sql"), files());
    }
}
