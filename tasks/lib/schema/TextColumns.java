//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import lib.database.Database;
import lib.database.Statements;
import lib.schema.DependencyGraph.Node;
import lib.schema.SchemaDiff.Origin;
import lib.schema.SchemaDiff.Step;

/**
 * The columns of a type that changes are text meanwhile. Where a value of an enum goes, what holds it gets what a new
 * row would.
 *
 * @param lostValues by the number of the enum
 */
record TextColumns(Connection from, Connection to, Map<Long, List<String>> lostValues) {

    private static final String COLUMNS = """
        SELECT attrelid::regclass::text, quote_ident(attname), CASE typcategory WHEN 'A' THEN typelem ELSE t.oid END,
          typcategory = 'A'
        FROM unnest(?, ?) WITH ORDINALITY n(id, col, position) JOIN pg_attribute ON attrelid = id AND attnum = col
          JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p') JOIN pg_type t ON t.oid = atttypid
        WHERE attinhcount = 0 AND attgenerated = '' ORDER BY position
        """;
    private static final String DEFAULT = """
        SELECT pg_get_expr(adbin, adrelid), attnotnull FROM pg_attribute
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = to_regclass(?) AND quote_ident(attname) = ?
        """;

    List<Step> steps(Collection<Node> nodes) throws SQLException {
        List<Node> columns = nodes.stream()
                .filter(node -> node.catalog().equals("pg_class") && node.column() > 0)
                .toList();
        List<Step> steps = new ArrayList<>();
        try (PreparedStatement statement = from.prepareStatement(COLUMNS)) {
            statement.setArray(
                    1,
                    from.createArrayOf("bigint", columns.stream().map(Node::id).toArray()));
            statement.setArray(
                    2,
                    from.createArrayOf("int", columns.stream().map(Node::column).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> lost = lostValues.getOrDefault(row.getLong(3), List.of());
                    String table = row.getString(1);
                    String column = row.getString(2);
                    String value = lost.isEmpty() ? column + "::text" : without(lost, table, column, row.getBoolean(4));
                    steps.add(new Step(
                            "ALTER TABLE " + table + " ALTER COLUMN " + column + " TYPE text USING " + value,
                            lost.isEmpty() ? Origin.OURS : Origin.OURS_AND_LOSING));
                }
            }
        }
        return steps;
    }

    private String without(List<String> lost, String table, String column, boolean array) throws SQLException {
        String value = column + (array ? "::text[]" : "::text");
        if (array) {
            for (String one : lost) value = "array_remove(" + value + ", " + Database.literal(one) + ")";
            return value + "::text";
        }
        Optional<String> instead = instead(table, column);
        // then the server refuses the rows that hold it
        if (instead.isEmpty()) return value;
        StringBuilder chosen = new StringBuilder("CASE " + value);
        for (String one : lost)
            chosen.append(" WHEN ")
                    .append(Database.literal(one))
                    .append(" THEN ")
                    .append(instead.get());
        return chosen + " ELSE " + value + " END";
    }

    /** What a new row gets; empty where it has to be given. */
    private Optional<String> instead(String table, String column) throws SQLException {
        try (PreparedStatement statement = to.prepareStatement(DEFAULT)) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) return Optional.of("NULL");
                if (row.getString(1) != null) return Optional.of(textOf(row.getString(1)));
                return row.getBoolean(2) ? Optional.empty() : Optional.of("NULL");
            }
        }
    }

    private String textOf(String expression) throws SQLException {
        return Statements.strings(to, "SELECT quote_nullable((" + expression + ")::text)")
                .get(0);
    }
}
