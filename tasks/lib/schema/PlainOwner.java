//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.InitScripts;
import lib.database.Statements;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A role that owns a scratch database and is no superuser, as whoever migrates on a managed server. What it is refused
 * it does as a superuser, so that all that is refused is found.
 *
 * @param scratch the role has the database's name
 * @param own the scratch database, with this role to log in
 */
public record PlainOwner(Context context, ScratchDatabases scratch, Database own) implements AutoCloseable {

    private static final String ROLE = "plain";
    private static final String SUPERUSER = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND rolsuper";
    /** A check that was killed has left its role without its database, or that is dropped by now. */
    private static final String ABANDONED = "SELECT rolname FROM pg_roles WHERE rolname ~ '^manage_" + ROLE
            + "_[0-9a-f]+_[0-9a-f]+$' AND NOT EXISTS (SELECT FROM pg_database WHERE datname = rolname)";

    /** Of each migration that needs more than an owner may do, where, and what the server refused. */
    public static List<String> refusals(Context context, MigrationFiles files) {
        if (!files.exist()) return List.of();
        try (ScratchDatabases scratch = ScratchDatabases.create(context, ROLE)) {
            // then the migrations have been applied by such a role already
            if (Statements.strings(scratch.owner(), SUPERUSER).isEmpty()) return List.of();
            try (PlainOwner owner = made(context, scratch)) {
                List<String> refusals = new ArrayList<>();
                scratch.makingRoles(() -> refusals.addAll(owner.migrate()));
                return refusals;
            }
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "cannot create the role that tests the migrations: " + e.getMessage(),
                            "The user in POSTGRES_USER needs the right to create roles and databases.")
                    .because(e);
        }
    }

    private static PlainOwner made(Context context, ScratchDatabases scratch) throws SQLException {
        String name = scratch.database().name();
        String password = UUID.randomUUID().toString();
        for (String abandoned : Statements.strings(scratch.owner(), ABANDONED)) drop(scratch.owner(), abandoned);
        PlainOwner owner = new PlainOwner(
                context,
                scratch,
                new Database(
                        context.environment().with(Map.of("POSTGRES_USER", name, "POSTGRES_PASSWORD", password)),
                        name));
        Statements.run(scratch.owner(), "CREATE ROLE " + Database.quote(name) + " LOGIN PASSWORD '" + password + "'");
        Statements.run(scratch.owner(), "ALTER DATABASE " + Database.quote(name) + " OWNER TO " + Database.quote(name));
        return owner;
    }

    private List<String> migrate() throws SQLException {
        // a callback is refused with each migration
        Set<String> refusals = new LinkedHashSet<>();
        Migrations migrations = new Migrations(context, own);
        elevated(() -> InitScripts.runWithin(context, own));
        while (true) {
            try {
                migrations.up(null, null);
                return List.copyOf(refusals);
            } catch (ExitException stop) {
                if (!refused(stop)) throw stop;
                refusals.add(stop.getMessage());
                // what ran without a transaction is noted as failed
                migrations.repair();
                List<MigrationInfo> pending = migrations.pending(null);
                if (pending.isEmpty()) return List.copyOf(refusals);
                elevated(() -> apply(migrations, pending.get(0).getVersion()));
            }
        }
    }

    private static boolean refused(Throwable stop) {
        for (Throwable cause = stop; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "42501".equals(sql.getSQLState())) return true;
        }
        return false;
    }

    /** @param version null for those that have none, which come last, all of them together */
    private static void apply(Migrations migrations, MigrationVersion version) {
        migrations.up(null, version == null ? null : version.getVersion());
    }

    private void elevated(Runnable work) throws SQLException {
        alter("SUPERUSER");
        work.run();
        alter("NOSUPERUSER");
    }

    private void alter(String attribute) throws SQLException {
        Statements.run(scratch.owner(), "ALTER ROLE " + Database.quote(own.name()) + " " + attribute);
    }

    private static void drop(Connection connection, String role) throws SQLException {
        // two that drop the same one would be in each other's way
        Statements.run(
                connection,
                "DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('manage.java')); DROP ROLE IF EXISTS "
                        + Database.quote(role) + "; END $$");
    }

    @Override
    public void close() {
        try {
            Statements.run(scratch.owner(), own.forcedDropStatement());
            drop(scratch.owner(), own.name());
        } catch (SQLException e) {
            context.console().warn("the role " + own.name() + " could not be dropped: " + e.getMessage());
        }
    }
}
