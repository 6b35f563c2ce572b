//JAVA 17+

package lib.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.*;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.database.InitScripts;
import lib.database.NewRoles;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.database.Statements;
import lib.environment.Context;
import lib.environment.Environment;
import lib.migration.HistoryTable;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;

/**
 * A database beside the application's, on the same server, that is there to be compared and is dropped in the end.
 *
 * @param owner a session that bears the database's name for as long as somebody needs it: others leave it alone
 * @param roles that migrations have made, which belong to the server, and go with the database
 */
public record ScratchDatabases(Database database, Connection owner, Set<String> roles) implements AutoCloseable {

    private static final String MARK = "scratch of manage.java";
    private static final String ABANDONED =
            "SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = ? AND starts_with(datname,"
                    + " ?) AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = pg_database.datname)";

    /** With the schema that the migrations make. */
    public static ScratchDatabases migrated(Context context, MigrationFiles files) {
        ScratchDatabases scratch = create(context, "migrated");
        scratch.filled(() -> {
            scratch.makingRoles(() -> {
                InitScripts.runWithin(context, scratch.database);
                if (files.exist()) new Migrations(context, scratch.database).up(null, null);
                else scratch.makeSchemas();
            });
        });
        return scratch;
    }

    /** With the schema that a file describes. */
    public static ScratchDatabases loaded(Context context, Path file) {
        String label = context.project().show(file);
        if (Files.notExists(file))
            throw ExitException.wrongInput(
                    "there is no " + label,
                    "Write the schema that you want into it; or create it from the migrations: manage.java migrate"
                            + " dump");
        try {
            byte[] text = Files.readAllBytes(file);
            List<SqlScript.Part> parts = SqlScript.split(text, label);
            try {
                return loaded(context, parts, label, true);
            } catch (ExitException stop) {
                if (!makesSchema(stop)) throw stop;
                // a file that makes the schemas of Flyway itself, where Flyway has made them before the first migration
                return loaded(context, SqlScript.split(text, label), label, false);
            }
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
    }

    private static boolean makesSchema(ExitException stop) {
        for (Throwable cause = stop; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "42P06".equals(sql.getSQLState())) return true;
        }
        return false;
    }

    private static ScratchDatabases loaded(
            Context context, List<SqlScript.Part> parts, String label, boolean withSchemas) {
        ScratchDatabases scratch = create(context, "wanted");
        scratch.filled(() -> {
            if (withSchemas) scratch.makeSchemas();
            scratch.run(parts, label);
            scratch.makeSchemas();
        });
        return scratch;
    }

