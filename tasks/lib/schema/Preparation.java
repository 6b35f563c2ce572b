//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import java.util.stream.Collectors;
import lib.schema.DependencyGraph.Node;
import lib.schema.SchemaDiff.Origin;
import lib.schema.SchemaDiff.Step;

/**
 * The statements that come before those of the library: they take away what would stop a change, which the library then
 * makes again as it is to be, and do what it knows nothing of.
 */
class Preparation {

    /** A column whose values are computed is computed again; what is a part of something else goes with it. */
    private static final String REMOVALS = """
        WITH node AS (SELECT * FROM unnest(?, ?, ?) WITH ORDINALITY n(catalog, id, col, position))
        SELECT CASE catalog
          WHEN 'pg_constraint' THEN (SELECT CASE conrelid WHEN 0
              THEN format('ALTER DOMAIN %s DROP CONSTRAINT %I', contypid::regtype, conname)
              ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) END
            FROM pg_constraint k WHERE k.oid = id AND coninhcount = 0)
          WHEN 'pg_attrdef' THEN (SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', adrelid::regclass,
              attname)
            FROM pg_attrdef d JOIN pg_attribute a ON attrelid = adrelid AND attnum = adnum AND attgenerated = ''
            WHERE d.oid = id)
          WHEN 'pg_rewrite' THEN (SELECT 'DROP RULE ' || identity FROM pg_rewrite r WHERE r.oid = id
            AND rulename <> '_RETURN')
          WHEN 'pg_trigger' THEN (SELECT 'DROP TRIGGER ' || identity FROM pg_trigger t WHERE t.oid = id
            AND NOT tgisinternal AND tgparentid = 0)
          WHEN 'pg_class' THEN CASE
            WHEN type IN ('view', 'materialized view') THEN 'DROP ' || upper(type) || ' ' || identity
            WHEN type = 'index' THEN (SELECT 'DROP INDEX ' || identity FROM pg_class c WHERE c.oid = id
              AND NOT relispartition AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid))
            WHEN type = 'table column' THEN (SELECT format('ALTER TABLE %s DROP COLUMN %I', attrelid::regclass,
                attname)
              FROM pg_attribute WHERE attrelid = id AND attnum = col AND attgenerated <> '' AND attinhcount = 0) END
          WHEN 'pg_proc' THEN 'DROP ' || upper(type) || ' ' || identity
          WHEN 'pg_policy' THEN 'DROP POLICY ' || identity
          WHEN 'pg_publication' THEN 'DROP PUBLICATION ' || identity
          WHEN 'pg_publication_rel' THEN (SELECT format('DROP PUBLICATION %I', pubname)
            FROM pg_publication_rel r JOIN pg_publication p ON p.oid = prpubid WHERE r.oid = id)
          WHEN 'pg_statistic_ext' THEN 'DROP STATISTICS ' || identity END
        FROM node, pg_identify_object(catalog::regclass, id::oid, col)
        WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = catalog::regclass AND objid = id AND deptype = 'e')
        ORDER BY position
        """;

    private static final String ATTACHED = """
        SELECT concat(inhrelid::regclass, chr(9), inhparent::regclass), format('ALTER TABLE %s ATTACH PARTITION %s %s',
            inhparent::regclass, inhrelid::regclass, pg_get_expr(relpartbound, inhrelid))
          FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid AND relispartition AND relkind IN ('r', 'p')
        """;
    private static final String INHERITED = """
        SELECT concat(inhrelid::regclass, chr(9), inhparent::regclass), format('ALTER TABLE %s $INHERIT %s',
            inhrelid::regclass, inhparent::regclass)
          FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid AND NOT relispartition AND relkind = 'r'
        """;

    /** The library would make the new sequence while the old one has its name. */
    private static final String IDENTITIES = """
        SELECT concat(attrelid::regclass, chr(9), attname), format('ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY',
            attrelid::regclass, attname)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p')
          WHERE attidentity <> '' AND attinhcount = 0
        """;

