//JAVA 17+

package lib.database;

import java.io.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;

/** The scripts that APPLICATION_INIT_SQL names: no migrations, run once in each new database, before them. */
public class InitScripts {

    /** The files, in their order; all are there. */
    public static List<Path> files(Context context) {
        List<Path> files = context.environment().list("APPLICATION_INIT_SQL").stream()
                .map(context.project().root()::resolve)
                .toList();
        for (Path file : files) {
            if (!Files.isRegularFile(file))
                throw ExitException.wrongInput(
                        "APPLICATION_INIT_SQL names " + context.project().show(file) + ", which is no file",
                        "Correct config/" + context.environment().name
                                + ".json: it is a path from the root of the repository.");
        }
        return files;
    }

    /** Statement by statement, as psql would: some, such as CREATE DATABASE, cannot be in a transaction. */
    public static void run(Context context, Database database) {
        for (Path file : files(context)) {
            String label = context.project().show(file);
            SignalHandling.step("running " + label);
            context.console().info("Running " + label + " ...");
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            try (Connection connection = database.connect()) {
                new SqlExecutor(
                                connection,
                                new ResultPrinter(ResultPrinter.Format.table, nowhere, nowhere, 0),
                                System.err)
                        .all(SqlScript.split(Files.readAllBytes(file), label), label);
            } catch (SQLException e) {
                throw ExitException.workFailed(label + " cannot be run: " + e.getMessage(), null)
                        .because(e);
            } catch (IOException e) {
                throw ExitException.cannotRead(label, e);
            }
        }
    }
}
