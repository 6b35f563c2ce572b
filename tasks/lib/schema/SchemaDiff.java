//JAVA 17+
//DEPS org.pgcodekeeper:pgcodekeeper-core:13.1.0

package lib.schema;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.database.ConnectionUrls;
import lib.database.Database;
import lib.database.SqlScript;
import lib.environment.Environment;
import lib.environment.TlsSettings;
import org.pgcodekeeper.core.DangerStatement;
import org.pgcodekeeper.core.DatabaseType;
import org.pgcodekeeper.core.api.DatabaseFactory;
import org.pgcodekeeper.core.api.PgCodeKeeperApi;
import org.pgcodekeeper.core.parsers.antlr.base.ScriptParser;
import org.pgcodekeeper.core.schema.AbstractDatabase;
import org.pgcodekeeper.core.schema.AbstractTable;
import org.pgcodekeeper.core.schema.PgStatement;
import org.pgcodekeeper.core.schema.pg.PgColumn;
import org.pgcodekeeper.core.settings.CoreSettings;

/** The statements that lead from the schema of one database to that of another, by pgCodeKeeper. */
public record SchemaDiff(List<SqlScript.Part> statements) {

    /** A word like NONE must stand there, or the line has no effect. */
    private static final String IGNORED = "SHOW ALL\nHIDE REGEX \"flyway_schema_history.*\"\n";

    private static final Set<DangerStatement> LOSING = Set.of(DangerStatement.DROP_TABLE, DangerStatement.DROP_COLUMN);
    private static final Pattern TYPE =
            Pattern.compile("(.*?)(?:\\((\\d+)(?:,(\\d+))?\\))?(?: not null| default| identity| generated|$).*");
    /**
     * What ALTER COLUMN SET takes; anything else that stands there the server keeps for itself, as 17.12 does its
     * pg_attver.
     */
    private static final Set<String> COLUMN_OPTIONS = Set.of("n_distinct", "n_distinct_inherited");

    private static final Pattern ADDED_VALUE = Pattern.compile("ALTER TYPE \\S.*\\s+ADD VALUE ");
    /** Types of which each holds every value of those before it. */
    private static final List<List<String>> WIDENING = List.of(
            List.of("smallint", "integer", "bigint", "numeric"),
            List.of("real", "double precision"),
            List.of("date", "timestamp without time zone"));

    public static SchemaDiff between(ScratchDatabases from, ScratchDatabases to) throws Exception {
        CoreSettings settings = settings();
        DatabaseFactory factory = new DatabaseFactory(settings);
        Path ignored = Files.createTempFile("manage", ".ignore");
        try {
            Files.writeString(ignored, IGNORED);
            String sql = PgCodeKeeperApi.diff(
                    settings, schema(factory, from), schema(factory, to), List.of(ignored.toString()));
            // names are qualified; under the path that it sets, bodies of functions that rely on the usual one would
            // fail
            return new SchemaDiff(SqlScript.split(sql, "the difference").stream()
                    .filter(part -> !part.sql().startsWith("SET search_path"))
                    .toList());
        } finally {
            Files.delete(ignored);
        }
    }

    private static AbstractDatabase schema(DatabaseFactory factory, ScratchDatabases scratch) throws Exception {
        AbstractDatabase schema = factory.loadFromJdbc(url(scratch.database()));
        // the library can add an option to a column, and take none away
        Field options = PgColumn.class.getDeclaredField("options");
        options.setAccessible(true);
        for (PgStatement column :
                schema.getDescendants().flatMap(AbstractTable::columnAdder).toList()) {
            if (column instanceof PgColumn)
                ((Map<?, ?>) options.get(column)).keySet().retainAll(COLUMN_OPTIONS);
        }
        return schema;
    }

    private static CoreSettings settings() {
        CoreSettings settings = new CoreSettings();
        settings.setDbType(DatabaseType.PG);
        settings.setIgnorePrivileges(true);
        settings.setAddTransaction(false);
        // a column in the middle cannot be added there, and to copy the table for that would lose what it holds
        settings.setIgnoreColumnOrder(true);
        return settings;
    }

    /** The library takes nothing but an address; it goes to no log and no other process. */
    private static String url(Database database) {
        Environment environment = database.environment();
        StringBuilder url = new StringBuilder(ConnectionUrls.jdbc(database)
                + "?user=" + ConnectionUrls.encoded(environment.require("POSTGRES_USER")) + "&password="
                + ConnectionUrls.encoded(environment.secret("POSTGRES_PASSWORD").reveal()));
        TlsSettings.jdbc(environment)
                .forEach((name, value) ->
                        url.append("&").append(name).append("=").append(ConnectionUrls.encoded(value)));
        return url.toString();
    }

    /**
     * In parts that are committed one after another: a new value of an enum cannot be used in the transaction that adds
     * it.
     */
    public List<SchemaDiff> parts() {
        if (isEmpty()) return List.of(this);
        Map<Boolean, List<SqlScript.Part>> adding = statements.stream()
                .collect(Collectors.partitioningBy(
                        part -> ADDED_VALUE.matcher(part.sql()).lookingAt()));
        return Stream.of(adding.get(true), adding.get(false))
                .filter(part -> !part.isEmpty())
                .map(SchemaDiff::new)
                .toList();
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** The statements that lose what is stored. */
    public List<String> losing(Catalog from, Catalog to) throws IOException, InterruptedException {
        boolean narrows = from.things().entrySet().stream()
                .anyMatch(e -> e.getKey().kind().equals("column")
                        && to.things().containsKey(e.getKey())
                        && narrower(e.getValue(), to.things().get(e.getKey())));
        List<String> losing = new ArrayList<>();
        for (SqlScript.Part part : statements) {
            Set<DangerStatement> dangers =
                    new ScriptParser("difference", part.sql() + ";", settings()).getDangerDdl(List.of());
            if (dangers.stream().anyMatch(LOSING::contains)
                    || narrows && dangers.contains(DangerStatement.ALTER_COLUMN)) losing.add(part.sql());
        }
        return losing;
    }

    /** Whether a column of the second definition cannot hold every value of one of the first. */
    public static boolean narrower(String before, String after) {
        Matcher from = TYPE.matcher(before);
        Matcher to = TYPE.matcher(after);
        if (!from.matches() || !to.matches()) return true;
        if (from.group(1).equals(to.group(1)))
            return less(from.group(2), to.group(2)) || less(from.group(3), to.group(3));
        boolean unlimited =
                to.group(1).equals("text") || to.group(1).equals("character varying") && to.group(2) == null;
        if (unlimited && (from.group(1).equals("text") || from.group(1).startsWith("character"))) return false;
        return WIDENING.stream()
                .noneMatch(types -> types.contains(from.group(1))
                        && types.indexOf(to.group(1)) > types.indexOf(from.group(1))
                        && to.group(2) == null);
    }

    private static boolean less(String before, String after) {
        return after != null && (before == null || Integer.parseInt(after) < Integer.parseInt(before));
    }

    /** As it stands in a migration: statements that lose data under a comment. */
    public String text(List<String> losing) {
        StringBuilder text = new StringBuilder();
        for (SqlScript.Part part : statements) {
            text.append("\n")
                    .append(losing.contains(part.sql()) ? "-- this loses data\n" : "")
                    .append(part.sql())
                    .append(";\n");
        }
        return text.toString();
    }
}