    /** The library adds the column first, and lets nothing fill it; where the column is there, this is refused. */
    private static final String NEW_IDENTITIES = """
        SELECT concat(attrelid::regclass, chr(9), attname), format('ALTER TABLE %s ADD COLUMN %I %s GENERATED %s AS'
            ' IDENTITY (SEQUENCE NAME %s START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s%s)',
            attrelid::regclass, attname, format_type(atttypid, atttypmod), CASE attidentity WHEN 'a' THEN 'ALWAYS'
              ELSE 'BY DEFAULT' END, objid::regclass, seqstart, seqincrement, seqmin, seqmax, seqcache,
            CASE WHEN seqcycle THEN ' CYCLE' END)
          FROM pg_attribute JOIN pg_depend d ON refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i'
              AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
            JOIN pg_sequence ON seqrelid = objid
          WHERE attidentity <> '' AND attinhcount = 0
        """;

    private static final String SERIALS = """
        SELECT concat(refobjid::regclass, chr(9), attname), format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT'
            || chr(1) || 'DROP SEQUENCE %s', refobjid::regclass, attname, objid::regclass)
          FROM pg_depend d JOIN pg_class s ON s.oid = objid AND s.relkind = 'S'
            JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
          WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype = 'a'
        """;

    /** A default that counts with the sequence of another table's column, which may go with it. */
    private static final String OTHERS_COUNTERS = """
        SELECT concat_ws(chr(9), adrelid::regclass, attname, o.refobjid::regclass), format(
            'ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', adrelid::regclass, attname)
          FROM pg_attrdef d JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
            JOIN pg_depend x ON x.classid = 'pg_attrdef'::regclass AND x.objid = d.oid
              AND x.refclassid = 'pg_class'::regclass
            JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = x.refobjid AND o.deptype = 'a'
              AND o.refobjid <> adrelid
        """;

    /** A table can be made to inherit a column only where its own is NOT NULL as well. */
    private static final String INHERITED_NOT_NULL = """
        SELECT concat(attrelid::regclass, chr(9), attname), format('ALTER TABLE ONLY %s ALTER COLUMN %I SET NOT NULL',
            attrelid::regclass, attname)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
          WHERE attnum > 0 AND attnotnull AND attinhcount > 0 AND relkind = 'r' AND NOT relispartition
        """;

    private static final String COLUMNS = """
        SELECT concat(attrelid::regclass, chr(9), attname), '' FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped
        """;

    /** Columns that other tables have from this one alone: the library drops it here, and it would stay there. */
    private static final String PASSED_ON = """
        SELECT concat_ws(chr(10), concat(p.attrelid::regclass, chr(9), p.attname),
            string_agg(concat(c.attrelid::regclass, chr(9), c.attname), chr(10))),
            format(' %s DROP COLUMN %I', p.attrelid::regclass, p.attname)
          FROM pg_attribute p JOIN pg_class t ON t.oid = p.attrelid JOIN pg_inherits ON inhparent = p.attrelid
            JOIN pg_attribute c ON c.attrelid = inhrelid AND c.attname = p.attname
          WHERE p.attnum > 0 AND p.attinhcount = 0 AND NOT c.attislocal AND c.attinhcount = 1 AND relkind = 'r'
          GROUP BY p.attrelid, p.attname
        """;

    /** Kinds that are in the way themselves, and not only with what depends on them. */
    private static final Set<String> THEMSELVES = Set.of("pg_constraint", "pg_publication");

