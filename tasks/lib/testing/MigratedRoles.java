//JAVA 17+

package lib.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import lib.base.ExitException;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.NewRoles;
import lib.database.Statements;

/**
 * The roles that the migrations of test databases make. They belong to the server and stay when a database is dropped,
 * so that the same migrations would fail on the next run; a comment marks them as ours, as others have roles there too.
 */
record MigratedRoles(Database maintenance, List<ApplicationRole> application) {

    private static final String OURS = "made by the migrations of manage.java test";
    private static final String MARKED = "SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') = ?";

    /** Runs migrations, and marks the roles that are new then, however they end. */
    void during(Runnable migrations) {
        try (Connection connection = maintenance.connect()) {
            NewRoles.during(connection, migrations::run, made -> mark(connection, made));
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "the roles of the migrations cannot be marked: " + e.getMessage(),
                            "The user in POSTGRES_USER needs the right to create roles, to set a comment on each role"
                                    + " that migrations create.")
                    .because(e);
        }
    }

    private void mark(Connection connection, List<String> made) throws SQLException {
        for (String role : made) {
            if (application.stream().noneMatch(own -> own.name().equals(role)))
                Statements.run(connection, "COMMENT ON ROLE " + Database.quote(role) + " IS '" + OURS + "'");
        }
    }

    /** Drops them, once the databases are gone in which they own something. */
    static void drop(Connection connection) throws SQLException {
        for (String role : Statements.strings(connection, MARKED, OURS)) {
            Statements.run(connection, "DROP OWNED BY " + Database.quote(role));
            Statements.run(connection, "DROP ROLE " + Database.quote(role));
        }
    }
}
