//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import lib.base.ExitException;

/**
 * Those who are connected to some databases, as nobody may be while these are copied, renamed or dropped.
 *
 * @param connection to another database
 * @param force whether they are disconnected
 */
record DatabaseSessions(Connection connection, List<Database> databases, boolean force) {

    private static final String IN_USE = "55006";
    /** How often somebody may come back before the server has locked the database. */
    private static final int ATTEMPTS = 3;

    // autovacuum leaves by itself
    private static final String OTHERS = " FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid()"
            + " AND backend_type IS DISTINCT FROM 'autovacuum worker'";
    private static final String NAMES = "SELECT count(*) || ' of ' || coalesce(nullif(application_name, ''),"
            + " 'a program without a name') || ' (' || coalesce(usename, 'no user') || ')'" + OTHERS
            + " GROUP BY application_name, usename ORDER BY 1";
    private static final String END = "SELECT pg_terminate_backend(pid)" + OTHERS;

    interface Work {
        void run() throws SQLException;
    }

    /** Does something that fails, and has changed nothing, while somebody is connected. */
    void without(Work work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            for (Database database : databases) {
                if (force) Statements.strings(connection, END, database.name());
                else requireNone(database);
            }
            try {
                work.run();
                return;
            } catch (SQLException e) {
                if (!force || attempt == ATTEMPTS || !IN_USE.equals(e.getSQLState())) throw e;
            }
        }
    }

    private void requireNone(Database database) throws SQLException {
        List<String> others = Statements.strings(connection, NAMES, database.name());
        if (!others.isEmpty())
            throw ExitException.workFailed(
                    "others are connected to the database " + database.name() + ": " + String.join(", ", others),
                    "Stop them, or disconnect them: --force");
    }
}
