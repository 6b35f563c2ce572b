//JAVA 17+
//DEPS org.slf4j:slf4j-nop:2.0.20
//DEPS org.flywaydb:flyway-core:13.12.0
//DEPS org.flywaydb:flyway-database-postgresql:13.12.0

package lib.migration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.ResultPrinter;
import lib.database.SingleTransaction;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The migrations of a project on one database, through Flyway. */
public class Migrations {

    private final Context context;
    private final MigrationFiles files;
    private final Database database;

    /** On the application's database. */
    public Migrations(Context context) {
        this(context, Database.application(context.environment()));
    }

    public Migrations(Context context, Database database) {
        this.context = context;
        this.files = new MigrationFiles(context);
        this.database = database;
    }

    /**
     * Applies what is pending and returns how many migrations that were.
     *
     * @param target the last version to apply, or null for all
     */
    public int up(PrintStream report, String target) {
        int applied = with(
                configuration -> {
                    if (target != null) configuration.target(version(target));
                    if (report == null) return;
                    List<Callback> callbacks = new ArrayList<>(List.of(configuration.getCallbacks()));
                    callbacks.add(new MigrationReporter(
                            report, new Flyway(configuration).info().current()));
                    configuration.callbacks(callbacks.toArray(Callback[]::new));
                },
                flyway -> flyway.migrate().migrationsExecuted);
        HistoryTable.of(context.environment()).keepFromApplication(database);
        return applied;
    }

    /** Applies what is pending, while somebody looks on. */
    public void observed(Callback observer) {
        with(
                configuration -> {
                    List<Callback> callbacks = new ArrayList<>(List.of(configuration.getCallbacks()));
                    callbacks.add(observer);
                    configuration.callbacks(callbacks.toArray(Callback[]::new));
                },
                Flyway::migrate);
    }

    public MigrationInfo[] info() {
        return with(configuration -> {}, flyway -> flyway.info().all());
    }

    /** Whether every migration that has a file is applied. */
    public boolean atHead() {
        MigrationInfo[] all = info();
        return all.length > 0
                && Arrays.stream(all)
                        .noneMatch(migration -> migration.getState().isResolved()
                                && !migration.getState().isApplied());
    }

    /** What {@link #up} would apply. */
    public List<MigrationInfo> pending(String target) {
        return with(
                configuration -> {
                    if (target != null) configuration.target(version(target));
                },
                flyway -> List.of(flyway.info().pending()));
    }

    /** Compares what was applied with the files. */
    public void validate() {
        validate(configuration -> {});
    }

    /** The same, but what is pending may be. */
    public void unchanged() {
        validate(configuration -> configuration.ignoreMigrationPatterns("*:pending"));
    }

    private void validate(Change change) {
        ValidateResult result = with(change, Flyway::validateWithResult);
        if (result.validationSuccessful) return;
        String what = result.invalidMigrations.stream()
                .map(m -> m.errorDetails.errorMessage.lines().findFirst().orElse(""))
                .distinct()
                .collect(Collectors.joining("; "));
        throw ExitException.workFailed(
                "the migrations do not agree with the database: "
                        + (what.isEmpty() ? result.getAllErrorMessages() : what),
                "Apply what is pending with: manage.java migrate. " + MigrationFailure.EDITED);
    }

    /** Takes a database that has its schema already for one at a version. */
    public void baseline(String version) {
        with(configuration -> configuration.baselineVersion(version(version)), Flyway::baseline);
    }

    /** Takes the files as they are for those that were applied, and forgets failed ones. */
    public List<String> repair() {
        return with(configuration -> {}, Flyway::repair).repairActions;
    }

    /** Drops everything in the database's schemas. */
    public List<String> clean() {
        return with(configuration -> configuration.cleanDisabled(false), Flyway::clean).schemasCleaned;
    }

    /** The version that the database is at; null before the first. */
    public String current() {
        MigrationInfo current =
                with(configuration -> {}, flyway -> flyway.info().current());
        return current == null || current.getVersion() == null
                ? null
                : current.getVersion().getVersion();
    }

    /**
     * Undoes migrations by their U files, each in one transaction with the change of Flyway's history.
     *
     * @param target the version to come back to, {@code base} for none, null for one step back
     * @return the versions undone
     */
    public List<String> undo(String target) {
        MigrationVersion last = target == null || target.equals("base") ? MigrationVersion.EMPTY : version(target);
        List<String> undone = new ArrayList<>();
        for (String current = current();
                current != null && version(current).compareTo(last) > 0;
                current = target == null ? null : current()) {
            undoOne(current);
            undone.add(current);
        }
        if (undone.isEmpty())
            throw ExitException.workFailed("there is nothing to undo", "migrate info lists what was applied.");
        return undone;
    }

    private void undoOne(String version) {
        Path file = files.undo(version);
        String label = context.project().show(file);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (Connection connection = database.connect()) {
            List<SqlScript.Part> parts = SqlScript.split(Files.readString(file), label);
            SingleTransaction.require(parts, label);
            connection.setAutoCommit(false);
            new SqlExecutor(connection, new ResultPrinter(ResultPrinter.Format.table, nowhere, nowhere, 0), System.err)
                    .all(parts, label);
            try (PreparedStatement forget = connection.prepareStatement(
                    "DELETE FROM " + HistoryTable.of(context.environment()).quoted() + " WHERE version = ?")) {
                forget.setString(1, version);
                forget.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw ExitException.workFailed(label + " cannot be applied: " + e.getMessage(), "Nothing was changed.")
                    .because(e);
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
    }

    private static MigrationVersion version(String text) {
        try {
            return MigrationVersion.fromVersion(text);
        } catch (FlywayException e) {
            throw ExitException.wrongInput(
                    "\"" + text + "\" is not a version of a migration",
                    "A version looks like 20260131120000 or 2.1; migrate info lists them.");
        }
    }

    /** Loads Flyway while there is something else to wait for. */
    public static void warmUp() {
        Thread thread = new Thread(() -> {
            try {
                Flyway.configure().loggers("slf4j").load();
            } catch (RuntimeException later) {
                // it will fail again, where somebody listens
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Change {
        void make(FluentConfiguration configuration);
    }

    private <T> T with(Change change, Function<Flyway, T> work) {
        files.check();
        // a server that is not there gets our words, not Flyway's
        try (Connection ignored = database.connect()) {
            FluentConfiguration configuration = Flyway.configure()
                    .loggers("slf4j")
                    .dataSource(database.source())
                    .outOfOrder(true)
                    .configuration(FlywaySettings.of(context.environment()))
                    .locations(files.directories.stream()
                            .map(directory -> "filesystem:" + directory)
                            .toArray(String[]::new))
                    .placeholders(FlywaySettings.placeholders(context.environment()));
            // the other kind of lock would wait for ever for CREATE INDEX CONCURRENTLY, which waits for it; where
            // sessions are shared there is no choice
            configuration
                    .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(database.sharesSessions());
            configuration.callbacks(JavaMigrations.addTo(configuration, context).toArray(Callback[]::new));
            change.make(configuration);
            return work.apply(configuration.load());
        } catch (FlywayException | SQLException e) {
            throw new MigrationFailure(context, database).of(e);
        }
    }
}
