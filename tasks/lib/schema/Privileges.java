//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;

/**
 * What was granted and revoked on the things in a database. A difference of two schemas has none of it: that is left to
 * whoever writes the migrations, and said.
 *
 * @param lists the access control list of each thing; empty where it has that of the server
 */
record Privileges(Map<String, String> lists) {

    private static final String QUERY = """
        WITH things AS (
          SELECT relnamespace AS namespace, CASE relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
            WHEN 'S' THEN 'sequence ' ELSE 'table ' END || oid::regclass AS name, relacl || (
              SELECT array_agg(i) FROM pg_attribute a, unnest(a.attacl) i WHERE a.attrelid = c.oid) AS acl
          FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          UNION ALL SELECT pronamespace, 'function ' || oid::regprocedure, proacl FROM pg_proc
          UNION ALL SELECT typnamespace, 'type ' || oid::regtype, typacl FROM pg_type
          UNION ALL SELECT oid, 'schema ' || oid::regnamespace, nspacl FROM pg_namespace)
        SELECT name, coalesce((SELECT string_agg(i::text, ' ' ORDER BY i::text) FROM unnest(acl) i), '')
          FROM things JOIN pg_namespace n ON n.oid = namespace
          WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY name
        """;

    static Privileges of(Connection connection) throws SQLException {
        Map<String, String> lists = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) lists.put(row.getString(1), row.getString(2));
        }
        return new Privileges(lists);
    }

    /** The things of another database that lack what was granted on them here, or is to be. */
    List<String> missing(Privileges there, Privileges wanted) {
        return there.lists.entrySet().stream()
                .filter(thing -> differs(thing, lists) || differs(thing, wanted.lists))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean differs(Map.Entry<String, String> thing, Map<String, String> other) {
        String list = other.getOrDefault(thing.getKey(), "");
        return !list.isEmpty() && !list.equals(thing.getValue());
    }
}
