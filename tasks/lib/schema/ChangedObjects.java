//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import java.util.stream.IntStream;
import lib.database.Database;
import lib.schema.DependencyGraph.Node;

/**
 * What two databases have under the same name and cannot be changed while something depends on it: the server refuses,
 * or only replaces it.
 *
 * @param types whose values have to be read again from their text
 * @param lostValues of the enums among them, by the number of the type
 * @param renamedValues what renames a value of an enum
 * @param attributes what adds one to a composite type
 * @param lostAttributes what takes one away, and the type
 * @param others functions of another signature, columns of another type, keys, what an extension that goes has brought
 */
record ChangedObjects(
        List<Node> types,
        Map<Long, List<String>> lostValues,
        List<String> renamedValues,
        List<String> attributes,
        Map<String, Node> lostAttributes,
        List<Node> others) {

    private static final String BETWEEN_VALUES = "\u0001";

    private record Row(Node node, String definition) {}

    /** Of a function, what CREATE OR REPLACE cannot change; of a domain in a composite type or an array, all of it. */
    private static final String QUERY = """
        WITH nested AS (
          SELECT y.oid FROM pg_type y JOIN pg_attribute a ON a.atttypid IN (y.oid, y.typarray)
            JOIN pg_class c ON c.oid = a.attrelid WHERE y.typtype = 'd'
              AND (c.relkind = 'c' OR c.relkind IN ('r', 'p') AND a.atttypid = y.typarray) GROUP BY y.oid)
        SELECT 'function', oid::regprocedure::text, 'pg_proc', oid, 0, concat_ws(' ', prokind,
            pg_get_function_result(oid), pg_get_function_identity_arguments(oid), pronargdefaults)
          FROM pg_proc WHERE oid >= 16384
        UNION ALL SELECT 'enum', y.oid::regtype::text, 'pg_type', y.oid, 0,
            string_agg(enumlabel, chr(1) ORDER BY enumsortorder)
          FROM pg_type y JOIN pg_enum ON enumtypid = y.oid GROUP BY y.oid
        UNION ALL SELECT 'domain', oid::regtype::text, 'pg_type', oid, 0, format_type(typbasetype, typtypmod)
          FROM pg_type WHERE typtype = 'd' AND oid >= 16384
        UNION ALL SELECT 'nested domain', y.oid::regtype::text, 'pg_type', y.oid, 0, concat_ws(' ', y.typnotnull,
            (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k
              WHERE k.contypid = y.oid))
          FROM pg_type y JOIN nested USING (oid) WHERE y.oid >= 16384
        UNION ALL SELECT 'range', rngtypid::regtype::text, 'pg_type', rngtypid, 0, concat_ws(' ',
            rngsubtype::regtype, rngcollation, rngsubopc, rngcanonical, rngsubdiff)
          FROM pg_range WHERE rngtypid >= 16384
        UNION ALL SELECT 'attribute', concat(reltype::regtype, chr(9), quote_ident(attname)), 'pg_class', attrelid,
            attnum, ''
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind = 'c' WHERE NOT attisdropped
            AND attnum > 0 AND c.oid >= 16384
        UNION ALL SELECT 'composite type', reltype::regtype::text, 'pg_type', reltype, 0,
            string_agg(concat(quote_ident(attname), ' ', format_type(atttypid, atttypmod)), chr(1) ORDER BY attnum)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind = 'c' WHERE NOT attisdropped
            AND attnum > 0 AND c.oid >= 16384 GROUP BY reltype
        UNION ALL SELECT 'published', concat(c.oid::regclass, chr(9), pubname), 'pg_publication', p.oid, 0,
            concat(CASE WHEN relreplident = 'n' OR relreplident <> 'f' AND NOT EXISTS (SELECT FROM pg_index
              WHERE indrelid = c.oid AND CASE relreplident WHEN 'd' THEN indisprimary ELSE indisreplident END)
              THEN chr(1) END, (SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute
                WHERE attrelid = c.oid AND attnotnull AND attnum > 0 AND NOT attisdropped))
          FROM pg_publication_tables JOIN pg_publication p USING (pubname)
            JOIN pg_class c ON c.oid = format('%I.%I', schemaname, tablename)::regclass
        UNION ALL SELECT 'column', concat(attrelid::regclass, chr(9), attname), 'pg_class', attrelid, attnum,
            concat_ws(' ', format_type(atttypid, atttypmod), nullif(attcollation, 0)::regcollation)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p') WHERE attnum > 0
            AND NOT attisdropped AND attrelid >= 16384
        UNION ALL SELECT 'constraint', format('%I ON %s', conname, conrelid::regclass), 'pg_constraint', oid, 0,
            pg_get_constraintdef(oid)
          FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conparentid = 0 AND oid >= 16384
        UNION ALL SELECT 'table', oid::regclass::text, 'pg_class', oid, 0, '' FROM pg_class
          WHERE relkind IN ('r', 'p') AND oid >= 16384
        UNION ALL SELECT 'extension', extname::text, classid::regclass::text, objid, 0, extname::text
          FROM pg_extension e JOIN pg_depend d ON d.refobjid = e.oid AND d.deptype = 'e'
            AND d.refclassid = 'pg_extension'::regclass
        """;

    static ChangedObjects between(Connection from, Connection to) throws SQLException {
        Map<String, List<Row>> before = read(from);
        Map<String, List<Row>> after = read(to);
        ChangedObjects changed = new ChangedObjects(
                new ArrayList<>(),
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new ArrayList<>());
        before.forEach((key, rows) -> {
            String wanted = after.containsKey(key) ? after.get(key).get(0).definition : null;
            if (rows.get(0).definition.equals(wanted)) return;
            String[] kindAndName = key.split("\t", 2);
            boolean remains = switch (kindAndName[0]) {
                case "function", "extension" -> true;
                // the library fills a column before it forbids NULL, which is no update that can be published then
                case "published" ->
                    wanted != null
                            && (rows.get(0).definition.startsWith(BETWEEN_VALUES) || wanted.startsWith(BETWEEN_VALUES));
                case "attribute" ->
                    after.containsKey("composite type\t" + kindAndName[1].substring(0, kindAndName[1].indexOf('\t')));
                case "constraint" -> after.containsKey("table\t" + table(kindAndName[1]));
                case "column" ->
                    after.containsKey("table\t" + kindAndName[1].substring(0, kindAndName[1].indexOf('\t')));
                default -> wanted != null;
            };
            if (remains) changed.add(kindAndName[0], kindAndName[1], rows, wanted);
        });
        return changed;
    }

    private static String table(String constraint) {
        return constraint.substring(constraint.lastIndexOf(" ON ") + 4);
    }

    private void add(String kind, String name, List<Row> rows, String wanted) {
        switch (kind) {
            case "enum" -> addEnum(name, rows.get(0), List.of(wanted.split(BETWEEN_VALUES)));
            case "domain", "nested domain", "range" -> types.add(rows.get(0).node);
            case "composite type" -> addComposite(name, rows.get(0), wanted);
            default -> rows.forEach(row -> others.add(row.node));
        }
    }

    /** A new attribute comes last; what is stored as of another type has to be read again. */
    private void addComposite(String name, Row row, String wanted) {
        Map<String, String> before = attributes(row.definition);
        Map<String, String> after = attributes(wanted);
        after.forEach((attribute, type) -> {
            if (!before.containsKey(attribute))
                attributes.add("ALTER TYPE " + name + " ADD ATTRIBUTE " + attribute + " " + type + " CASCADE");
        });
        before.forEach((attribute, type) -> {
            if (!after.containsKey(attribute))
                lostAttributes.put("ALTER TYPE " + name + " DROP ATTRIBUTE " + attribute + " CASCADE", row.node);
        });
        if (before.entrySet().stream()
                .anyMatch(one ->
                        after.containsKey(one.getKey()) && !one.getValue().equals(after.get(one.getKey()))))
            types.add(row.node);
    }

    private static Map<String, String> attributes(String definition) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String one : definition.split(BETWEEN_VALUES)) {
            int end = one.startsWith("\"") ? one.indexOf("\" ", 1) + 1 : one.indexOf(' ');
            types.put(one.substring(0, end), one.substring(end + 1));
        }
        return types;
    }

    private void addEnum(String name, Row row, List<String> after) {
        List<String> before = List.of(row.definition.split(BETWEEN_VALUES));
        List<String> kept = after.stream().filter(before::contains).toList();
        // new values are no change of the others
        if (kept.equals(before)) return;
        if (renamed(before, after)) {
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(after.get(i)))
                    renamedValues.add("ALTER TYPE " + name + " RENAME VALUE " + Database.literal(before.get(i)) + " TO "
                            + Database.literal(after.get(i)));
            }
            return;
        }
        types.add(row.node);
        lostValues.put(
                row.node.id(),
                before.stream().filter(value -> !after.contains(value)).toList());
    }

    /** Whether each that is gone has one in its place that is new. */
    private static boolean renamed(List<String> before, List<String> after) {
        return before.size() == after.size()
                && IntStream.range(0, before.size())
                        .allMatch(i -> before.get(i).equals(after.get(i))
                                || !after.contains(before.get(i)) && !before.contains(after.get(i)));
    }

    private static Map<String, List<Row>> read(Connection connection) throws SQLException {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next())
                rows.computeIfAbsent(row.getString(1) + "\t" + row.getString(2), key -> new ArrayList<>())
                        .add(new Row(
                                new Node(row.getString(3), row.getLong(4), row.getInt(5)),
                                Objects.requireNonNullElse(row.getString(6), "")));
        }
        return rows;
    }
}
