//JAVA 17+

package lib.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.List;
import lib.base.Console;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.InitScripts;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;
import lib.environment.Environment;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;

/** A database beside the application's, on the same server, that is there to be compared and is dropped in the end. */
public record ScratchDatabases(Database database) implements AutoCloseable {

    private static final String MARK = "scratch of manage.java";

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

    /** One that a killed run left is dropped first; a database of that name that is not ours is not. */
    public static ScratchDatabases create(Context context, String role) {
        Environment environment = context.environment();
        ScratchDatabases scratch = new ScratchDatabases(new Database(
                environment,
                "manage_" + role + "_"
                        + Integer.toHexString(
                                Database.application(environment).name().hashCode())));
        try (Connection connection = Database.maintenance(environment).connect();
                Statement statement = connection.createStatement()) {
            try (PreparedStatement ours = connection.prepareStatement(
                    "SELECT FROM pg_database WHERE datname = ? AND shobj_description(oid, 'pg_database') = ?")) {
                ours.setString(1, scratch.database.name());
                ours.setString(2, MARK);
                if (ours.executeQuery().next()) scratch.close();
            }
            // from template0, so that nothing that somebody put into template1 is taken for the project's
            statement.execute(scratch.database.createStatement() + " TEMPLATE template0");
            statement.execute("COMMENT ON DATABASE " + Database.quote(scratch.database.name()) + " IS '" + MARK + "'");
            return scratch;
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "a database to compare with cannot be made: " + e.getMessage(),
                            "The user in POSTGRES_USER needs the right to create databases.")
                    .because(e);
        }
    }

    public Catalog catalog() {
        try (Connection connection = database.connect()) {
            return Catalog.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (Connection connection =
                        Database.maintenance(database.environment()).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + Database.quote(database.name()) + " WITH (FORCE)");
        } catch (SQLException | ExitException e) {
            System.err.println(
                    Console.PROGRAM + ": the database " + database.name() + " could not be dropped: " + e.getMessage());
        }
    }
}
