//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;

/** What depends on what in a database, by the server's own books. */
class DependencyGraph {

    /**
     * @param catalog the system catalogue that has it
     * @param column 0 for the whole of it
     */
    record Node(String catalog, long id, int column) {}

    /**
     * The server itself looks after indexes, constraints and plain defaults of a column that changes. Beside pg_depend:
     * a view is lost with its query, a composite type with each attribute, a generated column with its expression.
     */
    private static final String QUERY = """
        SELECT classid::regclass::text, objid, objsubid, refclassid::regclass::text, refobjid, refobjsubid
          FROM pg_depend WHERE objid >= 16384 AND refobjid >= 16384 AND NOT (refclassid = 'pg_class'::regclass
            AND refobjsubid > 0 AND (classid = 'pg_constraint'::regclass OR classid = 'pg_class'::regclass
              AND objsubid = 0 OR classid = 'pg_attrdef'::regclass AND deptype IN ('a', 'i')))
        UNION ALL SELECT 'pg_class', ev_class, 0, 'pg_rewrite', oid, 0 FROM pg_rewrite WHERE rulename = '_RETURN'
          AND oid >= 16384
        UNION ALL SELECT 'pg_type', reltype, 0, 'pg_class', attrelid, attnum FROM pg_attribute a
          JOIN pg_class c ON c.oid = attrelid AND c.relkind = 'c' WHERE attnum > 0 AND attrelid >= 16384
        UNION ALL SELECT 'pg_class', adrelid, adnum, 'pg_attrdef', d.oid, 0 FROM pg_attrdef d
          JOIN pg_attribute a ON a.attrelid = adrelid AND a.attnum = adnum WHERE attgenerated <> ''
        """;

    private final Map<Node, Set<Node>> dependents = new HashMap<>();

    static DependencyGraph of(Connection connection) throws SQLException {
        DependencyGraph graph = new DependencyGraph();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                Node dependent = new Node(row.getString(1), row.getLong(2), row.getInt(3));
                Node on = new Node(row.getString(4), row.getLong(5), row.getInt(6));
                graph.add(on, dependent);
                // with the whole of it its columns are gone
                if (on.column > 0) graph.add(new Node(on.catalog, on.id, 0), dependent);
            }
        }
        return graph;
    }

    private void add(Node on, Node dependent) {
        dependents.computeIfAbsent(on, node -> new LinkedHashSet<>()).add(dependent);
    }

    /** Everything that depends on one of them, what nothing else depends on first. */
    List<Node> dependents(Collection<Node> roots) {
        Set<Node> found = new LinkedHashSet<>();
        roots.forEach(root -> find(root, found));
        Set<Node> ordered = new LinkedHashSet<>();
        Set<Node> seen = new HashSet<>();
        found.forEach(node -> order(node, seen, ordered));
        return List.copyOf(ordered);
    }

    private void find(Node node, Set<Node> found) {
        for (Node dependent : dependents.getOrDefault(node, Set.of())) {
            if (found.add(dependent)) find(dependent, found);
        }
    }

    private void order(Node node, Set<Node> seen, Set<Node> ordered) {
        if (!seen.add(node)) return;
        dependents.getOrDefault(node, Set.of()).forEach(dependent -> order(dependent, seen, ordered));
        ordered.add(node);
    }
}
