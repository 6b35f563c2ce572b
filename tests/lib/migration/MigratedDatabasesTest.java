//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.postgresql:postgresql:42.7.14

package lib.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static support.DatabaseAttributes.run;
import static support.DatabaseAttributes.value;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import lib.database.Database;
import lib.environment.Context;
import lib.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.DatabaseAttributes;
import support.WithServer;

/** The databases that migrations make, where these change more than what is in one. */
@Tag("all")
@Tag("sampled")
class MigratedDatabasesTest extends WithServer {

    private static final String DIRECTORY = "app/src/main/resources/db/";
    private static final String ROLES = """
        create role app_reader nologin;
        alter database "the shop" set search_path = "$user", public, "more, and more";
        alter database "the shop" set timezone = 'Europe/Rome';
        alter role app_reader in database "the shop" set work_mem = '5MB';
        revoke temporary on database "the shop" from public;
        grant connect on database "the shop" to app_reader;
        grant select on users to app_reader;
        comment on database "the shop" is 'of a migration';
        """;

    private Context at(String name, String... more) {
        Context context = context();
        Map<String, String> variables = new HashMap<>(Map.of("APPLICATION_DB", name));
        for (int i = 0; i < more.length; i += 2) variables.put(more[i], more[i + 1]);
        return context.with(context.environment().with(variables));
    }

    private static Database database(Context at) {
        return Database.application(at.environment());
    }

    @BeforeAll
    void spareDisk() throws SQLException {
        DatabaseAttributes.spareDisk(Database.maintenance(context().environment()));
    }

    @AfterEach
    void drop() throws SQLException, IOException {
        Database first = Database.maintenance(context().environment());
        for (String name : value(
                        first, "select datname from pg_database where datname ~ '^the shop|^manage_' order by 1")
                .split(",")) run(first, "drop database if exists " + Database.quote(name) + " with (force)");
        run(first, "drop role if exists app_reader", "drop role if exists shop_app", "drop role if exists of_others");
        here.deleteIfThere(DIRECTORY + "migration/V29990101000000__roles.sql")
                .deleteIfThere(DIRECTORY + "undo/U29990101000000__roles.sql");
    }

    @Test
    void a_database_of_tests_is_the_same_in_every_mode() throws SQLException, IOException {
        here.write(DIRECTORY + "migration/V29990101000000__roles.sql", ROLES);
        Context at = at("the shop", "APPLICATION_USER", "shop_app", "APPLICATION_PASSWORD", "hush");
        new TestDatabases(at, 1).create(false);
        String plain = DatabaseAttributes.of(database(at));
        requireHistoryClosed(at);
        for (String part :
                List.of("more, and more", "Rome", "app_reader=c/", "shop_app=c/", "app_reader {work_mem=5MB}"))
            assertTrue(plain.contains(part), plain);
        drop();
        here.write(DIRECTORY + "migration/V29990101000000__roles.sql", ROLES);
        TestDatabases several = new TestDatabases(at, 2);
        several.create(true);
        requireHistoryClosed(at);
        assertEquals(plain, DatabaseAttributes.of(database(at)));
        assertEquals(plain, DatabaseAttributes.of(database(at("the shop_2"))));
        run(database(at), "create table left_over ()");
        several.createAgain(true);
        assertEquals("0", value(database(at), "select count(*) from pg_class where relname = 'left_over'"));
        assertEquals(plain, DatabaseAttributes.of(database(at)));
        // the role is there, and the migrations make it again; one of somebody else stays
        run(database(at), "create role of_others");
        several.createAgain(false);
        assertEquals("1", value(database(at), "select count(*) from pg_roles where rolname = 'of_others'"));
        assertEquals(plain, DatabaseAttributes.of(database(at("the shop_1"))));
    }

    /** The application may write what the migrations make, and read what they did. */
    private static void requireHistoryClosed(Context at) throws SQLException {
        Database application = database(
                at.with(at.environment().with(Map.of("POSTGRES_USER", "shop_app", "POSTGRES_PASSWORD", "hush"))));
        run(application, "update users set email = 'x' where false", "select 1 from flyway_schema_history");
        for (String sql : List.of("update %s set success = true", "delete from %s", "truncate %s"))
            assertEquals(
                    "42501",
                    assertThrows(
                                    SQLException.class,
                                    () -> run(application, sql.formatted("public.flyway_schema_history")))
                            .getSQLState());
    }

    @Test
    void a_reset_that_fails_leaves_the_database_as_it_was() throws SQLException, IOException {
        Context at = at("the shop");
        new DatabaseReset(at, database(at)).run();
        run(
                database(at),
                "insert into users (email) values ('kept@example.com')",
                "comment on database \"the shop\" is 'mine'");
        here.write(DIRECTORY + "migration/V29990101000000__roles.sql", ROLES);
        run(database(at), "create role app_reader");
        ExitException stop = assertThrows(ExitException.class, () -> new DatabaseReset(at, database(at)).run());
        assertTrue(stop.getMessage().contains("role \"app_reader\" already exists"), stop::getMessage);
        assertTrue(stop.hint.contains("A role belongs to the server"), stop.hint);
        assertTrue(stop.hint.endsWith("The database the shop is as it was before the reset."), stop.hint);
        assertEquals("kept@example.com", value(database(at), "select email from users"));
        assertEquals(
                "mine",
                value(
                        database(at),
                        "select shobj_description(oid, 'pg_database') from pg_database where datname ="
                                + " current_database()"));
        run(database(at), "drop role app_reader");
        new DatabaseReset(at, database(at)).run();
        assertEquals("0", value(database(at), "select count(*) from users"));
        assertEquals("0", value(database(at), "select count(*) from pg_database where datname ~ '^manage_'"));
    }

    @Test
    void a_downgrade_finds_the_history_where_the_settings_have_it() throws SQLException, IOException {
        here.write(DIRECTORY + "migration/V29990101000000__roles.sql", "create table more ();")
                .write(DIRECTORY + "undo/U29990101000000__roles.sql", "drop table shop.more;");
        Context at = at("the shop", "FLYWAY_TABLE", "my history", "FLYWAY_SCHEMAS", "shop,other");
        database(at).create();
        Migrations migrations = new Migrations(at);
        migrations.up(null, null);
        assertEquals(List.of("29990101000000"), migrations.undo(null));
        assertEquals(
                "20261101090000",
                value(database(at), "select version from shop.\"my history\" where version is not null"));
        assertEquals(1, migrations.up(null, null));
    }
}
