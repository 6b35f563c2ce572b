//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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

    /**
     * @param lockTimeout whether a limit for waiting is set
     * @param committed whether nothing else belongs to its transaction
     */
    record ObservedStatement(StatementEffect effect, boolean lockTimeout, boolean committed) {}

    List<ObservedStatement> observed() {
        return observed;
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
                    if (flyway.getConnection().getAutoCommit()) StatementTriggers.watchTables(flyway.getConnection());
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
            throw ExitException.workFailed(
                            "cannot observe what a migration does: " + e.getMessage(),
                            "Try again. If it fails again, the server's log has the reason.")
                    .because(e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) StatementTriggers.forget(connection);
        before = SchemaState.of(connection);
    }

    private void observe(Connection connection, StatementPlace place) throws SQLException {
        SchemaState after = SchemaState.of(connection);
        if (connection.getAutoCommit()) StatementTriggers.addSeen(connection, before, after);
        String[] limit = {""};
        SchemaState.read(connection, "SHOW lock_timeout", row -> limit[0] = row.getString(1));
        StatementEffect.Introduced known = new StatementEffect.Introduced(
                new HashSet<>(introduced.relations()), new HashSet<>(introduced.columns()));
        observed.add(new ObservedStatement(
                new StatementEffect(place, before, after, known), !limit[0].equals("0"), connection.getAutoCommit()));
        introduced.add(before, after);
        before = after;
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
