//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import lib.schema.SchemaDiff.Origin;
import lib.schema.SchemaDiff.Step;

/** The statements that come behind those of the library: what it does not look at. */
class Completion {

    /** PostgreSQL 14 publishes whole tables alone. */
    private static final int WITH_ROWS_AND_SCHEMAS = 15;

    private static final String PUBLICATIONS = """
        SELECT quote_ident(pubname), concat('CREATE PUBLICATION ', quote_ident(pubname),
          CASE WHEN puballtables THEN ' FOR ALL TABLES' ELSE ' FOR ' || (SELECT string_agg(part, ', ') FROM (
            SELECT 'TABLE ' || string_agg(concat('ONLY ', prrelid::regclass, $PART), ', '
                ORDER BY prrelid::regclass::text) AS part FROM pg_publication_rel r WHERE prpubid = p.oid
            $SCHEMAS) parts) END,
          format(' WITH (publish = %L', concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END,
            CASE WHEN pubupdate THEN 'update' END, CASE WHEN pubdelete THEN 'delete' END,
            CASE WHEN pubtruncate THEN 'truncate' END)),
          CASE WHEN pubviaroot THEN ', publish_via_partition_root = true' END,
          CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN ', publish_generated_columns = stored' END, ')')
        FROM pg_publication p
        """;
    private static final String PART = """
        (SELECT ' (' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) || ')' FROM pg_attribute
              WHERE attrelid = prrelid AND attnum = ANY (prattrs::smallint[])),
            ' WHERE ' || CASE WHEN prqual IS NOT NULL THEN format('(%s)', pg_get_expr(prqual, prrelid)) END\
        """;
    private static final String SCHEMAS = """
        UNION ALL SELECT 'TABLES IN SCHEMA ' || string_agg(quote_ident(nspname), ', ' ORDER BY nspname)
              FROM pg_publication_namespace n JOIN pg_namespace s ON s.oid = pnnspid WHERE pnpubid = p.oid\
        """;
    private static final String REPLICA_IDENTITIES = """
        SELECT c.oid::regclass::text, CASE relreplident WHEN 'd' THEN 'DEFAULT' WHEN 'n' THEN 'NOTHING' WHEN 'f'
            THEN 'FULL' ELSE (SELECT format('USING INDEX %I', i.relname) FROM pg_index x JOIN pg_class i
              ON i.oid = indexrelid WHERE indrelid = c.oid AND indisreplident) END
          FROM pg_class c WHERE relkind IN ('r', 'p') AND c.oid >= 16384
        """;

    /** What counts for a column, as the column's sequence or as its identity. */
    private static final String COUNTERS = """
        SELECT concat(refobjid::regclass, chr(9), attname, chr(9), deptype), format(
            'SELECT setval(%1$L, max(%2$I)) FROM %3$s HAVING max(%2$I) >= %4$s', objid::regclass, attname,
            refobjid::regclass, seqmin)
          FROM pg_depend d JOIN pg_sequence ON seqrelid = objid AND seqincrement > 0
            JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
          WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
        """;

    private static final String COLUMNS = """
        SELECT concat(attrelid::regclass, chr(9), attname), '' FROM pg_attribute
          JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p') WHERE attnum > 0 AND NOT attisdropped
        """;

    private static final String TYPES_OWN = "CASE typstorage WHEN 'p' THEN 'PLAIN' WHEN 'm' THEN 'MAIN'"
            + " WHEN 'e' THEN 'EXTERNAL' ELSE 'EXTENDED' END";

    /** Of columns of the same type; the library knows no way back to the type's own storage. */
    private static final String STORAGES = """
        SELECT concat(attrelid::regclass, chr(9), attname, chr(9), format_type(atttypid, atttypmod)),
            CASE attstorage WHEN typstorage THEN format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STORAGE %s',
              attrelid::regclass, attname, $TYPES_OWN) END
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p')
            JOIN pg_type y ON y.oid = atttypid WHERE attnum > 0 AND c.oid >= 16384
        """.replace("$TYPES_OWN", TYPES_OWN);

    /** Of a column that others inherit, the library takes NOT NULL away from this one alone. */
    private static final String INHERITED_NULLABLE = """
        SELECT concat(attrelid::regclass, chr(9), attname), format('ALTER TABLE ONLY %s ALTER COLUMN %I DROP NOT NULL',
            attrelid::regclass, attname)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
          WHERE attnum > 0 AND NOT attnotnull AND attinhcount > 0 AND relkind = 'r' AND NOT relispartition
        """;

    /** What a column of a table may have, which the tables that inherit it get when they are created. */
    private enum Attribute {
        DEFAULT("atthasdef AND attgenerated = ''", "NOT atthasdef", "'DROP DEFAULT'"),
        NOT_NULL("attnotnull", "NOT attnotnull", "'DROP NOT NULL'"),
        STORAGE("attstorage <> typstorage", "attstorage = typstorage", "'SET STORAGE ' || " + TYPES_OWN),
        COMPRESSION("attcompression <> ''", "attcompression = ''", "'SET COMPRESSION DEFAULT'");

