//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import lib.database.Database;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.schema.Diagram;
import lib.schema.SchemaDiff;
import lib.schema.ScratchDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pairs.RandomPairs;
import support.Sample;
import support.WithServer;
import support.Workspace;

/** Pairs of schemas: the difference leads from one to the other, and no data is lost unless that was announced. */
class SchemaDiffTest extends WithServer {

    private static final int RANDOM_PAIRS = 5;
    private static final String FROM_15 = "-- needs PostgreSQL 15";

    private Context context;

    @Override
    protected void start() throws IOException {
        super.start();
        context = context();
    }

    static Stream<String> pairs() throws IOException {
        return Sample.oneIn(6, all());
    }

    static List<String> all() throws IOException {
        try (Stream<Path> files = Files.list(Workspace.repository().resolve("tests/schemas"))) {
            return files.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String section(String text, String name) {
        return text.contains("-- " + name + "\n")
                ? text.replaceFirst("(?s).*-- " + name + "\n", "")
                        .replaceFirst("(?s)(^|\n)-- (data|after|check)\n.*", "\n")
                : "";
    }

    private static int major(Context context) throws SQLException {
        try (Connection connection = Database.maintenance(context.environment()).connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Tag("all")
    void leads_from_one_to_the_other(String pair) throws Exception {
        String text = Files.readString(Workspace.repository().resolve("tests/schemas/" + pair + ".sql"));
        assumeTrue(!text.startsWith(FROM_15) || major(context) >= 15, FROM_15);
        boolean loses = text.startsWith("-- loses data");
        boolean same = text.startsWith("-- nothing to do");
        String check = section(text, "check");
        try (ScratchDatabases from = ScratchDatabases.create(context, "from");
                ScratchDatabases to = ScratchDatabases.create(context, "to")) {
            from.run(section(text, "before"), "before");
            from.run(section(text, "data"), "data");
            to.run(section(text, "after"), "after");
            String stored = loses ? "" : stored(from, check);
            SchemaDiff there = SchemaDiff.between(from, to);
            List<String> findings = from.catalog().findings(to.catalog());
            assertEquals(same, there.isEmpty(), there::toString);
            assertEquals(same, findings.isEmpty(), findings::toString);
            List<String> losing = there.losing();
            assertEquals(loses, !losing.isEmpty(), losing::toString);
            String script = there.text(losing);
            assertEquals(loses, script.contains("-- this loses data\n"), script);
            assertFalse(script.contains("-- DEPCY: "), script);
            from.run(script, "difference");
            SchemaDiff again = SchemaDiff.between(from, to);
            assertTrue(again.isEmpty(), () -> script + "\nleaves\n" + again.text(List.of()));
            assertEquals(List.of(), from.catalog().findings(to.catalog()), script);
            if (!stored.isEmpty()) assertEquals(stored, stored(from, check), script);
        }
    }

    @Test
    void the_application_ships_the_schema_that_its_migrations_make() throws Exception {
        MigrationFiles files = new MigrationFiles(context);
        try (ScratchDatabases migrated = ScratchDatabases.migrated(context, files);
                ScratchDatabases wanted = ScratchDatabases.loaded(context, files.schema())) {
            assertEquals("", SchemaDiff.between(migrated, wanted).text(List.of()));
            assertEquals(List.of(), migrated.catalog().findings(wanted.catalog()));
        }
    }

    /** Another few each day; all of them by the script tests/schema_pairs.java. */
    @Test
    @Tag("all")
    void random_changes_are_followed() throws Exception {
        long first = LocalDate.now(ZoneOffset.UTC).toEpochDay() * RANDOM_PAIRS;
        for (int i = 0; i < RANDOM_PAIRS; i++) assertEquals("", new RandomPairs(context).check(first + i));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity_added",
                "identity_column_new",
                "identity_to_serial",
                "serial_column_new",
                "serial_to_identity"
            })
    @Tag("all")
    void what_counts_a_column_goes_on_behind_its_rows(String pair) throws Exception {
        String text = Files.readString(Workspace.repository().resolve("tests/schemas/" + pair + ".sql"));
        try (ScratchDatabases from = ScratchDatabases.create(context, "from");
                ScratchDatabases to = ScratchDatabases.create(context, "to")) {
            from.run(section(text, "before"), "before");
            from.run(section(text, "data"), "data");
            to.run(section(text, "after"), "after");
            from.run(SchemaDiff.between(from, to).text(List.of()), "difference");
            assertEquals("3", stored(from, "insert into t (a) values ('new') returning id"));
        }
    }

    @Test
    void of_a_columns_options_only_those_that_somebody_can_set_are_compared() throws Exception {
        try (ScratchDatabases from = ScratchDatabases.create(context, "from");
                ScratchDatabases to = ScratchDatabases.create(context, "to")) {
            from.run("create table t (id int, a text);", "before");
            to.run(
                    "create table t (id int, a text); alter table t alter column id set (n_distinct = 5,"
                            + " n_distinct_inherited = -0.5);",
                    "after");
            for (ScratchDatabases scratch : List.of(from, to)) {
                scratch.run(
                        "update pg_attribute set attoptions = array_append(coalesce(attoptions, '{}'),"
                                + " 'kept_for_itself="
                                + scratch.database().name() + "') where attrelid = 't'::regclass",
                        "server");
            }
            assertEquals(
                    "\nALTER TABLE ONLY public.t ALTER COLUMN id SET (n_distinct='5', n_distinct_inherited='-0.5');\n",
                    SchemaDiff.between(from, to).text(List.of()));
            assertEquals(
                    "\nALTER TABLE ONLY public.t ALTER COLUMN id RESET (n_distinct, n_distinct_inherited);\n",
                    SchemaDiff.between(to, from).text(List.of()));
            assertTrue(SchemaDiff.between(to, to).isEmpty());
        }
    }

    /** What a query finds; without one, what the table t holds, where there is one with a column id. */
    private static String stored(ScratchDatabases scratch, String check) throws SQLException {
        try (Connection connection = scratch.database().connect();
                var statement = connection.createStatement()) {
            ResultSet there = statement.executeQuery(
                    "select from information_schema.columns where table_schema = 'public' and table_name = 't' and"
                            + " column_name = 'id'");
            if (check.isEmpty() && !there.next()) return "";
            ResultSet rows = statement.executeQuery(
                    check.isEmpty() ? "select concat_ws(' ', count(*), coalesce(min(id), 0)) from t" : check);
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer|bigint|false",
                "bigint|integer|true",
                "text|integer|true",
                "integer|numeric|false",
                "numeric|integer|true",
                "character varying(10)|character varying(20)|false",
                "character varying(20)|character varying(10)|true",
                "character varying(20) not null|text not null|false",
                "text|character varying(5)|true",
                "character varying|text|false",
                "text|character varying|false",
                "numeric(10,2)|numeric(12,2)|false",
                "numeric(10,2)|numeric(10,1)|true",
                "numeric|numeric(10,2)|true",
                "numeric(10,2)|numeric(10,4)|true",
                "numeric(10,2)|numeric(12,4)|false",
                "mood|text|false",
                "text|text; collate \"C\"|false",
                "integer not null|integer|false",
                "text default 'x'::text|text|false",
                "timestamp without time zone|date|true",
                "date|timestamp without time zone|false",
                "integer|bigint not null default 1|false",
            })
    void a_type_that_cannot_hold_every_value_is_narrower(String from, String to, boolean narrower) {
        assertEquals(narrower, SchemaDiff.narrower(from, to));
    }

    @Test
    void a_diagram_has_tables_columns_and_keys() throws Exception {
        try (ScratchDatabases scratch = ScratchDatabases.create(context, "drawn")) {
            scratch.run(
                    "create table users (id int primary key, email text not null unique); create table \"Orders\" (id"
                            + " int primary key, user_id int references users(id));",
                    "schema");
            String diagram = Diagram.of(scratch.catalog());
            for (String part : List.of(
                    "erDiagram\n",
                    "\"users\" {",
                    "integer id PK",
                    "text email UK",
                    "integer user_id FK \"may be null\"",
                    "\"users\" ||--o{ \"Orders\" : \"user_id\"")) assertTrue(diagram.contains(part), diagram);
            assertFalse(diagram.contains("flyway"), diagram);
        }
    }
}
