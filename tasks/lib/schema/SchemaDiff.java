//JAVA 17+
//DEPS org.pgcodekeeper:pgcodekeeper-core:13.1.0
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.database.Database;
import lib.database.SqlScript;
import lib.database.Statements;
import org.pgcodekeeper.core.DangerStatement;

/**
 * The statements that lead from the schema of one database to that of another.
 *
 * @param from what there is, under its new names
 */
public record SchemaDiff(List<Step> steps, Catalog from, Catalog to) {

    /** Where a statement comes from; ours are known to lose data or not, the library's have to be looked at. */
    public enum Origin {
        RENAMING,
        OURS,
        OURS_AND_LOSING,
        LIBRARY
    }

    public record Step(String sql, Origin origin) {

        private boolean addsValue() {
            return ADDED_VALUE.matcher(sql).lookingAt();
        }
    }

    private static final Set<DangerStatement> LOSING = Set.of(DangerStatement.DROP_TABLE, DangerStatement.DROP_COLUMN);
    private static final Pattern TYPE =
            Pattern.compile("(.*?)(?:\\((\\d+)(?:,(\\d+))?\\))?(?: not null| default| identity| generated|;|$).*");
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern ADDED_VALUE = Pattern.compile("ALTER TYPE \\S.*\\s+ADD VALUE ");
    /** Types of which each holds every value of those before it. */
    private static final List<List<String>> WIDENING = List.of(
            List.of("smallint", "integer", "bigint", "numeric"),
            List.of("real", "double precision"),
            List.of("date", "timestamp without time zone"));

    /** The library says it has no way back to the type's own storage; we do. */
    private static final Pattern NO_STORAGE =
            Pattern.compile("-- WARNING: Column .* Unable to determine STORAGE type\\.\\s*");
    /** It says of each object what needs it, in words of its own, among the comments before a statement. */
    private static final Pattern NEEDED_BY =
            Pattern.compile("\\G((?:\\s|/\\*[\\s\\S]*?\\*/|--(?! DEPCY: ).*\\R)*)-- DEPCY: .*\\R\\s*");
    /** The library takes the expression of a generated column that is inherited for a default. */
    private static final String INHERITED_EXPRESSIONS =
            "SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT ', attrelid::regclass, attname) FROM"
                    + " pg_attribute WHERE attgenerated <> '' AND attinhcount > 0";

    private static final List<String> LAST = List.of("DROP EXTENSION", "DROP SCHEMA");

    public static SchemaDiff between(ScratchDatabases from, ScratchDatabases to) throws Exception {
        return between(from, to, Renames.NONE);
    }

    /** @param renames what has another name in the second */
    public static SchemaDiff between(ScratchDatabases from, ScratchDatabases to, Renames renames) throws Exception {
        List<Step> steps = new ArrayList<>();
        ScratchDatabases prepared = from;
        Catalog before = null;
        try {
            Iterator<Reader> readers = List.<Reader>of(renames::steps, OtherNames::between, Preparation::between)
                    .iterator();
            while (before == null) {
                List<Step> found = read(prepared, to, (one, other) -> next(readers, one, other));
                if (found.stream().noneMatch(step -> step.origin == Origin.RENAMING)) before = prepared.catalog();
                if (found.isEmpty()) break;
                if (prepared == from) prepared = from.copy();
                steps.addAll(prepared.accepted(found));
            }
            steps.addAll(library(prepared, to));
            steps.addAll(read(prepared, to, Completion::between));
            return new SchemaDiff(steps, before, to.catalog());
        } finally {
            if (prepared != from) prepared.close();
        }
    }

    /** What the next one finds that finds anything. */
    private static List<Step> next(Iterator<Reader> readers, Connection from, Connection to) throws SQLException {
        List<Step> found = List.of();
        while (found.isEmpty() && readers.hasNext()) found = readers.next().read(from, to);
        return found;
    }

    private interface Reader {
        List<Step> read(Connection from, Connection to) throws SQLException;
    }

