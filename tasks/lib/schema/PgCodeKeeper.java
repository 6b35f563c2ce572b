//JAVA 17+
//DEPS org.pgcodekeeper:pgcodekeeper-core:13.1.0
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.database.ConnectionUrls;
import lib.database.Database;
import lib.environment.Environment;
import lib.environment.TlsSettings;
import lib.migration.HistoryTable;
import org.pgcodekeeper.core.DangerStatement;
import org.pgcodekeeper.core.DatabaseType;
import org.pgcodekeeper.core.api.DatabaseFactory;
import org.pgcodekeeper.core.api.PgCodeKeeperApi;
import org.pgcodekeeper.core.parsers.antlr.base.ScriptParser;
import org.pgcodekeeper.core.schema.AbstractColumn;
import org.pgcodekeeper.core.schema.AbstractDatabase;
import org.pgcodekeeper.core.schema.AbstractSchema;
import org.pgcodekeeper.core.schema.AbstractTable;
import org.pgcodekeeper.core.schema.PgStatement;
import org.pgcodekeeper.core.schema.PgStatementContainer;
import org.pgcodekeeper.core.schema.pg.PgColumn;
import org.pgcodekeeper.core.schema.pg.PgCompositeType;
import org.pgcodekeeper.core.schema.pg.PgTrigger;
import org.pgcodekeeper.core.settings.CoreSettings;

/** The library that compares two schemas. Where it reads a catalogue wrongly, its model is put right here. */
class PgCodeKeeper {

    /**
     * What ALTER COLUMN SET takes; anything else that stands there the server keeps for itself, as 17.12 does its
     * pg_attver.
     */
    private static final Set<String> COLUMN_OPTIONS = Set.of("n_distinct", "n_distinct_inherited");

    /** From 18 on NOT NULL has a name, by the table that it was made in, which says nothing of the schema. */
    private static final String SERVER_NAMED = "_not_null";

    private static final String ARGUMENTS = """
        SELECT n.nspname, c.relname, g.tgname, format('%I.%I', f.pronamespace::regnamespace, f.proname), g.tgargs
          FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc f ON f.oid = g.tgfoid
          WHERE NOT g.tgisinternal AND g.tgnargs > 0
        """;

    /** The statements that lead from one to the other. */
    static String script(ScratchDatabases from, ScratchDatabases to) throws Exception {
        CoreSettings settings = settings();
        DatabaseFactory factory = new DatabaseFactory(settings);
        Path ignored = Files.createTempFile("manage", ".ignore");
        try {
            Files.writeString(ignored, ignored(HistoryTable.of(to.database().environment())));
            AbstractDatabase before = schema(factory, from);
            AbstractDatabase after = schema(factory, to);
            orderAttributes(before, after);
            return PgCodeKeeperApi.diff(settings, before, after, List.of(ignored.toString()));
        } finally {
            Files.delete(ignored);
        }
    }

    /** CONTENT is the table with its index; without a word there the line has no effect. */
    private static String ignored(HistoryTable history) {
        boolean anywhere = history.schema() == null;
        String name = anywhere ? history.name() : history.schema() + "." + history.name();
        return "SHOW ALL\nHIDE CONTENT" + (anywhere ? "" : ",QUALIFIED") + " " + Database.quote(name) + " type=TABLE\n";
    }

    static Set<DangerStatement> dangers(String sql) throws IOException, InterruptedException {
        return new ScriptParser("difference", sql + ";", settings()).getDangerDdl(List.of());
    }

    private static AbstractDatabase schema(DatabaseFactory factory, ScratchDatabases scratch) throws Exception {
        AbstractDatabase schema = factory.loadFromJdbc(url(scratch.database()));
        // the library can add an option to a column, and take none away
        Field options = field("options");
        Field notNull = field("notNullConName");
        for (PgStatement statement :
                schema.getDescendants().flatMap(AbstractTable::columnAdder).toList()) {
            if (!(statement instanceof PgColumn column)) continue;
            ((Map<?, ?>) options.get(column)).keySet().retainAll(COLUMN_OPTIONS);
            if (notNull.get(column) instanceof String name && name.endsWith(SERVER_NAMED))
                column.setNotNullConName(null);
        }
        if (schema.getDescendants().anyMatch(PgTrigger.class::isInstance)) quoteArguments(schema, scratch.database());
        return schema;
    }

    /** A new attribute comes last, as a column does; the library would make the type and its columns anew. */
    private static void orderAttributes(AbstractDatabase from, AbstractDatabase to) throws NoSuchFieldException {
        Map<String, List<String>> orders = new HashMap<>();
        composites(from)
                .forEach(type -> orders.put(
                        type.getQualifiedName(),
                        type.getAttrs().stream().map(PgStatement::getName).toList()));
        Field attributes = PgCompositeType.class.getDeclaredField("attrs");
        attributes.setAccessible(true);
        for (PgCompositeType type : composites(to).toList()) {
            List<String> order = orders.getOrDefault(type.getQualifiedName(), List.of());
            try {
                @SuppressWarnings("unchecked")
                List<AbstractColumn> own = (List<AbstractColumn>) attributes.get(type);
                if (order.size() == own.size())
                    own.sort(Comparator.comparing(attribute -> order.indexOf(attribute.getName())));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Stream<PgCompositeType> composites(AbstractDatabase schema) {
        return schema.getDescendants().filter(PgCompositeType.class::isInstance).map(PgCompositeType.class::cast);
    }

    private static Field field(String name) throws NoSuchFieldException {
        Field field = PgColumn.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** The library writes the arguments of a trigger as they are, where one may have an apostrophe. */
    private static void quoteArguments(AbstractDatabase schema, Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ARGUMENTS)) {
            while (row.next()) {
                AbstractSchema namespace = schema.getSchema(row.getString(1));
                PgStatementContainer table =
                        namespace == null ? null : namespace.getStatementContainer(row.getString(2));
                if (table == null || !(table.getTrigger(row.getString(3)) instanceof PgTrigger trigger)) continue;
                String arguments = new String(row.getBytes(5), StandardCharsets.UTF_8);
                String quoted = Stream.of(arguments.split("\0", -1))
                        .limit(arguments.chars().filter(c -> c == 0).count())
                        .map(Database::literal)
                        .collect(Collectors.joining(", "));
                trigger.setFunction(row.getString(4) + "(" + quoted + ")");
            }
        }
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
}
