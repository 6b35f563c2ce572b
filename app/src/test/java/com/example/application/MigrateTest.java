package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** In a database of its own, so that the migrated one of the other tests stays as it is. */
class MigrateTest {

    @TempDir
    Path directory;

    private PGSimpleDataSource database;

    @BeforeEach
    void an_empty_database() throws SQLException {
        database = DataSources.owner(TestDatabase.configuration());
        database.setDatabaseName(database.getDatabaseName() + "_migrate");
        drop();
        elsewhere("CREATE DATABASE " + quoted());
    }

    @AfterEach
    void drop() throws SQLException {
        elsewhere("DROP DATABASE IF EXISTS " + quoted() + " WITH (FORCE)");
        elsewhere("DROP ROLE IF EXISTS " + quoted());
    }

    private String quoted() {
        return '"' + database.getDatabaseName().replace("\"", "\"\"") + '"';
    }

    private static void elsewhere(String sql) throws SQLException {
        run(DataSources.owner(TestDatabase.configuration()), sql);
    }

    @Test
    void an_empty_database_comes_to_the_newest_migration_once_and_may_be_used_by_the_application() throws SQLException {
        assertTrue(Migrate.migrate(database, Map.of()) > 0);
        assertEquals(0, Migrate.migrate(database, Map.of()));
        assertEquals(
                1, new UserRepository(database).create("some.email@server.com").id());
        PGSimpleDataSource application = application();
        assertThrows(SQLException.class, application::getConnection);
        role().bring();
        assertEquals(1, new UserRepository(application).list().size());
        run(database, "CREATE TABLE later (n int)");
        run(application, "INSERT INTO later VALUES (1)");
        run(database, "REVOKE DELETE ON later FROM " + quoted());
        role().bring();
        assertThrows(SQLException.class, () -> run(application, "DELETE FROM later"));
        assertThrows(SQLException.class, () -> run(application, "CREATE TABLE mine (n int)"));
        role().keepFromHistory();
        run(application, "SELECT 1 FROM flyway_schema_history");
        assertThrows(SQLException.class, () -> run(application, "DELETE FROM flyway_schema_history"));
    }

    /** The name of the database is that of a role as well, in this test. */
    private Configuration configuration() {
        Map<String, String> variables = TestDatabase.configuration().variables();
        variables.put("APPLICATION_USER", database.getDatabaseName());
        variables.put("APPLICATION_PASSWORD", "its own");
        return Configuration.from(variables);
    }

    private ApplicationRole role() {
        return new ApplicationRole(configuration(), database);
    }

    private PGSimpleDataSource application() {
        PGSimpleDataSource application = DataSources.single(configuration());
        application.setDatabaseName(database.getDatabaseName());
        return application;
    }

    @Test
    void a_name_in_braces_stands_for_a_variable() throws IOException, SQLException {
        Files.writeString(directory.resolve("V1__view.sql"), "CREATE VIEW named AS SELECT '${COLOUR}' AS colour;");
        assertEquals(1, Migrate.migrate(database, Map.of("COLOUR", "green"), "filesystem:" + directory));
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT colour FROM named")) {
            rows.next();
            assertEquals("green", rows.getString(1));
        }
    }

    @Test
    void a_broken_one_is_rolled_back_and_told_with_its_name() throws IOException {
        Files.writeString(directory.resolve("V1__half.sql"), "CREATE TABLE half (n int); SELECT nonsense;");
        FlywayException failure = assertThrows(
                FlywayException.class, () -> Migrate.migrate(database, Map.of(), "filesystem:" + directory));
        assertTrue(
                failure.getMessage().contains("V1__half.sql")
                        && failure.getMessage().contains("nonsense"),
                failure.getMessage());
        assertThrows(SQLException.class, () -> run(database, "SELECT * FROM half"));
    }

    private static void run(PGSimpleDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
