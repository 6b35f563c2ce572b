//JAVA 17+
//SOURCES Context.java Database.java SqlRun.java

import java.io.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The scripts that APPLICATION_INIT_SQL names: no migrations, run once in each new database, before them. */
public class InitSql {

    /** The files, in their order; all are there. */
    public static List<Path> files(Context context) {
        List<Path> files = context.environment().list("APPLICATION_INIT_SQL").stream().map(context.project().root()::resolve).toList();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) throw Stop.wrongInput("APPLICATION_INIT_SQL names " + context.project().show(file) + ", which is no file", "Correct config/" + context.environment().name + ".json: it is a path from the root of the repository.");
        }
        return files;
    }

    /** Statement by statement, as psql would: some, such as CREATE DATABASE, cannot be in a transaction. */
    public static void run(Context context, Database database) {
        for (Path file : files(context)) {
            String label = context.project().show(file);
            Interrupts.step("running " + label);
            context.talk().say("Running " + label + " ...");
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            try (Connection connection = database.connect()) {
                new SqlRun(connection, new SqlResult(SqlResult.Format.table, nowhere, nowhere, 0), System.err).all(SqlScript.split(Files.readAllBytes(file), label), label);
            } catch (SQLException e) {
                throw Stop.workFailed(label + " cannot be run: " + e.getMessage(), null).because(e);
            } catch (IOException e) {
                throw Stop.cannotRead(label, e);
            }
        }
    }
}
