//JAVA 17+

package lib.testing;

import java.sql.*;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import lib.base.ExitException;
import lib.database.ApplicationRole;
import lib.database.Database;

/**
 * The roles that the migrations of test databases make. They belong to the server and stay when a database is dropped,
 * so that the same migrations would fail on the next run; a comment marks them as ours, as others have roles there too.
 */
record MigratedRoles(Database maintenance, Optional<ApplicationRole> application) {

    private static final String OURS = "made by the migrations of manage.java test";
    private static final String ALL = "SELECT rolname FROM pg_roles";

    /** Runs migrations, and marks the roles that are new then, however they end. */
    void during(Runnable migrations) {
        Set<String> before = new HashSet<>();
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            before.addAll(Database.strings(connection, ALL));
            application.ifPresent(role -> before.add(role.name()));
            try {
                migrations.run();
            } finally {
                for (String role : Database.strings(connection, ALL)) {
                    if (!before.contains(role))
                        statement.execute("COMMENT ON ROLE " + Database.quote(role) + " IS '" + OURS + "'");
                }
            }
        } catch (SQLException e) {
            throw ExitException.workFailed("the roles of the migrations cannot be marked: " + e.getMessage(), null)
                    .because(e);
        }
    }

    /** Drops them, once the databases are gone in which they own something. */
    static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String role :
                    Database.strings(connection, ALL + " r WHERE shobj_description(r.oid, 'pg_authid') = ?", OURS)) {
                statement.execute("DROP OWNED BY " + Database.quote(role));
                statement.execute("DROP ROLE " + Database.quote(role));
            }
        }
    }
}
