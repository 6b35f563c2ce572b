//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.*;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Copies of a database on its own server, by CREATE DATABASE ... TEMPLATE; with what PostgreSQL leaves out of such a
 * copy: the settings and privileges that stand at the database itself, its owner and its limit of connections.
 */
public class DatabaseCopy {

    private static final String DATABASE = """
        SELECT pg_get_userbyid(datdba), datconnlimit, datacl IS NOT NULL FROM pg_database WHERE datname = ?
        """;
    private static final String GRANTS = """
        SELECT privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
            CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
          FROM pg_database, aclexplode(datacl) WHERE datname = ?
        """;
    private static final String SETTINGS = """
        SELECT CASE setrole WHEN 0 THEN '' ELSE 'ROLE ' || quote_ident(pg_get_userbyid(setrole)) || ' IN ' END,
            split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
          FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(setconfig) setting
         WHERE datname = ?
        """;

    private record Grant(String privilege, String to, String option) {}

    private record Setting(String role, String name, String value) {}

    private final Connection connection;
    private final Database source;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();
    private final String owner;
    private final int connections;
    private final boolean granted;

    /** @param connection to another database of the server, which commits by itself */
    public DatabaseCopy(Connection connection, Database source) throws SQLException {
        this.connection = connection;
        this.source = source;
        try (PreparedStatement query = connection.prepareStatement(DATABASE)) {
            query.setString(1, source.name());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) throw new SQLException("database \"" + source.name() + "\" does not exist", "3D000");
                owner = row.getString(1);
                connections = row.getInt(2);
                granted = row.getBoolean(3);
            }
        }
        each(GRANTS, row -> grants.add(new Grant(row.getString(1), row.getString(2), row.getString(3))));
        each(SETTINGS, row -> settings.add(new Setting(row.getString(1), row.getString(2), row.getString(3))));
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String sql, Row reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, source.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) reader.read(rows);
            }
        }
    }

    /** What makes a copy, without what is added to it. */
    public static String statement(Database source, Database copy) {
        return copy.createStatement() + " TEMPLATE " + Database.quote(source.name());
    }

    /**
     * Makes one, or nothing; nobody else may be connected to the database that is copied.
     *
     * @param comment of the copy; null for none
     */
    public void make(Database copy, String comment) throws SQLException {
        String name = Database.quote(copy.name());
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    statement(source, copy) + " OWNER " + Database.quote(owner) + " CONNECTION LIMIT " + connections);
            try {
                connection.setAutoCommit(false);
                complete(statement, name);
                statement.execute(comment(connection, copy.name(), comment));
                connection.commit();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                connection.rollback();
                connection.setAutoCommit(true);
                statement.execute("DROP DATABASE " + name);
                throw e;
            }
        }
    }

    private void complete(Statement statement, String name) throws SQLException {
        if (granted) statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC, " + Database.quote(owner));
        for (Grant grant : grants)
            statement.execute("GRANT " + grant.privilege + " ON DATABASE " + name + " TO " + grant.to + grant.option);
        for (Setting setting : settings) {
            String set = "ALTER " + setting.role + "DATABASE " + name + " SET " + Database.quote(setting.name);
            // such a value may be a list, which is no single string
            if (setting.value.matches("(?s).*[,\"].*")) {
                Statements.strings(connection, "SELECT set_config(?, ?, true)", setting.name, setting.value);
                statement.execute(set + " FROM CURRENT");
            } else {
                statement.execute(set + " TO " + literal(connection, setting.value));
            }
        }
    }

    /** What makes the comment of a database. */
    static String comment(Connection connection, String database, String comment) throws SQLException {
        return "COMMENT ON DATABASE " + Database.quote(database) + " IS "
                + (comment == null ? "NULL" : literal(connection, comment));
    }

    private static String literal(Connection connection, String text) throws SQLException {
        return "'" + connection.unwrap(PGConnection.class).escapeLiteral(text) + "'";
    }
}