        private final String present;
        private final String absent;
        private final String removal;

        Attribute(String present, String absent, String removal) {
            this.present = present;
            this.absent = absent;
            this.removal = removal;
        }

        private Set<String> columns(Connection connection) throws SQLException {
            return Preparation.pairs(connection, PRESENT.replace("$PRESENT", present))
                    .keySet();
        }

        /** Heir, column and ancestor, and how what the ancestor had is taken away from the heir. */
        private Map<String, String> removals(Connection connection) throws SQLException {
            return Preparation.pairs(
                    connection, ABSENT.replace("$ABSENT", absent).replace("$REMOVAL", removal));
        }
    }

    private static final String PRESENT = """
        SELECT concat(attrelid::regclass, chr(9), attname), '' FROM pg_attribute
          JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p') JOIN pg_type y ON y.oid = atttypid
        WHERE attnum > 0 AND $PRESENT
        """;

    private static final String ABSENT = """
        WITH RECURSIVE above(heir, ancestor) AS (SELECT inhrelid, inhparent FROM pg_inherits
          UNION SELECT heir, inhparent FROM above JOIN pg_inherits ON inhrelid = ancestor)
        SELECT concat_ws(chr(9), heir::regclass, attname, ancestor::regclass),
            format('ALTER TABLE ONLY %s ALTER COLUMN %I ', heir::regclass, attname) || $REMOVAL
          FROM above JOIN pg_class c ON c.oid = heir AND relkind IN ('r', 'p') JOIN pg_attribute ON attrelid = heir
            JOIN pg_type y ON y.oid = atttypid WHERE attnum > 0 AND attinhcount > 0 AND $ABSENT
        """;

    static List<Step> between(Connection from, Connection to) throws SQLException {
        List<Step> steps = new ArrayList<>();
        // one that differs has been dropped before
        Map<String, String> publications = publications(to);
        publications.keySet().removeAll(publications(from).keySet());
        publications.values().forEach(definition -> steps.add(step(definition)));
        replicaIdentities(from, to).forEach(sql -> steps.add(step(sql)));
        Map<String, String> storages = Preparation.pairs(from, STORAGES);
        Preparation.pairs(to, STORAGES).forEach((column, sql) -> {
            if (sql != null && storages.containsKey(column) && storages.get(column) == null) steps.add(step(sql));
        });
        Map<String, String> columns = Preparation.pairs(from, COLUMNS);
        Preparation.missing(to, from, INHERITED_NULLABLE).forEach((column, sql) -> {
            if (columns.containsKey(column)) steps.add(step(sql));
        });
        newHeirs(Preparation.tables(columns), from, to).forEach(sql -> steps.add(step(sql)));
        Map<String, String> counters = Preparation.pairs(from, COUNTERS);
        Preparation.pairs(to, COUNTERS).forEach((column, sql) -> {
            if (!counters.containsKey(column) && columns.containsKey(column.substring(0, column.lastIndexOf('\t'))))
                steps.add(step(sql));
        });
        return steps;
    }

    /**
     * A table that is created before its ancestor changes has what the ancestor had.
     *
     * @param tables those that are there, and not created
     */
    private static Set<String> newHeirs(Set<String> tables, Connection from, Connection to) throws SQLException {
        Set<String> statements = new LinkedHashSet<>();
        for (Attribute attribute : Attribute.values()) {
            Set<String> had = attribute.columns(from);
            attribute.removals(to).forEach((names, sql) -> {
                String[] name = names.split("\t");
                if (!tables.contains(name[0]) && had.contains(name[2] + "\t" + name[1])) statements.add(sql);
            });
        }
        return statements;
    }

    /** The statements that change which columns tell the rows of a published table apart. */
    static List<String> replicaIdentities(Connection from, Connection to) throws SQLException {
        List<String> statements = new ArrayList<>();
        Map<String, String> before = Preparation.pairs(from, REPLICA_IDENTITIES);
        Preparation.pairs(to, REPLICA_IDENTITIES).forEach((table, identity) -> {
            if (identity != null && !identity.equals(before.getOrDefault(table, "DEFAULT")))
                statements.add("ALTER TABLE ONLY " + table + " REPLICA IDENTITY " + identity);
        });
        return statements;
    }

    static Map<String, String> publications(Connection connection) throws SQLException {
        boolean parts = connection.getMetaData().getDatabaseMajorVersion() >= WITH_ROWS_AND_SCHEMAS;
        return Preparation.pairs(
                connection,
                PUBLICATIONS.replace("$PART", parts ? PART : "''").replace("$SCHEMAS", parts ? SCHEMAS : ""));
    }

    private static Step step(String sql) {
        return new Step(sql, Origin.OURS);
    }
}
