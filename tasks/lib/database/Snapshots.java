//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.base.TextTable;
import lib.base.TextTable.Column;

/** The snapshots of a database: copies of it that stand beside it on its server. */
public record Snapshots(Database database) {

    private static final String SIZE = "SELECT pg_size_pretty(pg_database_size(?::name))";

    /** What {@link #save} does, for people. */
    public List<String> saving(String name) {
        return List.of(DatabaseCopy.statement(database, copy(name)));
    }

    /** What {@link #restore} does. */
    public List<String> restoring(String name) {
        return List.of(database.dropStatement(), DatabaseCopy.statement(copy(name), database));
    }

    /** What {@link #remove} does. */
    public List<String> removing(String name) {
        return List.of(copy(name).dropStatement());
    }

    private Database copy(String name) {
        String full = Snapshot.database(database.name(), name);
        int excess = full.getBytes(StandardCharsets.UTF_8).length - Database.MAX_NAME_BYTES;
        if (excess > 0)
            throw ExitException.wrongInput(
                    "the name of the snapshot is too long by " + excess + (excess == 1 ? " byte" : " bytes"),
                    "Choose a shorter name: its database would be named " + Database.quote(full)
                            + ", and PostgreSQL cuts names after " + Database.MAX_NAME_BYTES + " bytes.");
        return new Database(database.environment(), full);
    }

    /** @param force whether whoever is connected to the database is disconnected */
    public void save(String name, boolean force) {
        Database copy = copy(name);
        with("save the snapshot " + name, connection -> {
            SignalHandling.step("saving the snapshot");
            Optional<Snapshot> there = named(all(connection), name);
            if (there.isPresent())
                throw ExitException.wrongInput(
                        "the snapshot " + name + " exists already, saved "
                                + there.get().saved(),
                        "Choose another name, or remove it first: manage.java db snapshot remove NAME");
            requireFree(connection, copy);
            Snapshot made = new Snapshot(
                    Snapshot.MADE_BY,
                    database.name(),
                    name,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    DatabaseReplacement.comment(connection, database));
            DatabaseCopy source = new DatabaseCopy(connection, database);
            new DatabaseSessions(connection, List.of(database), force)
                    .without(() -> source.make(copy, DatabaseMark.text(made)));
        });
    }

    /**
     * Puts a copy of a snapshot in the place of the database; until that is whole, the database stays as it is.
     *
     * @param force whether whoever is connected to the database is disconnected
     */
    public void restore(String name, boolean force) {
        Database copy = copy(name);
        with("restore the snapshot " + name, connection -> {
            SignalHandling.step("restoring the snapshot");
            Snapshot snapshot = require(connection, name);
            DatabaseCopy source = new DatabaseCopy(connection, copy);
            if (!DatabaseReplacement.exists(connection, database)) {
                new DatabaseSessions(connection, List.of(copy), force)
                        .without(() -> source.make(database, snapshot.comment()));
                return;
            }
            DatabaseReplacement replacement = new DatabaseReplacement(connection, database, force);
            try {
                replacement.copy(source, copy);
                replacement.put(snapshot.comment());
            } finally {
                replacement.clear();
            }
        });
    }

    /** @param force whether whoever looks at it is disconnected */
    public void remove(String name, boolean force) {
        Database copy = copy(name);
        with("remove the snapshot " + name, connection -> {
            require(connection, name);
            new DatabaseSessions(connection, List.of(copy), force)
                    .without(() -> Statements.run(connection, copy.dropStatement()));
        });
    }

    /** Removes every one. */
    void removeAll(boolean force) {
        with("list the snapshots", connection -> {
            for (Snapshot snapshot : all(connection)) remove(snapshot.name(), force);
        });
    }

    /** As a table, for people. */
    public String list() {
        TextTable table = new TextTable(Column.left(), Column.left(), Column.right()).row("Name", "Saved", "Size");
        List<Snapshot> all = new ArrayList<>();
        with("list the snapshots", connection -> {
            all.addAll(all(connection));
            for (Snapshot snapshot : all)
                table.row(
                        snapshot.name(),
                        snapshot.saved(),
                        Statements.strings(connection, SIZE, snapshot.database())
                                .get(0));
        });
        return all.isEmpty()
                ? "There is no snapshot of the database " + database.name() + "."
                : String.join(System.lineSeparator(), table.lines());
    }

    private List<Snapshot> all(Connection connection) throws SQLException {
        List<Snapshot> all = new ArrayList<>();
        Snapshot.MARK.all(connection, database.environment()).forEach((copy, snapshot) -> {
            // one that somebody has renamed is theirs
            if (snapshot.of().equals(database.name()) && snapshot.database().equals(copy.name())) all.add(snapshot);
        });
        all.sort(Comparator.comparing(Snapshot::saved).thenComparing(Snapshot::name));
        return all;
    }

    private static Optional<Snapshot> named(List<Snapshot> all, String name) {
        return all.stream().filter(snapshot -> snapshot.name().equals(name)).findFirst();
    }

    private Snapshot require(Connection connection, String name) throws SQLException {
        List<Snapshot> all = all(connection);
        return named(all, name)
                .orElseThrow(() -> ExitException.wrongInput(
                        "there is no snapshot " + name + " of the database " + database.name(),
                        all.isEmpty()
                                ? "It has no snapshots; manage.java db snapshot save NAME makes one."
                                : "There are: "
                                        + all.stream().map(Snapshot::name).collect(Collectors.joining(", "))));
    }

    private void requireFree(Connection connection, Database copy) throws SQLException {
        if (DatabaseReplacement.exists(connection, copy))
            throw ExitException.workFailed(
                    "the database " + Database.quote(copy.name()) + " exists and is not a snapshot of "
                            + Database.quote(database.name()),
                    "Choose another name for the snapshot, or remove that database yourself.");
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private void with(String what, Work work) {
        try (Connection connection = database.beside().connect()) {
            work.run(connection);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "cannot " + what + ": " + e.getMessage(),
                            "3D000".equals(e.getSQLState())
                                    ? "Create the database first: manage.java create-initial-db"
                                    : "The database is as it was. The user in POSTGRES_USER needs the right to create"
                                            + " databases, and must own this one.")
                    .because(e);
        }
    }
}
