//JAVA 17+

package lib.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.lint.SchemaState.ColumnKey;
import lib.lint.SchemaState.Constraint;
import lib.lint.SchemaState.Relation;

/**
 * What one statement did, told by the server's state before and after it.
 *
 * @param introduced what the same migrations have made, which no application uses yet
 */
record StatementEffect(StatementPlace place, SchemaState before, SchemaState after, Introduced introduced) {

    /** Tables, views and columns that are new. */
    record Introduced(Set<Long> relations, Set<ColumnKey> columns) {

        void add(SchemaState before, SchemaState after) {
            after.relations().keySet().stream()
                    .filter(oid -> !before.relations().containsKey(oid))
                    .forEach(relations::add);
            after.columns().keySet().stream()
                    .filter(column -> !before.columns().containsKey(column))
                    .forEach(columns::add);
        }
    }

    /** The tables that are there for the application that runs, in the order of their names. */
    List<Relation> tables() {
        return before.relations().values().stream()
                .filter(relation ->
                        relation.isTable() && !introduced.relations().contains(relation.oid()))
                .sorted(Comparator.comparing(Relation::name))
                .toList();
    }

    boolean isScanned(Relation table) {
        Relation now = after.relations().get(table.oid());
        return now != null && now.scans() > table.scans();
    }

    boolean isRewritten(Relation table) {
        Relation now = after.relations().get(table.oid());
        return now != null && table.file() != 0 && now.file() != table.file();
    }

    /** Whether an index is made anew. */
    boolean isIndexed(Relation table) {
        return after.relations().values().stream()
                .filter(index -> index.isIndex() && index.table() == table.oid())
                .anyMatch(index -> {
                    Relation earlier = before.relations().get(index.oid());
                    return earlier != null && earlier.file() != 0 && earlier.file() != index.file();
                });
    }

    boolean hasNewIndex(Relation table) {
        return after.relations().values().stream()
                .anyMatch(index -> index.isIndex()
                        && index.table() == table.oid()
                        && !before.relations().containsKey(index.oid()));
    }

    boolean isHeavy(Relation table) {
        return isScanned(table) || isRewritten(table) || isIndexed(table);
    }

    /** The strongest lock that the transaction holds on it now. */
    LockMode held(Relation table) {
        return after.locks().getOrDefault(table.oid(), LockMode.AccessShareLock);
    }

    /** The strongest lock that earlier statements of the transaction have left on it. */
    LockMode heldBefore(Relation table) {
        return before.locks().getOrDefault(table.oid(), LockMode.AccessShareLock);
    }

    boolean gained(Relation table) {
        return held(table).compareTo(heldBefore(table)) > 0;
    }

    /** Whether it added a constraint of one of these kinds. */
    boolean adds(Relation table, String kinds) {
        return added().anyMatch(
                        constraint -> constraint.table() == table.oid() && kinds.indexOf(constraint.kind()) >= 0);
    }

    /** The tables that the foreign keys it added to a table lead to. */
    List<Relation> newlyReferenced(Relation table) {
        return added().filter(constraint -> constraint.table() == table.oid() && constraint.referenced() != 0)
                .map(constraint -> after.relations().get(constraint.referenced()))
                .filter(referenced -> !introduced.relations().contains(referenced.oid()))
                .toList();
    }

    boolean isNewlyReferenced(Relation table) {
        return added().anyMatch(constraint -> constraint.referenced() == table.oid());
    }

    private Stream<Constraint> added() {
        return after.constraints().entrySet().stream()
                .filter(entry -> !before.constraints().containsKey(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    /** Whether it validated a constraint that was there before. */
    boolean validates(Relation table) {
        return after.constraints().entrySet().stream().anyMatch(entry -> {
            Constraint earlier = before.constraints().get(entry.getKey());
            return earlier != null
                    && entry.getValue().table() == table.oid()
                    && !earlier.validated()
                    && entry.getValue().validated();
        });
    }

    boolean forbidsNull(Relation table) {
        return after.columns().entrySet().stream()
                .anyMatch(entry -> entry.getKey().table() == table.oid()
                        && entry.getValue().notNull()
                        && before.columns().containsKey(entry.getKey())
                        && !before.columns().get(entry.getKey()).notNull());
    }

    /** The constraints that it added and that were not checked on the rows there are. */
    Set<Constraint> unchecked() {
        return added().filter(constraint ->
                        !constraint.validated() && !introduced.relations().contains(constraint.table()))
                .collect(Collectors.toSet());
    }

    /**
     * The names that are gone: {@code users}, {@code orders.total}.
     *
     * @param all of what the same migrations have made too: it may have the name of what was there before
     */
    List<String> removedNames(boolean all) {
        Set<String> names = all ? before.names() : before.names(introduced.relations(), introduced.columns());
        names.removeAll(after.names());
        return SchemaState.wholes(names);
    }
}
