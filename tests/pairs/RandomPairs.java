//JAVA 17+

package pairs;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import lib.database.Database;
import lib.database.Statements;
import lib.environment.Context;
import lib.schema.Catalog;
import lib.schema.SchemaDiff;
import lib.schema.ScratchDatabases;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A schema with rows, and the same after random changes: the difference leads there, and keeps what it can. */
public class RandomPairs {

    private static final int STATEMENTS = 90;
    private static final int CHANGES = 25;
    private static final String TABLES =
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information)'";
    private static final String COLUMNS = """
        select format('%I.%I', table_schema, table_name) || chr(9) || quote_ident(column_name)
        from information_schema.columns join pg_tables on schemaname = table_schema and tablename = table_name
        where table_schema !~ '^(pg_|information)' and is_generated = 'NEVER'
        """;

    private final Context context;

    public RandomPairs(Context context) {
        this.context = context;
    }

    /** What is wrong with the pair of a seed; empty when nothing is. */
    public String check(long seed) throws Exception {
        Random random = new Random(seed);
        RandomDdl ddl = new RandomDdl(random);
        try (ScratchDatabases from = ScratchDatabases.create(context, "from");
                ScratchDatabases to = ScratchDatabases.create(context, "to")) {
            List<String> done = new ArrayList<>(RandomDdl.FIRST);
            for (int i = 0; i < STATEMENTS; i++) done.add(ddl.next());
            List<String> made = accepted(from, done);
            accepted(to, made);
            fill(from);
            List<String> changes = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) changes.add(ddl.next());
            List<String> changed = accepted(to, changes);
            return compare(
                    from, to, "before:\n" + String.join(";\n", made) + ";\nchanges:\n" + String.join(";\n", changed));
        }
    }

    private static String compare(ScratchDatabases from, ScratchDatabases to, String story) throws Exception {
        SchemaDiff difference = SchemaDiff.between(from, to);
        List<String> losing = difference.losing();
        String script = difference.text(losing);
        String place = story + ";\ndifference:\n" + script + "\n";
        Catalog before = from.catalog();
        Map<String, String> rows = rows(from);
        Set<String> emptied = new HashSet<>();
        List<SchemaDiff> parts = difference.parts();
        for (int i = 0; i < parts.size(); i++) {
            try {
                run(from, parts.get(i));
            } catch (SQLException e) {
                // that rows may not fulfil what is new has to be said; without them it has to work
                Optional<String> table = unfulfilled(e, difference.conditions());
                if (table.isEmpty() || !emptied.add(table.get())) return place + "FAILS: " + e.getMessage();
                empty(from, table.get());
                rows = rows(from);
                i--;
            }
        }
        SchemaDiff again = SchemaDiff.between(from, to);
        if (!again.isEmpty()) return place + "LEAVES: " + again.text(List.of());
        List<String> findings = from.catalog().findings(to.catalog());
        if (!findings.isEmpty()) return place + "LEAVES: " + findings;
        if (difference.isEmpty() != before.findings(to.catalog()).isEmpty()) return place + "DOES NOTHING THAT IS SEEN";
        return losing.isEmpty() && !rows(from).entrySet().containsAll(rows.entrySet())
                ? place + "LOSES: " + rows + " -> " + rows(from)
                : "";
    }

    /** The table whose rows do not fulfil one of the conditions; none where something else went wrong. */
    private static Optional<String> unfulfilled(SQLException e, List<String> conditions) {
        ServerErrorMessage said = e instanceof PSQLException told ? told.getServerErrorMessage() : null;
        if (said == null || said.getTable() == null || !said.getSQLState().startsWith("23")) return Optional.empty();
        String schema = said.getSchema().equals("public") ? "" : said.getSchema() + ".";
        String name = said.getConstraint() == null ? said.getColumn() : said.getConstraint();
        String place = schema + said.getTable() + "." + name + " ";
        return conditions.stream().anyMatch(condition -> condition.startsWith(place))
                ? Optional.of(Database.quote(said.getSchema()) + "." + Database.quote(said.getTable()))
                : Optional.empty();
    }

    private static void empty(ScratchDatabases scratch, String table) throws SQLException {
        try (Connection connection = scratch.database().connect()) {
            Statements.run(connection, "truncate " + table + " cascade");
        }
    }

    /** All in one transaction, as Flyway has it. */
    private static void run(ScratchDatabases scratch, SchemaDiff part) throws SQLException {
        try (Connection connection = scratch.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (SchemaDiff.Step step : part.steps()) statement.execute(step.sql());
            connection.commit();
        }
    }

    private static List<String> accepted(ScratchDatabases scratch, List<String> statements) throws SQLException {
        List<String> accepted = new ArrayList<>();
        try (Connection connection = scratch.database().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                    accepted.add(sql);
                } catch (SQLException e) {
                    // what a random statement needs may not be there
                }
            }
        }
        return accepted;
    }

    private static void fill(ScratchDatabases scratch) throws SQLException {
        try (Connection connection = scratch.database().connect()) {
            List<String> fillings = Statements.strings(connection, TABLES).stream()
                    .map(RandomDdl::rows)
                    .toList();
            // what refers to another table may come first
            for (int round = 0; round < 2; round++) accepted(scratch, fillings);
        }
    }

    /** By column, what its table holds in it. */
    private static Map<String, String> rows(ScratchDatabases scratch) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = scratch.database().connect()) {
            for (String column : Statements.strings(connection, COLUMNS)) {
                String[] parts = column.split("\t");
                rows.put(
                        column,
                        Statements.strings(
                                        connection,
                                        "select string_agg(" + parts[1] + "::text, ',' order by id::text) from only "
                                                + parts[0])
                                .get(0));
            }
        }
        return rows;
    }
}