    /** To be run one after another; what the server refuses then is left out. */
    static List<Step> between(Connection from, Connection to) throws SQLException {
        ChangedObjects changed = ChangedObjects.between(from, to);
        DependencyGraph graph = DependencyGraph.of(from);
        Set<Node> dependents = new LinkedHashSet<>(graph.dependents(changed.others()));
        for (Node node : changed.others()) if (THEMSELVES.contains(node.catalog())) dependents.add(node);
        List<Node> ofTypes = graph.dependents(changed.types());
        dependents.addAll(ofTypes);
        List<Step> steps = new ArrayList<>(inheritance(from, to));
        // the statements to come may update rows that are published, of tables whose key is dropped before
        Map<String, String> publications = Completion.publications(to);
        Completion.publications(from).forEach((name, definition) -> {
            if (!definition.equals(publications.get(name)))
                steps.add(new Step("DROP PUBLICATION " + name, Origin.OURS));
        });
        for (String sql : Completion.replicaIdentities(from, to))
            if (sql.endsWith(" FULL")) steps.add(new Step(sql, Origin.OURS));
        Map<String, String> identities = pairs(to, IDENTITIES);
        for (var serial : pairs(from, SERIALS).entrySet()) {
            if (identities.containsKey(serial.getKey()))
                for (String sql : serial.getValue().split("\u0001")) steps.add(new Step(sql, Origin.OURS));
        }
        for (String sql : difference(from, to, IDENTITIES)) steps.add(new Step(sql, Origin.OURS));
        for (String sql : difference(to, from, NEW_IDENTITIES)) steps.add(new Step(sql, Origin.OURS));
        for (String sql : difference(from, to, OTHERS_COUNTERS)) steps.add(new Step(sql, Origin.OURS));
        for (String sql : changed.renamedValues()) steps.add(new Step(sql, Origin.OURS));
        for (String sql : removals(from, dependents)) steps.add(new Step(sql, Origin.OURS));
        for (String sql : changed.attributes()) steps.add(new Step(sql, Origin.OURS));
        changed.lostAttributes().forEach((sql, type) -> {
            boolean stored = graph.dependents(List.of(type)).stream()
                    .anyMatch(node -> node.catalog().equals("pg_class") && node.column() > 0);
            steps.add(new Step(sql, stored ? Origin.OURS_AND_LOSING : Origin.OURS));
        });
        for (String sql : new Conversions(from, to).impossible()) steps.add(new Step(sql, Origin.OURS_AND_LOSING));
        steps.addAll(new TextColumns(from, to, changed.lostValues()).steps(ofTypes));
        return steps;
    }

    private static List<Step> inheritance(Connection from, Connection to) throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (String sql : difference(to, from, ATTACHED)) steps.add(new Step(sql, Origin.OURS));
        for (String sql : difference(from, to, INHERITED)) steps.add(inheriting(sql, "NO INHERIT"));
        Map<String, String> inheriting = missing(to, from, INHERITED);
        Set<String> heirs = tables(inheriting);
        missing(to, from, INHERITED_NOT_NULL).forEach((column, sql) -> {
            if (heirs.contains(table(column))) steps.add(new Step(sql, Origin.OURS));
        });
        for (String sql : inheriting.values()) steps.add(inheriting(sql, "INHERIT"));
        Set<String> columns = pairs(to, COLUMNS).keySet();
        pairs(from, PASSED_ON).forEach((names, sql) -> {
            List<String> places = names.lines().toList();
            if (columns.contains(places.get(0))) return;
            // a column that stays in one of the others becomes its own there, with its values
            String where = places.stream().anyMatch(columns::contains) ? "ALTER TABLE ONLY" : "ALTER TABLE";
            steps.add(new Step(where + sql, Origin.OURS_AND_LOSING));
        });
        return steps;
    }

    private static Step inheriting(String sql, String words) {
        return new Step(sql.replace("$INHERIT", words), Origin.OURS);
    }

    /** The second column of a query where the first finds a row that the other lacks. */
    private static Collection<String> difference(Connection one, Connection other, String query) throws SQLException {
        return missing(one, other, query).values();
    }

    /** The rows of a query whose first column the other lacks. */
    static Map<String, String> missing(Connection one, Connection other, String query) throws SQLException {
        Map<String, String> rows = pairs(one, query);
        rows.keySet().removeAll(pairs(other, query).keySet());
        return rows;
    }

    static Set<String> tables(Map<String, String> rows) {
        return rows.keySet().stream().map(Preparation::table).collect(Collectors.toSet());
    }

    /** What stands before the tab: a table, before its column or another one. */
    private static String table(String names) {
        return names.substring(0, names.indexOf('\t'));
    }

    /** The second column of a query by the first. */
    static Map<String, String> pairs(Connection connection, String query) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) rows.put(row.getString(1), row.getString(2));
        }
        return rows;
    }

    private static List<String> removals(Connection from, Collection<Node> nodes) throws SQLException {
        try (PreparedStatement statement = from.prepareStatement(REMOVALS)) {
            statement.setArray(
                    1,
                    from.createArrayOf("text", nodes.stream().map(Node::catalog).toArray()));
            statement.setArray(
                    2, from.createArrayOf("bigint", nodes.stream().map(Node::id).toArray()));
            statement.setArray(
                    3,
                    from.createArrayOf("int", nodes.stream().map(Node::column).toArray()));
            List<String> sql = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) if (row.getString(1) != null) sql.add(row.getString(1));
            }
            return sql;
        }
    }
}
