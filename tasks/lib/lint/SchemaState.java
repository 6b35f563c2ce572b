//JAVA 17+

package lib.lint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lib.database.Database;
import lib.database.Statements;
import lib.migration.HistoryTable;

/**
 * What the server's catalog and statistics say at one moment of a transaction.
 *
 * @param relations tables, views and indexes by their oid
 * @param columns by table and number
 * @param constraints by their oid
 * @param labels the values of enums by their oid
 * @param locks what the transaction holds, the strongest mode by relation
 */
record SchemaState(
        Map<Long, Relation> relations,
        Map<ColumnKey, Column> columns,
        Map<Long, Constraint> constraints,
        Map<Long, String> labels,
        Map<Long, LockMode> locks) {

    /**
     * @param kind as in pg_class.relkind
     * @param file changes when the relation is rewritten; 0 where there is none
     * @param scans sequential scans in this transaction
     * @param table of an index; 0 for anything else
     */
    record Relation(long oid, char kind, String name, long file, long scans, long table) {

        boolean isTable() {
            return "rpm".indexOf(kind) >= 0;
        }

        Relation scanned(long times) {
            return new Relation(oid, kind, name, file, times, table);
        }

        /** Nobody writes to a materialized view but who refreshes it. */
        boolean isBlockedBy(LockMode lock) {
            return lock.isBlocking() && (kind != 'm' || lock == LockMode.AccessExclusiveLock);
        }

        boolean isIndex() {
            return kind == 'i' || kind == 'I';
        }
    }

    record ColumnKey(long table, int number) {}

    record Column(String name, boolean notNull) {}

    /**
     * @param kind as in pg_constraint.contype
     * @param referenced the table that a foreign key leads to; 0 for anything else
     */
    record Constraint(long table, String name, char kind, boolean validated, long referenced) {}

    /** Its schema takes no part: what the observer itself needs is in it. */
    static final String OWN_SCHEMA = "manage_lint";

    private static final String OURS =
            "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '" + OWN_SCHEMA + "')";

    private static final String RELATIONS =
            "SELECT c.oid, c.relkind::text, CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.'"
                    + " || c.relname END, coalesce(pg_relation_filenode(c.oid), 0), coalesce(s.seq_scan, 0),"
                    + " coalesce(i.indrelid, 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid LEFT JOIN pg_index i ON i.indexrelid ="
                    + " c.oid WHERE c.relkind IN ('r', 'p', 'm', 'v', 'i', 'I') AND " + OURS;
    private static final String COLUMNS =
            "SELECT a.attrelid, a.attnum, a.attname, a.attnotnull FROM pg_attribute a JOIN pg_class c ON c.oid ="
                    + " a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0 AND NOT"
                    + " a.attisdropped AND c.relkind IN ('r', 'p', 'm', 'v') AND " + OURS;
    private static final String CONSTRAINTS =
            "SELECT oid, conrelid, conname, contype::text, convalidated, confrelid FROM pg_constraint WHERE conrelid"
                    + " <> 0";
    private static final String LABELS =
            "SELECT oid, format('the value %L of %s', enumlabel, enumtypid::regtype) FROM pg_enum";
    private static final String LOCKS =
            "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted";

    static SchemaState of(Connection connection) throws SQLException {
        SchemaState state =
                new SchemaState(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        read(connection, LOCKS, row -> state.hold(row.getLong(1), row.getString(2)));
        read(
                connection,
                RELATIONS,
                row -> state.relations.put(
                        row.getLong(1),
                        new Relation(
                                row.getLong(1),
                                row.getString(2).charAt(0),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6))));
        read(
                connection,
                COLUMNS,
                row -> state.columns.put(
                        new ColumnKey(row.getLong(1), row.getInt(2)), new Column(row.getString(3), row.getBoolean(4))));
        read(
                connection,
                CONSTRAINTS,
                row -> state.constraints.put(
                        row.getLong(1),
                        new Constraint(
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4).charAt(0),
                                row.getBoolean(5),
                                row.getLong(6))));
        read(connection, LABELS, row -> state.labels.put(row.getLong(1), row.getString(2)));
        return state;
    }

    /** The names in a database, as they are seen where Flyway migrates. */
    static Set<String> names(Database database) {
        Optional<String> path = HistoryTable.of(database.environment()).searchPath();
        try (Connection connection = database.connect()) {
            if (path.isPresent()) Statements.run(connection, "SET search_path = " + path.get());
            return of(connection).names();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an application may read or write by its name: users, users.email. */
    Set<String> names() {
        return names(Set.of(), Set.of());
    }

    /** The same without some relations and columns. */
    Set<String> names(Set<Long> withoutRelations, Set<ColumnKey> withoutColumns) {
        Set<String> names = new TreeSet<>(labels.values());
        relations.forEach((oid, relation) -> {
            if (!relation.isIndex() && !withoutRelations.contains(oid)) names.add(relation.name());
        });
        columns.forEach((key, column) -> {
            if (!withoutRelations.contains(key.table()) && !withoutColumns.contains(key))
                names.add(relations.get(key.table()).name() + "." + column.name());
        });
        return names;
    }

    /** Without the columns of what is among them as a whole. */
    static List<String> wholes(Set<String> names) {
        return names.stream()
                .filter(name -> names.stream().noneMatch(other -> name.startsWith(other + ".")))
                .toList();
    }

    void hold(long relation, String mode) {
        // other kinds, such as SIReadLock, block nobody
        for (LockMode known : LockMode.values())
            if (known.name().equals(mode)) locks.merge(relation, known, LockMode::stronger);
    }

    void forgetScansSince(SchemaState before) {
        relations.replaceAll((oid, at) -> {
            Relation earlier = before.relations.get(oid);
            return at.scanned(earlier == null ? 0 : earlier.scans());
        });
    }

    void scan(long relation, long more) {
        relations.computeIfPresent(relation, (oid, at) -> at.scanned(at.scans() + more));
    }

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    static void read(Connection connection, String query, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) reader.read(rows);
        }
    }
}
