//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import lib.base.ExitException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Asks the server before and after each statement of a migration what it did. */
class StatementObserver extends BaseCallback {

    private static final Set<Event> EVENTS = Set.of(
            Event.BEFORE_EACH_MIGRATE,
            Event.BEFORE_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE);
    /**
     * Outside a transaction a statement's locks are gone when it has ended; triggers at its begin and its end see them
     * still, and how many scans there are between.
     */
    private static final String TRIGGERS = """
        CREATE SCHEMA %1$s;
        CREATE TABLE %1$s.seen (relation bigint, mode text, scans bigint);
        CREATE FUNCTION %1$s.start() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
            -- a row would be a write, and DROP INDEX CONCURRENTLY must be the first one of its transaction
            PERFORM set_config('%1$s.scans', coalesce(json_object_agg(relid, -seq_scan)::text, '{}'), false)
                FROM pg_stat_xact_user_tables WHERE seq_scan > 0;
        END $$;
        CREATE FUNCTION %1$s.see() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO %1$s.seen SELECT relation, mode, 0 FROM pg_locks
                WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted;
            INSERT INTO %1$s.seen SELECT relid, '', seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0;
            INSERT INTO %1$s.seen SELECT key::bigint, '', value::bigint
                FROM json_each_text(current_setting('%1$s.scans')::json);
        END $$;
        CREATE EVENT TRIGGER %1$s_start ON ddl_command_start EXECUTE FUNCTION %1$s.start();
        CREATE EVENT TRIGGER %1$s_end ON ddl_command_end EXECUTE FUNCTION %1$s.see();
        """.formatted(SchemaState.OWN_SCHEMA);

    private final Predicate<MigrationInfo> chosen;
    private final UnaryOperator<String> shown;
    private final StatementEffect.Introduced introduced =
            new StatementEffect.Introduced(new HashSet<>(), new HashSet<>());
    private final List<ObservedStatement> observed = new ArrayList<>();
    private SchemaState before;
    private StatementPlace last;

    /**
     * @param chosen the migrations to look at
     * @param shown how people write the path of a file
     */
    StatementObserver(Predicate<MigrationInfo> chosen, UnaryOperator<String> shown) {
        this.chosen = chosen;
        this.shown = shown;
    }

    /** @param lockTimeout whether a limit for waiting is set */
    record ObservedStatement(StatementEffect effect, boolean lockTimeout) {}

    List<ObservedStatement> observed() {
        return observed;
    }

    /** Prepares a database that is there to be observed. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TRIGGERS);
        }
    }

    @Override
    public boolean supports(Event event, Context flyway) {
        return EVENTS.contains(event) && flyway.getMigrationInfo() != null && chosen.test(flyway.getMigrationInfo());
    }

    @Override
    public void handle(Event event, Context flyway) {
        try {
            switch (event) {
                case BEFORE_EACH_MIGRATE -> {
                    last = null;
                    begin(flyway.getConnection());
                }
                case BEFORE_EACH_MIGRATE_STATEMENT -> begin(flyway.getConnection());
                case AFTER_EACH_MIGRATE_STATEMENT -> {
                    last = place(flyway);
                    observe(flyway.getConnection(), last);
                }
                default -> {
                    // one in Java has no statements that Flyway knows
                    if (last == null) observe(flyway.getConnection(), new StatementPlace(file(flyway), 0, ""));
                }
            }
        } catch (SQLException e) {
            throw ExitException.workFailed("the server does not tell what a migration does: " + e.getMessage(), null)
                    .because(e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        forgetSeen(connection);
        before = SchemaState.of(connection);
    }

    private void observe(Connection connection, StatementPlace place) throws SQLException {
        SchemaState after = SchemaState.of(connection);
        if (connection.getAutoCommit()) after = withSeen(connection, before, after);
        String[] limit = {""};
        SchemaState.read(connection, "SHOW lock_timeout", row -> limit[0] = row.getString(1));
        StatementEffect.Introduced known = new StatementEffect.Introduced(
                new HashSet<>(introduced.relations()), new HashSet<>(introduced.columns()));
        observed.add(new ObservedStatement(new StatementEffect(place, before, after, known), !limit[0].equals("0")));
        introduced.add(before, after);
        before = after;
    }

    private static void forgetSeen(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) return;
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + SchemaState.OWN_SCHEMA + ".seen");
        }
    }

    /** With the locks and scans of a transaction that has ended. */
    private static SchemaState withSeen(Connection connection, SchemaState before, SchemaState state)
            throws SQLException {
        state.forgetScansSince(before);
        SchemaState.read(connection, "SELECT * FROM " + SchemaState.OWN_SCHEMA + ".seen", row -> {
            if (row.getString(2).isEmpty()) state.scan(row.getLong(1), row.getLong(3));
            else state.hold(row.getLong(1), row.getString(2));
        });
        return state;
    }

    private StatementPlace place(Context flyway) {
        String sql = flyway.getStatement().getSql();
        int from = last == null ? 1 : last.line() + 1;
        try {
            List<String> lines = Files.readAllLines(path(flyway.getMigrationInfo()));
            return StatementPlace.find(file(flyway), lines, from, sql);
        } catch (IOException e) {
            return new StatementPlace(file(flyway), 0, sql);
        }
    }

    private String file(Context flyway) {
        return shown.apply(path(flyway.getMigrationInfo()).toString());
    }

    static Path path(MigrationInfo migration) {
        String location = migration.getPhysicalLocation();
        return Path.of(location == null || location.isEmpty() ? migration.getScript() : location);
    }
}
