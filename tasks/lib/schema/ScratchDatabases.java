//JAVA 17+

package lib.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.*;
import java.util.List;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.database.InitScripts;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;
import lib.environment.Environment;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;

/**
 * A database beside the application's, on the same server, that is there to be compared and is dropped in the end.
 *
 * @param owner a session that bears the database's name for as long as somebody needs it: others leave it alone
 */
public record ScratchDatabases(Database database, Connection owner) implements AutoCloseable {

    private static final String MARK = "scratch of manage.java";
    private static final String ABANDONED =
            "SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = ? AND starts_with(datname,"
                    + " ?) AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = pg_database.datname)";

    /** With the schema that the migrations make. */
    public static ScratchDatabases migrated(Context context, MigrationFiles files) {
        ScratchDatabases scratch = create(context, "migrated");
        scratch.filled(() -> {
            InitScripts.runWithin(context, scratch.database);
            if (files.exist()) new Migrations(context, scratch.database).up(null, null);
        });
        return scratch;
    }

    /** With the schema that a file describes. */
    public static ScratchDatabases loaded(Context context, Path file) {
        String label = context.project().show(file);
        if (Files.notExists(file))
            throw ExitException.wrongInput(
                    "there is no " + label,
                    "Write the schema that you want into it; or take it as the migrations make it: manage.java migrate"
                            + " dump");
        try {
            byte[] text = Files.readAllBytes(file);
            ScratchDatabases scratch = create(context, "wanted");
            scratch.filled(() -> scratch.run(text, label));
            return scratch;
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
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
        try (Connection connection = database.connect()) {
            new SqlExecutor(connection, new ResultPrinter(ResultPrinter.Format.table, nowhere, nowhere, 0), nowhere)
                    .all(parts, label);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ScratchDatabases empty(Context context) {
        return create(context, "empty");
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
        Environment environment = context.environment();
        String name = Database.application(environment).name();
        String common = "manage_" + role + "_" + Integer.toHexString(name.hashCode()) + "_";
        // two may be compared on one server at the same time
        Database database = new Database(environment, common + Integer.toHexString(new SecureRandom().nextInt()));
        Connection owner = null;
        boolean made = false;
        try {
            owner = Database.maintenance(environment).connect();
            dropAbandoned(owner, common);
            try (Statement statement = owner.createStatement()) {
                statement.execute("SET application_name = '" + database.name() + "'");
                // from template0, so that nothing that somebody put into template1 is taken for the project's
                statement.execute(database.createStatement() + " TEMPLATE template0");
                made = true;
                statement.execute("COMMENT ON DATABASE " + Database.quote(database.name()) + " IS '" + MARK + "'");
            }
            return new ScratchDatabases(database, owner);
        } catch (SQLException e) {
            if (made) new ScratchDatabases(database, owner).close();
            else close(owner);
            throw ExitException.workFailed(
                            "a database to compare with cannot be made: " + e.getMessage(),
                            "The user in POSTGRES_USER needs the right to create databases.")
                    .because(e);
        }
    }

    private static void dropAbandoned(Connection connection, String common) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String name : Database.strings(connection, ABANDONED, MARK, common)) statement.execute(drop(name));
        }
    }

    private static String drop(String name) {
        return "DROP DATABASE IF EXISTS " + Database.quote(name) + " WITH (FORCE)";
    }

    public Catalog catalog() {
        return read(Catalog::of);
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
            statement.execute(drop(database.name()));
        } catch (SQLException e) {
            System.err.println(
                    Console.PROGRAM + ": the database " + database.name() + " could not be dropped: " + e.getMessage());
        }
    }
}
