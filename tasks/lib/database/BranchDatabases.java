//JAVA 17+

package lib.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Git;
import lib.environment.GitBranch;

/**
 * The databases of a clone's branches, where APPLICATION_DB refers to the one that is checked out. A comment at each
 * tells whose it is.
 *
 * @param context with the server's address
 * @param value of APPLICATION_DB in the environment's file
 */
public record BranchDatabases(Context context, GitBranch branch, String value) {

    private static final String MADE_BY = "manage.java branch";
    private static final DatabaseMark<Mark> MARK = new DatabaseMark<>(MADE_BY, Mark.class);

    /** The comment. */
    private record Mark(String madeBy, String repository, String value, String branch) {}

    /** Empty where a branch has no database of its own, or somebody else says what the branch is. */
    public static Optional<BranchDatabases> of(Context context) {
        if (context.environment().get(GitBranch.VARIABLE, null) != null) return Optional.empty();
        return context.environment()
                .written("APPLICATION_DB")
                .map(values -> values.get(0))
                .filter(value -> value.contains("${" + GitBranch.VARIABLE + "}"))
                .flatMap(value -> GitBranch.of(context.project().root())
                        .map(branch -> new BranchDatabases(context, branch, value)));
    }

    /**
     * Makes that of this branch: a copy of the one of the branch that it comes from, or where there is none, an empty
     * one.
     *
     * @param force whether whoever is connected to the one that is copied is disconnected
     * @return the branch whose database was copied
     */
    public Optional<String> create(boolean force) {
        Database database = Database.application(context.environment());
        String comment = DatabaseMark.text(new Mark(MADE_BY, repository(), value, branch.name()));
        try (Connection connection = database.beside().connect()) {
            SortedMap<String, Database> all = all(connection);
            Optional<String> nearest = nearest(all.keySet());
            if (nearest.isEmpty()) {
                database.createFrom(database.beside());
                Statements.run(connection, DatabaseCopy.comment(connection, database.name(), comment));
                return nearest;
            }
            Database source = all.get(nearest.get());
            DatabaseCopy copy = new DatabaseCopy(connection, source);
            new DatabaseSessions(connection, List.of(source), force).without(() -> copy.make(database, comment));
            return nearest;
        } catch (SQLException e) {
            throw failed("the database " + database.name() + " cannot be created", e);
        }
    }

    /** Those whose branches are gone. */
    public List<Database> leftOver() {
        Set<String> branches = new HashSet<>(git("for-each-ref", "--format=%(refname:short)", "refs/heads")
                .orElseThrow(() -> ExitException.machineLacks(
                        "git cannot list the branches", "Install git, or run git branch here to see why."))
                .lines()
                .toList());
        branches.add(branch.name());
        try (Connection connection =
                Database.application(context.environment()).beside().connect()) {
            SortedMap<String, Database> all = all(connection);
            all.keySet().removeAll(branches);
            return List.copyOf(all.values());
        } catch (SQLException e) {
            throw failed("the databases of branches cannot be listed", e);
        }
    }

    /** Drops one, and its snapshots. */
    public void drop(Database database, boolean force) {
        try (Connection connection = database.beside().connect()) {
            new DatabaseSessions(connection, List.of(database), force)
                    .without(() -> Statements.run(connection, database.dropStatement()));
        } catch (SQLException e) {
            throw failed("the database " + database.name() + " cannot be dropped", e);
        }
        new Snapshots(database).removeAll(force);
    }

    /** By their branches. */
    private SortedMap<String, Database> all(Connection connection) throws SQLException {
        SortedMap<String, Database> all = new TreeMap<>();
        MARK.all(connection, context.environment()).forEach((database, mark) -> {
            if (mark.repository().equals(repository()) && mark.value().equals(value)) all.put(mark.branch(), database);
        });
        return all;
    }

    private String repository() {
        return branch.repository().toString();
    }

    /** The one that the fewest commits lie between. */
    private Optional<String> nearest(Set<String> branches) {
        Map<String, Integer> commits = new HashMap<>();
        for (String each : branches) {
            git("rev-list", "--count", "refs/heads/" + each + "...HEAD")
                    .ifPresent(count -> commits.put(each, Integer.valueOf(count.strip())));
        }
        return commits.entrySet().stream()
                .min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private Optional<String> git(String... arguments) {
        return new Git(context).answer(arguments);
    }

    private static ExitException failed(String what, SQLException e) {
        return ExitException.workFailed(
                        what + ": " + e.getMessage(),
                        "The user in POSTGRES_USER needs the right to create databases, and must own those of the"
                                + " branches.")
                .because(e);
    }
}
