//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import lib.base.SignalHandling;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections whose statements are cancelled at a signal: the server would go on with them when we are gone. */
class CancellableDataSource extends PGSimpleDataSource {

    private static final Set<Connection> OPEN =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        SignalHandling.cancelling(CancellableDataSource::cancelAll);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        OPEN.add(connection);
        return connection;
    }

    /** In a thread of its own: a server that is stuck does not answer. */
    private static void cancelAll() {
        Thread thread = new Thread(() -> List.copyOf(OPEN).forEach(CancellableDataSource::cancel));
        thread.setDaemon(true);
        thread.start();
    }

    private static void cancel(Connection connection) {
        try {
            if (!connection.isClosed()) connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // then it ends with the connection
        }
    }
}