    /** What the file that a database was loaded from says to have had another name. */
    static Renames renames(Context context, Path file, ScratchDatabases loaded) {
        String label = context.project().show(file);
        String schema = loaded.history().schema();
        try (Connection connection = loaded.database.connect()) {
            Renames renames =
                    Renames.in(Files.readString(file), label, schema == null ? "public" : Database.quote(schema));
            renames.check(connection);
            return renames;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
    }

    private HistoryTable history() {
        return HistoryTable.of(database.environment());
    }

    /** Those that Flyway makes before the first migration. */
    private void makeSchemas() {
        for (String schema : history().schemas())
            run("CREATE SCHEMA IF NOT EXISTS " + Database.quote(schema), "the schemas of Flyway");
    }

    /** Runs SQL in it, and prints nothing but what the server remarks. */
    public void run(byte[] sql, String label) {
        run(SqlScript.split(sql, label), label);
    }

    public void run(String sql, String label) {
        run(SqlScript.split(sql, label), label);
    }

    private void run(List<SqlScript.Part> parts, String label) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (Connection connection = database.connect();
                Statement path = connection.createStatement()) {
            if (history().searchPath().isPresent())
                path.execute("SET search_path = " + history().searchPath().get());
            new SqlExecutor(connection, new ResultPrinter(ResultPrinter.Format.table, nowhere, nowhere, 0), nowhere)
                    .all(parts, label);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements in it, and returns those that the server took. */
    List<SchemaDiff.Step> accepted(List<SchemaDiff.Step> steps) throws SQLException {
        List<SchemaDiff.Step> accepted = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (SchemaDiff.Step step : steps) {
                try {
                    statement.execute(step.sql());
                    accepted.add(step);
                } catch (SQLException e) {
                    // what it stands in the way of is refused as well, with a reason that is told
                }
            }
        }
        return accepted;
    }

    public static ScratchDatabases empty(Context context) {
        ScratchDatabases scratch = create(context, "empty");
        scratch.filled(scratch::makeSchemas);
        return scratch;
    }

    /** Drops with the database what roles this work makes. */
    public <E extends Exception> void makingRoles(NewRoles.Making<E> work) throws E {
        try {
            // our own is there for one who migrates without being a superuser, and goes with that
            NewRoles.during(
                    owner,
                    work,
                    made -> made.stream()
                            .filter(role -> !role.startsWith("manage_"))
                            .forEach(roles::add));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void filled(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Those that killed runs left are dropped first; a database of such a name that is not ours is not. */
    public static ScratchDatabases create(Context context, String role) {
        // from template0, so that nothing that somebody put into template1 is taken for the project's
        return create(context.environment(), role, "template0");
    }

    /** Another one like it, while nobody is connected to this one. */
    ScratchDatabases copy() {
        return create(database.environment(), "copy", Database.quote(database.name()));
    }

    private static ScratchDatabases create(Environment environment, String role, String template) {
        String name = Database.application(environment).name();
        String common = "manage_" + role + "_" + Integer.toHexString(name.hashCode()) + "_";
        // two may be compared on one server at the same time
        Database database = new Database(environment, common + Integer.toHexString(new SecureRandom().nextInt()));
        Connection owner = null;
        boolean made = false;
        try {
            owner = Database.maintenance(environment).connect();
            dropAbandoned(owner, environment, common);
            try (Statement statement = owner.createStatement()) {
                statement.execute("SET application_name = '" + database.name() + "'");
                statement.execute(database.createStatement() + " TEMPLATE " + template);
                made = true;
                statement.execute("COMMENT ON DATABASE " + Database.quote(database.name()) + " IS '" + MARK + "'");
            }
            return new ScratchDatabases(database, owner, new HashSet<>());
        } catch (SQLException e) {
            if (made) new ScratchDatabases(database, owner, Set.of()).close();
            else close(owner);
            throw ExitException.workFailed(
                            "cannot create a database for the comparison: " + e.getMessage(),
                            "The user in POSTGRES_USER needs the right to create databases.")
                    .because(e);
        }
    }

    private static void dropAbandoned(Connection connection, Environment environment, String common)
            throws SQLException {
        for (String name : Statements.strings(connection, ABANDONED, MARK, common))
            Statements.run(connection, new Database(environment, name).forcedDropStatement());
    }

    public Catalog catalog() {
        return read(connection -> Catalog.of(connection, history()));
    }

    Privileges privileges() {
        return read(Privileges::of);
    }

    private interface Reader<T> {
        T read(Connection connection) throws SQLException;
    }

    private <T> T read(Reader<T> reader) {
        try (Connection connection = database.connect()) {
            return reader.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) connection.close();
        } catch (SQLException e) {
            // what went wrong before is told
        }
    }

    @Override
    public void close() {
        SignalHandling.shield();
        try (owner;
                Statement statement = owner.createStatement()) {
            statement.execute(database.forcedDropStatement());
            for (String role : roles) statement.execute("DROP ROLE IF EXISTS " + Database.quote(role));
        } catch (SQLException e) {
            System.err.println(Console.PROGRAM + ": what was created for the comparison could not be" + " dropped: "
                    + e.getMessage());
        }
    }
}
