package com.example.application;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives every test an empty, migrated database, as a parameter of type {@link DataSource}, which connects as the
 * application does: as a role that owns nothing. The owner migrates and empties it. {@code manage.java test} exports
 * where it is. Started from an IDE, without these variables, it reads config/testing.json itself, and the address of a
 * running server from .manage/testing.json.
 */
public class TestDatabase implements BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(TestDatabase.class);

    private static Configuration configuration;

    @Override
    public void beforeEach(ExtensionContext test) throws SQLException {
        empty(owner(test));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == DataSource.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return pool(test);
    }

    /** Where the database is, for a test that needs connections of its own. */
    static synchronized Configuration configuration() {
        if (configuration == null) configuration = Configuration.from(environment());
        return configuration;
    }

    /** One pool for the whole run; JUnit closes it in the end. */
    private static DataSource pool(ExtensionContext test) {
        return test.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("pool", key -> DataSources.pool(configuration()), HikariDataSource.class);
    }

    private static DataSource owner(ExtensionContext test) {
        return test.getRoot().getStore(NAMESPACE).computeIfAbsent("owner", key -> migrated(), HikariDataSource.class);
    }

    private static HikariDataSource migrated() {
        Configuration configuration = configuration();
        if (!configuration.testing()) {
            throw new IllegalStateException(
                    "these tests empty their database, so they run with APPLICATION_CONFIG=testing only");
        }
        HikariDataSource pool = DataSources.pool(DataSources.owner(configuration), configuration);
        Migrate.migrate(pool, configuration.variables());
        return pool;
    }

    private static Map<String, String> environment() {
        if (System.getenv("APPLICATION_DB") != null) return exported();
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("config/testing.json")))
            directory = directory.getParent();
        if (directory == null)
            throw new IllegalStateException(
                    "neither the environment nor a config/testing.json says where the database is");
        Map<String, String> variables = new HashMap<>(Map.of("APPLICATION_CONFIG", "testing"));
        variables.putAll(read(directory.resolve("config/testing.json")));
        Path running = directory.resolve(".manage/testing.json");
        if (Files.exists(running)) variables.putAll(read(running));
        if (variables.get("POSTGRES_PORT").equals("0")) {
            throw new IllegalStateException(
                    "no PostgreSQL for tests is running: start one with manage.java -c testing postgres start,"
                            + " then create-initial-db in the same way");
        }
        return variables;
    }

    /** With --parallel each of the JVMs that run tests has a number, and a database of that number. */
    private static Map<String, String> exported() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        String fork = System.getProperty("manage.fork");
        if (fork != null) variables.merge("APPLICATION_DB", "_" + fork, String::concat);
        return variables;
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> variables = new HashMap<>();
        try {
            for (JsonNode entry : new JsonMapper().readTree(Files.readString(file))) {
                variables.put(entry.path("name").asString(), entry.path("value").asString());
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
        return variables;
    }

    private static void empty(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'flyway_schema_history'\
                """)) {
                while (rows.next()) tables.add(rows.getString(1));
            }
            if (!tables.isEmpty())
                statement.execute("TRUNCATE " + String.join(", ", tables) + " RESTART IDENTITY CASCADE");
        }
    }
}
