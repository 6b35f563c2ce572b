//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lib.base.ExitException;
import lib.environment.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.SmallRepository;

/** Which files are Flyway's, by the settings that Flyway gets. */
class MigrationNamesTest extends SmallRepository {

    private static final String DIRECTORY = "src/main/resources/db/migration/";
    private static final String OTHER_NAMES = """
        [{"name": "FLYWAY_SQL_MIGRATION_PREFIX", "value": "W"},
         {"name": "FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX", "value": "Again"},
         {"name": "FLYWAY_SQL_MIGRATION_SEPARATOR", "value": "-"},
         {"name": "FLYWAY_SQL_MIGRATION_SUFFIXES", "value": ".pgsql,.psql"}]\
        """;

    private MigrationFiles files(Context context, String... names) throws IOException {
        write("pom.xml", "<project/>");
        for (String name : names) write(DIRECTORY + name, "");
        return new MigrationFiles(context);
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.csv",
                "V1__x.sql.bak",
                "V1__x.sql~",
                "V1__x.sql.conf",
                "#V1__x.sql#",
                "afterMigrate.sql.orig",
                "notes.txt",
                "README.sql",
                ".gitkeep"
            })
    void a_file_beside_the_migrations_stops_nothing(String name) throws IOException {
        MigrationFiles files = files(context("[]"), "V1__x.sql", name);
        files.check();
        assertEquals(List.of("V1__x.sql"), names(files.all()));
    }

    @Test
    void flyways_settings_say_what_a_migration_is() throws IOException {
        MigrationFiles files = files(
                context(OTHER_NAMES),
                "W1-a.pgsql",
                "W1.1-b.psql",
                "Again-views.pgsql",
                "beforeMigrate-log.psql",
                "data.sql",
                "V1__x.sql",
                "U1-a.pgsql");
        assertEquals(List.of("Again-views.pgsql", "W1-a.pgsql", "W1.1-b.psql"), names(files.all()));
        assertEquals("W1.1-b.psql", names(files.newest().stream().toList()).get(0));
        assertEquals("U1-a.pgsql", files.undo("1").getFileName().toString());
        Path made = files.create("more rows", "");
        assertTrue(made.getFileName().toString().matches("W\\d{14}-more_rows\\.pgsql"), made::toString);
        Path undo = files.createUndo(made, "more rows", "");
        assertTrue(undo.getFileName().toString().matches("U\\d{14}-more_rows\\.pgsql"), undo::toString);
        assertEquals(made, files.newest().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"W2-x.sql", "W2-x.PGSQL", "V2__x.pgsql", "create.psql", "W2-x"})
    void what_only_looks_like_one_is_an_error(String name) throws IOException {
        MigrationFiles files = files(context(OTHER_NAMES), "W1-a.pgsql", name);
        ExitException stop = assertThrows(ExitException.class, files::check);
        assertTrue(stop.getMessage().contains(name + ": its name is not that of a migration"), stop::getMessage);
        assertEquals(
                "A name looks like W20260131120000-create_users.pgsql or Again-views.pgsql; move other files out of"
                        + " the directory.",
                stop.hint);
        assertFalse(stop.hint.contains("two underscores"));
    }

    @Test
    void the_history_is_where_flyway_has_it() throws IOException {
        assertEquals(
                "\"flyway_schema_history\"",
                HistoryTable.of(context("[]").environment()).quoted());
        assertEquals(
                "\"two\".\"my \"\"history\"\"\"",
                HistoryTable.of(context("""
                    [{"name": "FLYWAY_TABLE", "value": "my \\"history\\""}, {"name": "FLYWAY_SCHEMAS", "value": "one"},
                     {"name": "FLYWAY_DEFAULT_SCHEMA", "value": "two"}]\
                    """).environment()).quoted());
        assertEquals(
                "\"one\".\"flyway_schema_history\"",
                HistoryTable.of(context("[{\"name\": \"FLYWAY_SCHEMAS\", \"value\": \"one,two\"}]")
                                .environment())
                        .quoted());
    }
}
