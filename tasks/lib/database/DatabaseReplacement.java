//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import lib.base.ExitException;

/**
 * Another database in the place of one, which is kept under another name until the new one is whole. What a killed one
 * has left is known by the comment at it.
 */
public class DatabaseReplacement {

    private static final String MARK = "left by manage.java, which was replacing a database";

    private static final String OID = "SELECT oid FROM pg_database WHERE datname = ?";
    private static final String COMMENT =
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = ?";
    /** What belongs to a database itself, so that no other can take its place. */
    private static final String BOUND = "SELECT 'replication slot ' || slot_name FROM pg_replication_slots WHERE"
            + " database = ? UNION ALL SELECT 'subscription ' || subname FROM pg_subscription JOIN pg_database d ON"
            + " d.oid = subdbid WHERE datname = ?";

    private final Connection connection;
    private final Database database;
    private final String comment;
    private final Database old;
    private final Database made;
    private final boolean force;

    /**
     * Of a database that is there; removes what one before has left.
     *
     * @param connection to another database of the server
     * @param force whether whoever is connected to it is disconnected
     */
    public DatabaseReplacement(Connection connection, Database database, boolean force) throws SQLException {
        this.connection = connection;
        this.database = database;
        this.force = force;
        String oid = Statements.strings(connection, OID, database.name()).get(0);
        comment = comment(connection, database);
        old = new Database(database.environment(), "manage_old_" + oid);
        made = new Database(database.environment(), "manage_new_" + oid);
        List<String> bound = Statements.strings(connection, BOUND, database.name(), database.name());
        if (!bound.isEmpty())
            throw ExitException.workFailed(
                    "the database " + database.name() + " cannot be replaced: it has the " + String.join(", ", bound),
                    "Drop the " + String.join(" and the ", bound) + " first.");
        clear();
    }

    /** Whether the server has a database. */
    static boolean exists(Connection connection, Database database) throws SQLException {
        return !Statements.strings(connection, OID, database.name()).isEmpty();
    }

    /** That of a database; null where it has none. */
    static String comment(Connection connection, Database database) throws SQLException {
        String comment = String.join("", Statements.strings(connection, COMMENT, database.name()));
        return comment.isEmpty() ? null : comment;
    }

    /** Makes a copy of another database, to {@link #put} it in the place. */
    void copy(DatabaseCopy source, Database copied) throws SQLException {
        new DatabaseSessions(connection, List.of(database, copied), force).without(() -> source.make(made, MARK));
    }

    /** Puts what was made in the place, at once. */
    void put(String newComment) throws SQLException {
        new DatabaseSessions(connection, List.of(database), force)
                .without(() -> together(
                        rename(database, old),
                        comment(old, MARK),
                        rename(made, database),
                        comment(database, newComment)));
    }

    /** Keeps it under another name, so that a new one can be made under its own. */
    public void setAside() throws SQLException {
        new DatabaseSessions(connection, List.of(database), force)
                .without(() -> together(rename(database, old), comment(old, MARK)));
    }

    /** Puts it back, where it was set aside, in the place of what was made of the new one. */
    public void putBack() throws SQLException {
        if (exists(connection, database)) Statements.run(connection, database.forcedDropStatement());
        together(rename(old, database), comment(database, comment));
    }

    /** Gives a new one the comment of the old one, where it has none. */
    public void keepComment() throws SQLException {
        if (comment(connection, database) == null) Statements.run(connection, comment(database, comment));
    }

    /** Removes what is not needed any more. */
    public void clear() throws SQLException {
        for (Database each : List.of(old, made)) {
            if (!MARK.equals(comment(connection, each))) continue;
            Statements.run(connection, each.forcedDropStatement());
        }
    }

    private void together(String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String comment(Database at, String text) throws SQLException {
        return DatabaseCopy.comment(connection, at.name(), text);
    }

    private static String rename(Database from, Database to) {
        return "ALTER DATABASE " + Database.quote(from.name()) + " RENAME TO " + Database.quote(to.name());
    }
}
