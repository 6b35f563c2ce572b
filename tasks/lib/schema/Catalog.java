//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import lib.migration.HistoryTable;

/**
 * What a database holds, by the system catalogues: each thing with its definition, to compare two databases and to draw
 * one. Columns stand in the order of their table.
 */
public record Catalog(Map<Thing, String> things) {

    /** @param owner the table that it is a part of, or empty */
    public record Thing(String kind, String owner, String name) implements Comparable<Thing> {

        private static final Comparator<Thing> ORDER =
                Comparator.comparing(Thing::owner).thenComparing(Thing::kind).thenComparing(Thing::name);

        @Override
        public int compareTo(Thing other) {
            return ORDER.compare(this, other);
        }

        String shown() {
            return kind + " " + (owner.isEmpty() ? "" : owner + ".") + name;
        }
    }

    /** Without what belongs to an extension, to the server, or to Flyway. */
    private static final String QUERY = """
        WITH ours AS (
          SELECT n.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END AS prefix, n.nspname
            FROM pg_namespace n
          WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = n.oid AND d.classid = 'pg_namespace'::regclass
              AND d.deptype = 'e')),
        rel AS (
          SELECT c.*, o.prefix || c.relname AS full_name FROM pg_class c JOIN ours o ON o.oid = c.relnamespace
          WHERE NOT ($HISTORY) AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e'))
        SELECT 'schema' AS kind, '' AS owner, nspname::text AS name, '' AS definition, 0 AS position FROM ours
          WHERE nspname <> 'public'
        UNION ALL SELECT 'extension', '', extname::text, '', 0 FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
          WHEN 'f' THEN 'foreign table' ELSE 'table' END, '', full_name,
            CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) WHEN relkind = 'p' THEN 'partitioned by ' ||
              pg_get_partkeydef(oid)
                 WHEN relkind = 'S' THEN (SELECT concat_ws(' ', format_type(seqtypid, NULL), seqstart, seqincrement,
                   seqmin, seqmax, seqcache, seqcycle) FROM pg_sequence s WHERE s.seqrelid = rel.oid) ||
                   coalesce((SELECT concat('; owned by ', d.refobjid::regclass, '.', a.attname) FROM pg_depend d
                     JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                     WHERE d.classid = 'pg_class'::regclass AND d.objid = rel.oid AND d.deptype = 'a'), '')
                 WHEN relispartition THEN pg_get_expr(relpartbound, oid) ELSE '' END
            || CASE WHEN relrowsecurity THEN ' row security' ELSE '' END
            || CASE WHEN relforcerowsecurity THEN ' forced' ELSE '' END
            || CASE WHEN relpersistence = 'u' THEN ' unlogged' ELSE '' END
            || coalesce(' of ' || nullif(reloftype, 0)::regtype, '')
            || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
            || CASE relreplident WHEN 'f' THEN ' replica identity full' WHEN 'i' THEN ' replica identity ' || coalesce(
                 (SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = rel.oid AND indisreplident),
                 'lost')
               WHEN 'n' THEN CASE WHEN relkind IN ('r', 'p') THEN ' replica identity nothing' ELSE '' END ELSE '' END, 0
          FROM rel WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.objid = rel.oid
              AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'))
        UNION ALL SELECT 'column', full_name, a.attname::text, format_type(a.atttypid, a.atttypmod) || CASE
          WHEN a.attnotnull THEN ' not null' ELSE '' END
            || CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity' ELSE '' END
            || coalesce(CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated ' END ||
              pg_get_expr(x.adbin, x.adrelid), '')
            || CASE WHEN a.attcollation <> y.typcollation THEN '; collate ' || a.attcollation::regcollation ELSE '' END
            || CASE WHEN a.attstorage <> y.typstorage THEN '; storage ' || a.attstorage::text ELSE '' END
            || CASE WHEN a.attcompression <> '' THEN '; compression ' || a.attcompression::text ELSE '' END
            || CASE WHEN a.attstattarget >= 0 THEN '; statistics ' || a.attstattarget ELSE '' END, a.attnum
          FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type y ON y.oid = a.atttypid
            LEFT JOIN pg_attrdef x ON x.adrelid = rel.oid AND x.adnum = a.attnum
          WHERE relkind IN ('r', 'p', 'f')
        UNION ALL SELECT 'column', full_name, a.attname::text, 'default ' || pg_get_expr(x.adbin, x.adrelid), 0
          FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid
            JOIN pg_attrdef x ON x.adrelid = rel.oid AND x.adnum = a.attnum
          WHERE relkind IN ('v', 'm')
        UNION ALL SELECT 'parent', full_name, h.inhparent::regclass::text, '', 0 FROM rel
          JOIN pg_inherits h ON h.inhrelid = rel.oid WHERE relkind IN ('r', 'p', 'f')
        UNION ALL SELECT 'rule', full_name, r.rulename::text, pg_get_ruledef(r.oid)
            || CASE r.ev_enabled WHEN 'O' THEN '' ELSE ' ' || r.ev_enabled::text END, 0 FROM rel
          JOIN pg_rewrite r ON r.ev_class = rel.oid WHERE r.rulename <> '_RETURN'
        UNION ALL SELECT 'statistics', full_name, s.stxname::text, pg_get_statisticsobjdef(s.oid), 0 FROM rel
          JOIN pg_statistic_ext s ON s.stxrelid = rel.oid
        UNION ALL SELECT 'constraint', full_name, k.conname::text, pg_get_constraintdef(k.oid), 0 FROM rel
          JOIN pg_constraint k ON k.conrelid = rel.oid WHERE k.contype <> 'n'
        UNION ALL SELECT 'index', t.full_name, i.relname::text, pg_get_indexdef(x.indexrelid)
            || CASE WHEN x.indisclustered THEN ' clustered' ELSE '' END, 0 FROM pg_index x
          JOIN rel t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
          WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype
            IN ('p', 'u', 'x'))
        UNION ALL SELECT 'trigger', full_name, g.tgname::text, pg_get_triggerdef(g.oid)
            || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' enabled: ' || g.tgenabled::text END, 0 FROM rel
          JOIN pg_trigger g ON g.tgrelid = rel.oid WHERE NOT g.tgisinternal
        UNION ALL SELECT 'policy', full_name, p.polname::text, concat_ws(' ', p.polcmd, p.polpermissive,
          (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE r::regrole::text END, ', ') FROM unnest(p.polroles) r),
          pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), 0 FROM rel
          JOIN pg_policy p ON p.polrelid = rel.oid
        UNION ALL SELECT CASE f.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate'
          ELSE 'function' END, '', o.prefix || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')',
            CASE f.prokind WHEN 'a' THEN '' ELSE pg_get_functiondef(f.oid) END, 0
          FROM pg_proc f JOIN ours o ON o.oid = f.pronamespace WHERE NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.objid = f.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
        UNION ALL SELECT CASE y.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'
          ELSE 'type' END, '', o.prefix || y.typname,
            CASE y.typtype WHEN 'e' THEN (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum
              WHERE enumtypid = y.oid)
              WHEN 'd' THEN format_type(y.typbasetype, y.typtypmod) || CASE WHEN y.typnotnull THEN ' not null'
                ELSE '' END || coalesce(' default ' || y.typdefault, '')
                || coalesce((SELECT ' ' || string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
                  FROM pg_constraint k WHERE k.contypid = y.oid), '')
              ELSE (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = y.typrelid AND a.attnum > 0
                AND NOT a.attisdropped) END, 0
          FROM pg_type y JOIN ours o ON o.oid = y.typnamespace
          WHERE (y.typtype IN ('e', 'd', 'r') OR y.typtype = 'c' AND EXISTS (SELECT FROM pg_class c
            WHERE c.oid = y.typrelid AND c.relkind = 'c'))
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = y.oid AND d.classid = 'pg_type'::regclass
              AND d.deptype = 'e')
        UNION ALL SELECT 'comment', full_name, coalesce(a.attname::text, 'itself'), d.description, 0 FROM rel
          JOIN pg_description d ON d.objoid = rel.oid AND d.classoid = 'pg_class'::regclass
          LEFT JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum = d.objsubid AND d.objsubid > 0
        UNION ALL SELECT 'comment', '', i.type || ' ' || i.identity, d.description, 0 FROM pg_description d,
            pg_identify_object(d.classoid, d.objoid, d.objsubid) i
          WHERE d.objoid >= 16384 AND d.classoid <> 'pg_extension'::regclass AND NOT EXISTS (SELECT FROM rel
            WHERE rel.oid = d.objoid AND d.classoid = 'pg_class'::regclass)
            AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = d.objoid AND e.classid = d.classoid
              AND e.deptype = 'e')
        UNION ALL SELECT i.type, '', i.identity, '', 0 FROM (SELECT 'pg_collation'::regclass, oid FROM pg_collation
            UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
            UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
            UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
            UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
            UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
            UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
            UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
            UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
            UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server) o(class, oid),
            pg_identify_object(o.class, o.oid, 0) i
          WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = o.oid AND e.classid = o.class
            AND e.deptype = 'e')
        ORDER BY owner, kind, position, name
        """;

