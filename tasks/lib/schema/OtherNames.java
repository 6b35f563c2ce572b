//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import lib.schema.SchemaDiff.Origin;
import lib.schema.SchemaDiff.Step;

/**
 * Constraints, indexes and sequences that are the same in two databases but for their names: a name changes at once,
 * where an index that is made anew takes its time.
 */
class OtherNames {

    /** A definition without the name, the name, and what comes before and behind RENAME TO. */
    private static final String QUERY = """
        SELECT concat_ws(chr(9), 'constraint', conrelid::regclass, pg_get_constraintdef(oid)), quote_ident(conname),
            format('ALTER TABLE %s RENAME CONSTRAINT %I', conrelid::regclass, conname)
          FROM pg_constraint WHERE contype IN ('p', 'u', 'x', 'f', 'c') AND conrelid >= 16384 AND conparentid = 0
            AND coninhcount = 0
        UNION ALL SELECT concat_ws(chr(9), 'index', indrelid::regclass, replace(pg_get_indexdef(indexrelid),
            format(' INDEX %I ON ', relname), ' INDEX ON ')), quote_ident(relname),
            format('ALTER INDEX %s RENAME', indexrelid::regclass)
          FROM pg_index x JOIN pg_class c ON c.oid = indexrelid WHERE indexrelid >= 16384 AND NOT relispartition
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
        UNION ALL SELECT concat_ws(chr(9), 'sequence', refobjid::regclass, attname, deptype), quote_ident(relname),
            format('ALTER SEQUENCE %s RENAME', objid::regclass)
          FROM pg_depend JOIN pg_class s ON s.oid = objid AND relkind = 'S'
            JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
          WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
            AND objid >= 16384
        """;

    static List<Step> between(Connection from, Connection to) throws SQLException {
        Map<String, SortedMap<String, String>> before = read(from);
        Map<String, SortedMap<String, String>> after = read(to);
        List<Step> steps = new ArrayList<>();
        before.forEach((definition, names) -> {
            SortedMap<String, String> wanted = new TreeMap<>(after.getOrDefault(definition, new TreeMap<>()));
            wanted.keySet().removeAll(names.keySet());
            Iterator<String> free = wanted.keySet().iterator();
            names.forEach((name, renaming) -> {
                if (!after.getOrDefault(definition, new TreeMap<>()).containsKey(name) && free.hasNext())
                    steps.add(new Step(renaming + " TO " + free.next(), Origin.RENAMING));
            });
        });
        return steps;
    }

    /** By definition, what renames each name. */
    private static Map<String, SortedMap<String, String>> read(Connection connection) throws SQLException {
        Map<String, SortedMap<String, String>> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next())
                found.computeIfAbsent(row.getString(1), definition -> new TreeMap<>())
                        .put(row.getString(2), row.getString(3));
        }
        return found;
    }
}
