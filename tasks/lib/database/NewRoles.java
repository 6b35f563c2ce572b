//JAVA 17+

package lib.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The roles that migrations make. They belong to the server, and stay when the database of the migrations goes. */
public final class NewRoles {

    private static final String ALL = "SELECT rolname FROM pg_roles";

    /** What may make roles. */
    public interface Making<E extends Exception> {
        void run() throws E;
    }

    /** What is done with them. */
    public interface Taking {
        void take(List<String> roles) throws SQLException;
    }

    private NewRoles() {}

    /** Runs what may make roles, and gives away the names of those that are new then, however it ended. */
    public static <E extends Exception> void during(Connection connection, Making<E> work, Taking made)
            throws SQLException, E {
        Set<String> before = new HashSet<>(Statements.strings(connection, ALL));
        try {
            work.run();
        } finally {
            made.take(Statements.strings(connection, ALL).stream()
                    .filter(role -> !before.contains(role))
                    .toList());
        }
    }
}
