package com.example.application;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The role that requests are served as. It owns nothing; it reads and writes rows. {@code manage.java} makes it for
 * development and tests; in production the migration does, so that a database that was there before gets it as well.
 */
class ApplicationRole {

    private static final String THERE = "SELECT 1 FROM pg_roles WHERE rolname = ?";
    private static final String ADMITTED = "SELECT 1 FROM pg_default_acl, aclexplode(defaclacl) JOIN pg_roles r ON"
            + " r.oid = grantee WHERE rolname = ?";
    private static final List<String> PRIVILEGES = List.of(
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public",
            "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES",
            "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES",
            "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS");

    private final Configuration configuration;
    private final PGSimpleDataSource owner;
    private final String name;
    private final String password;

    /** @param owner of the database that it is to use */
    ApplicationRole(Configuration configuration, PGSimpleDataSource owner) {
        this.configuration = configuration;
        this.owner = owner;
        name = configuration.databaseUser();
        password = configuration.databasePassword();
    }

    /** Makes it, unless it can log in already, and lets it use what is there and what the migrations will make. */
    void bring() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            if (!canLogIn()) make(connection);
            // what a migration has taken back meanwhile stays so
            if (configuration.grantsAll() && !exists(connection, ADMITTED)) admit(connection);
        }
    }

    /** Takes away what it was given of Flyway's history, once that is there: migrations are not its own to report. */
    void keepFromHistory() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM "
                    + statement.enquoteIdentifier(name, true));
        }
    }

    private boolean canLogIn() {
        try (Connection ignored = owner.getConnection(name, password)) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void make(Connection connection) throws SQLException {
        String make = exists(connection, THERE) ? "ALTER ROLE " : "CREATE ROLE ";
        try (Statement statement = connection.createStatement()) {
            statement.execute(make + statement.enquoteIdentifier(name, true)
                    + " LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE");
        }
        // hashed here, so that no log of the server has it
        connection.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), null);
    }

    private void admit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String role = " TO " + statement.enquoteIdentifier(name, true);
            for (String sql : PRIVILEGES) statement.execute(sql + (sql.startsWith("REVOKE") ? "" : role));
        }
    }

    private boolean exists(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
