//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.*;
import lib.base.ExitException;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * A transaction in which the server refuses every change. It cannot be made to write, because a query has been run in
 * it, and only a statement by itself could end it: docs/explanation/protected-environments.md tells what was tried.
 */
public class ReadOnlyTransaction {

    private static final String READ_ONLY = "25006";
    private static final String NO_RIGHT = "42501";
    private static final String READER = "pg_read_all_data";
    /** Names that are found now stay found under another role; a function of the same name does not come before. */
    private static final String KEEP_SEARCH_PATH = "SELECT pg_catalog.set_config('search_path',"
            + " pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.quote_ident(s) FROM"
            + " pg_catalog.unnest(pg_catalog.current_schemas(false)) s), ', '), true)";

    private final BaseConnection connection;
    /** Whether it has fewer rights than the user. */
    private final boolean lowered;

    private ReadOnlyTransaction(BaseConnection connection, boolean lowered) {
        this.connection = connection;
        this.lowered = lowered;
    }

    /** Begins it on a connection that is used for nothing else. */
    public static ReadOnlyTransaction begin(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        // after a statement that fails, those that follow are run all the same where that is wanted
        connection.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return new ReadOnlyTransaction(connection.unwrap(BaseConnection.class), lower(statement));
        }
    }

    /**
     * Takes the rights away that go beyond reading: a read-only transaction permits a superuser to end sessions, or to
     * write files of the server. Rows that a policy hides from the lesser role become an error.
     */
    private static boolean lower(Statement statement) {
        try {
            statement.execute(KEEP_SEARCH_PATH);
            statement.execute("SET LOCAL ROLE " + READER);
            statement.execute("SET LOCAL row_security = off");
            return true;
        } catch (SQLException notAllowed) {
            return false;
        }
    }

    /** The server would not do it here, and might in a transaction that writes. */
    public static class Refused extends RuntimeException {

        Refused(String message, ExitException stop) {
            super(message, stop);
        }
    }

    /** What failed here as it would not where changes are wanted; any other failure as it is. */
    RuntimeException of(Exception e, ExitException failed) {
        String state = e instanceof SQLException s ? s.getSQLState() : null;
        if (READ_ONLY.equals(state)) return new Refused(failed.getMessage(), failed);
        return lowered && NO_RIGHT.equals(state)
                ? new Refused(failed.getMessage() + ", as " + READER + " here", failed)
                : failed;
    }

    /** The driver splits what it takes for several, by rules for quotes that the session can have changed. */
    void requireOne(String sql) throws SQLException {
        if (connection.createQuery(sql, false, false).query.getSubqueries() != null) {
            throw new SQLException(
                    "because standard_conforming_strings is off, this would be read as several statements", READ_ONLY);
        }
    }
}
