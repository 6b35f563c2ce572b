//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.util.*;
import lib.migration.HistoryTable;
import org.postgresql.PGConnection;

/**
 * The data of a database as SQL, without its schema and without Flyway's history: in an order that foreign keys allow,
 * with the sequences where they were. The same data gives the same text.
 */
public class DataScript {

    /**
     * @param name quoted, with its schema
     * @param columns those that can be written, quoted
     * @param order what its rows are sorted by
     * @param guarded it has triggers, which have done their work on these rows already
     */
    private record Table(long id, String name, String columns, String order, boolean partitioned, boolean guarded) {}

    /** Without what belongs to an extension, to the server, or to Flyway; a partition is a part of its table. */
    private static final String TABLES = """
        SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name, c.relkind = 'p' AS partitioned,
          (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
          coalesce((SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.position)
            FROM pg_index i, unnest(i.indkey::smallint[]) WITH ORDINALITY k(number, position), pg_attribute a
            WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid
              AND a.attnum = k.number), '(t.*)::text COLLATE "C"') AS sorted,
          EXISTS (SELECT FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND (g.tgrelid = c.oid
            OR g.tgrelid IN (SELECT relid FROM pg_partition_tree(c.oid)))) AS guarded
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
          AND n.nspname <> 'information_schema'
          AND NOT ($HISTORY) AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY name\
        """;

    private static final String REFERENCES = """
        SELECT DISTINCT coalesce(pg_partition_root(conrelid), conrelid)::oid,
          coalesce(pg_partition_root(confrelid), confrelid)::oid
        FROM pg_constraint WHERE contype = 'f'\
        """;
    private static final String SEQUENCES = """
        SELECT format('%I.%I', n.nspname, c.relname) AS name, quote_literal(format('%I.%I', n.nspname, c.relname))
          AS literal
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
            AND d.deptype = 'e')
        ORDER BY name\
        """;
    private static final String VIEWS =
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                    + " c.relnamespace WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid";

    private final Connection connection;
    private final List<Table> tables = new ArrayList<>();
    private final Map<Long, Set<Long>> references = new HashMap<>();

    /** Looks at a database, as it is at this moment for as long as the connection's transaction lasts. */
    public DataScript(Connection connection, HistoryTable history) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            // what the text of a value depends on; and an error where a policy would hide rows from us
            statement.execute(
                    "SET search_path = ''; SET TIME ZONE 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle ="
                        + " 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1; SET row_security = off");
            try (ResultSet row =
                    statement.executeQuery(TABLES.replace("$HISTORY", history.condition("c.relname", "n.nspname")))) {
                while (row.next()) {
                    if (row.getString("columns") == null) continue;
                    tables.add(new Table(
                            row.getLong("oid"),
                            row.getString("name"),
                            row.getString("columns"),
                            row.getString("sorted"),
                            row.getBoolean("partitioned"),
                            row.getBoolean("guarded")));
                }
            }
            try (ResultSet row = statement.executeQuery(REFERENCES)) {
                while (row.next())
                    references
                            .computeIfAbsent(row.getLong(1), key -> new HashSet<>())
                            .add(row.getLong(2));
            }
        }
    }

    /** What there is to write: tables, sequences, materialized views. */
    public Set<String> names() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        tables.forEach(table -> names.add(table.name));
        for (String query : List.of(SEQUENCES, VIEWS)) for (String[] row : answers(query)) names.add(row[0]);
        return names;
    }

    /** The tables that have rows. */
    public List<String> filled() throws SQLException {
        List<String> filled = new ArrayList<>();
        for (Table table : tables) if (has(table)) filled.add(table.name);
        return filled;
    }

    private boolean has(Table table) throws SQLException {
        return !answers("SELECT 1 FROM " + table.name + " LIMIT 1").isEmpty();
    }

    /**
     * Writes it.
     *
     * @param heading what stands above it, as a comment
     * @param only the names that are written
     * @param emptied those that have rows where it will be loaded
     */
    public void write(OutputStream out, String heading, Collection<String> only, List<String> emptied)
            throws SQLException, IOException {
        List<Table> sorted = new ArrayList<>();
        boolean circle =
                sort(tables.stream().filter(table -> only.contains(table.name)).toList(), sorted);
        // then neither foreign keys nor triggers are looked at; what is written held to them when it was read
        boolean replica = circle || sorted.stream().anyMatch(Table::guarded);
        print(out, "-- " + heading + "\n");
        if (replica) print(out, "SET session_replication_role = replica;\n");
        if (!emptied.isEmpty()) print(out, "TRUNCATE " + String.join(", ", emptied) + " CASCADE;\n");
        for (Table table : sorted) {
            if (!has(table)) continue;
            print(out, "\nCOPY " + table.name + " (" + table.columns + ") FROM stdin;\n");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT " + table.columns + " FROM " + (table.partitioned ? "" : "ONLY ") + table.name
                                    + " t ORDER BY " + table.order + ") TO STDOUT",
                            out);
            print(out, "\\.\n");
        }
        print(out, "\n");
        try (Statement statement = connection.createStatement()) {
            for (String[] sequence : answers(SEQUENCES)) {
                if (!only.contains(sequence[0])) continue;
                try (ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + sequence[0])) {
                    row.next();
                    print(
                            out,
                            "SELECT pg_catalog.setval(" + sequence[1] + ", " + row.getLong(1) + ", " + row.getBoolean(2)
                                    + ");\n");
                }
            }
        }
        for (String[] view : answers(VIEWS))
            if (only.contains(view[0])) print(out, "REFRESH MATERIALIZED VIEW " + view[0] + ";\n");
        if (replica) print(out, "RESET session_replication_role;\n");
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts each table behind those that it refers to; true where some refer to one another in a circle. */
    private boolean sort(List<Table> from, List<Table> sorted) {
        List<Table> waiting = new ArrayList<>(from);
        while (!waiting.isEmpty()) {
            Set<Long> missing = new HashSet<>();
            waiting.forEach(table -> missing.add(table.id));
            Optional<Table> next = waiting.stream()
                    .filter(table -> references.getOrDefault(table.id, Set.of()).stream()
                            .noneMatch(id -> id != table.id && missing.contains(id)))
                    .findFirst();
            if (next.isEmpty()) {
                sorted.addAll(waiting);
                return true;
            }
            sorted.add(next.get());
            waiting.remove(next.get());
        }
        return false;
    }

    private List<String[]> answers(String query) throws SQLException {
        List<String[]> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next())
                answers.add(
                        new String[] {row.getString(1), row.getMetaData().getColumnCount() > 1 ? row.getString(2) : null
                        });
        }
        return answers;
    }
}