    public static Catalog of(Connection connection, HistoryTable history) throws SQLException {
        Map<Thing, String> things = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        QUERY.replace("$HISTORY", history.condition("c.relname", "o.nspname")))) {
            while (row.next())
                things.put(
                        new Thing(row.getString(1), row.getString(2), row.getString(3)),
                        Objects.requireNonNullElse(row.getString(4), "").strip());
        }
        Completion.publications(connection)
                .forEach((name, definition) -> things.put(new Thing("publication", "", name), definition));
        return new Catalog(things);
    }

    /**
     * One line for each thing that another database has more, fewer or otherwise; not for the parts of a table that is
     * new or gone.
     */
    public List<String> findings(Catalog target) {
        SortedSet<Thing> all = new TreeSet<>(things.keySet());
        all.addAll(target.things.keySet());
        List<String> findings = new ArrayList<>();
        for (Thing thing : all) {
            String before = things.get(thing);
            String after = target.things.get(thing);
            if (Objects.equals(before, after)) continue;
            boolean whole = thing.owner.isEmpty() || has(thing.owner) && target.has(thing.owner);
            if (!whole) continue;
            if (before == null) findings.add("added " + thing.shown());
            else if (after == null) findings.add("dropped " + thing.shown());
            else
                findings.add(thing.shown()
                        + (before.lines().count() > 1 || after.lines().count() > 1
                                ? ": changed"
                                : ": " + before + " -> " + after));
        }
        return findings;
    }

    private boolean has(String relation) {
        return things.keySet().stream().anyMatch(thing -> thing.owner.isEmpty() && thing.name.equals(relation));
    }
}
