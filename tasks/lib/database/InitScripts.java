//JAVA 17+

package lib.database;

import java.io.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;

/** The scripts that APPLICATION_INIT_SQL names: no migrations, run once in each new database, before them. */
public class InitScripts {

    private static final Pattern CREATE_DATABASE =
            Pattern.compile("(?is)CREATE\\s+DATABASE\\s+(\"(?:[^\"]|\"\")+\"|[^\\s\"]+).*");

    /** The files, in their order; all are there. */
    public static List<Path> files(Context context) {
        List<Path> files = context.environment().list("APPLICATION_INIT_SQL").stream()
                .map(context.project().root()::resolve)
                .toList();
        for (Path file : files) {
            String label = context.environment().nameOf("APPLICATION_INIT_SQL") + " names "
                    + context.project().show(file);
            String config = "config/" + context.environment().name + ".json";
            if (!Files.isRegularFile(file))
                throw ExitException.wrongInput(
                        label + ", which is not a file",
                        "Correct " + config + ": the path is relative to the root of the repository.");
            if (!isSql(file))
                throw ExitException.wrongInput(
                        label + ", which is neither .sql nor .sql.gz",
                        "Only the image can run it. Remove it from " + config + ", and do the same in SQL.");
        }
        return files;
    }

    private static boolean isSql(Path file) {
        return file.toString().endsWith(".sql") || file.toString().endsWith(".sql.gz");
    }

    /** Fails where one of them cannot be run, before a database is made for it. */
    public static void requireRunnable(Context context) {
        for (Path file : files(context)) {
            String label = context.project().show(file);
            SqlScript.split(text(file, label), label);
        }
    }

    /** Why a file that an image would run cannot be run here; nothing where it can. */
    public static Optional<String> obstacle(Path file, String label) {
        if (!isSql(file)) return Optional.of("only the image runs " + label);
        try {
            SqlScript.split(text(file, label), label);
            return Optional.empty();
        } catch (ExitException stop) {
            return Optional.of(stop.getMessage());
        }
    }

    /** Runs them for the application's database, or for one that is to be like it. */
    public static void run(Context context, Database database) {
        run(context, database, true);
    }

    /** The same for a database that is there to be compared: what they do to other databases is left out. */
    public static void runWithin(Context context, Database database) {
        run(context, database, false);
    }

    private static void run(Context context, Database database, boolean others) {
        for (Path file : files(context)) {
            String label = context.project().show(file);
            SignalHandling.step("running " + label);
            context.console().info("Running " + label + " ...");
            String application = Database.application(context.environment()).name();
            for (SqlScript.Section section : SqlScript.sections(SqlScript.split(text(file, label), label))) {
                // where they name the application's database, they mean the one that is made
                String name =
                        section.database().filter(at -> !at.equals(application)).orElse(database.name());
                if (!others && !name.equals(database.name())) continue;
                List<SqlScript.Part> parts = section.parts().stream()
                        .filter(part -> !createsDatabase(part, others ? application : null))
                        .toList();
                run(parts, label, Database.of(database.environment(), name));
            }
        }
    }

    /** Statement by statement, as psql would: some, such as CREATE DATABASE, cannot be in a transaction. */
    private static void run(List<SqlScript.Part> parts, String label, Database database) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (Connection connection = database.connect()) {
            new SqlExecutor(connection, new ResultPrinter(ResultPrinter.Format.table, nowhere, nowhere, 0), System.err)
                    .all(parts, label);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            label + " cannot be run: " + e.getMessage(),
                            "APPLICATION_INIT_SQL names it. Can the user in POSTGRES_USER connect to its database?")
                    .because(e);
        }
    }

    /** Whether a statement creates a database: the one of a name, which is there by then, or any. */
    private static boolean createsDatabase(SqlScript.Part part, String name) {
        var statement = CREATE_DATABASE.matcher(part.words());
        if (!part.command().equals("CREATE") || !statement.matches()) return false;
        String created = statement.group(1);
        return name == null || created.equals(Database.quote(name)) || created.equalsIgnoreCase(name);
    }

    private static byte[] text(Path file, String label) {
        try (InputStream in = Files.newInputStream(file);
                InputStream text = label.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return text.readAllBytes();
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
    }
}