    private static List<Step> read(ScratchDatabases from, ScratchDatabases to, Reader reader) throws SQLException {
        try (Connection before = from.database().connect();
                Connection after = to.database().connect()) {
            for (Connection connection : List.of(before, after)) {
                // names are to be written with their schemas
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET search_path = ''");
                }
            }
            return reader.read(before, after);
        }
    }

    private static List<Step> library(ScratchDatabases from, ScratchDatabases to) throws Exception {
        // names are qualified; under the path that it sets, bodies of functions that rely on the usual one would fail
        List<String> ignored = new ArrayList<>(List.of("SET search_path"));
        read(from, to, (before, after) -> {
            ignored.addAll(Statements.strings(after, INHERITED_EXPRESSIONS));
            return List.of();
        });
        return SqlScript.split(NO_STORAGE.matcher(PgCodeKeeper.script(from, to)).replaceAll(""), "the difference")
                .stream()
                .filter(part -> ignored.stream().noneMatch(sql(part)::startsWith))
                // the library drops an extension before the last column that has a type of it
                .sorted(Comparator.comparing(part -> LAST.indexOf(firstTwo(part))))
                .map(part -> new Step(sql(part), Origin.LIBRARY))
                .toList();
    }

    private static String sql(SqlScript.Part part) {
        return NEEDED_BY.matcher(part.sql()).replaceAll("$1");
    }

    private static String firstTwo(SqlScript.Part part) {
        return String.join(" ", Arrays.asList(part.words().split("\\s+")).subList(0, 2));
    }

    /**
     * In parts that are committed one after another: a new value of an enum cannot be used in the transaction that adds
     * it.
     */
    public List<SchemaDiff> parts() {
        if (isEmpty()) return List.of(this);
        Map<Boolean, List<Step>> adding = steps.stream().collect(Collectors.partitioningBy(Step::addsValue));
        return Stream.of(adding.get(true), adding.get(false))
                .filter(part -> !part.isEmpty())
                .map(part -> new SchemaDiff(part, from, to))
                .toList();
    }

    /** One line for each thing that is otherwise. */
    public List<String> findings() {
        return Stream.concat(
                        steps.stream()
                                .filter(step -> step.origin == Origin.RENAMING)
                                .map(Step::sql),
                        from.findings(to).stream())
                .toList();
    }

    /** What rows that are there have to fulfil. */
    public List<String> conditions() {
        return RowConditions.between(from, to);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The statements that lose what is stored, or fail on some of it. */
    public List<String> losing() throws IOException, InterruptedException {
        Set<String> narrowed = new HashSet<>();
        Set<String> counters = new HashSet<>();
        from.things().forEach((thing, before) -> {
            String after = to.things().get(thing);
            if (thing.kind().equals("column") && after != null && narrower(before, after))
                narrowed.add("ALTER COLUMN " + written(thing.name()) + " TYPE ");
            if (thing.kind().equals("sequence") && after == null && !before.contains("; owned by "))
                counters.add(written(thing.name().substring(thing.name().lastIndexOf('.') + 1)));
        });
        List<String> losing = new ArrayList<>();
        for (Step step : steps) {
            if (step.origin == Origin.OURS_AND_LOSING) losing.add(step.sql);
            if (step.origin != Origin.LIBRARY) continue;
            Set<DangerStatement> dangers = PgCodeKeeper.dangers(step.sql);
            if (dangers.stream().anyMatch(LOSING::contains)
                    || narrowed.stream().anyMatch(step.sql::contains)
                    || step.sql.contains("DROP SEQUENCE ") && counters.stream().anyMatch(step.sql::endsWith))
                losing.add(step.sql);
        }
        return losing;
    }

    /** As the library does it. */
    private static String written(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : Database.quote(name);
    }

    /** Whether a column of the second definition cannot hold every value of one of the first. */
    public static boolean narrower(String before, String after) {
        Matcher from = TYPE.matcher(before);
        Matcher to = TYPE.matcher(after);
        if (!from.matches() || !to.matches()) return true;
        // every value has a text
        if (to.group(1).equals("text") || to.group(1).equals("character varying") && to.group(2) == null) return false;
        if (from.group(1).equals(to.group(1)))
            return less(from.group(2), to.group(2))
                    || less(from.group(3), to.group(3))
                    || from.group(3) != null && to.group(3) != null && integerDigits(to) < integerDigits(from);
        return WIDENING.stream()
                .noneMatch(types -> types.contains(from.group(1))
                        && types.indexOf(to.group(1)) > types.indexOf(from.group(1))
                        && to.group(2) == null);
    }

    private static int integerDigits(Matcher numeric) {
        return Integer.parseInt(numeric.group(2)) - Integer.parseInt(numeric.group(3));
    }

    private static boolean less(String before, String after) {
        return after != null && (before == null || Integer.parseInt(after) < Integer.parseInt(before));
    }

    /** As it stands in a migration: statements that lose data under a comment. */
    public String text(List<String> losing) {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append("\n")
                    .append(losing.contains(step.sql) ? "-- this loses data\n" : "")
                    .append(step.sql)
                    .append(";\n");
        }
        return text.toString();
    }
}
