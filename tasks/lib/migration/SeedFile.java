//JAVA 17+

package lib.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.ResultPrinter;
import lib.database.SingleTransaction;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;

/** The script with a project's first data: APPLICATION_SEED, else seed.sql beside the directory of the migrations. */
public record SeedFile(Context context, Path file) {

    public static SeedFile of(Context context) {
        return new SeedFile(context, new MigrationFiles(context).named("APPLICATION_SEED", "seed.sql"));
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** Runs it in one transaction. */
    public void run() throws SQLException {
        String label = context.project().show(file);
        List<SqlScript.Part> parts;
        try {
            parts = SqlScript.split(Files.readString(file), label);
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
        SingleTransaction.require(parts, label);
        if (context.dryRun()) {
            parts.forEach(part -> System.out.println(part.written()));
            return;
        }
        try (Connection connection = Database.application(context.environment()).connect()) {
            connection.setAutoCommit(false);
            ResultPrinter results = new ResultPrinter(ResultPrinter.Format.table, System.out, System.err, 0);
            new SqlExecutor(connection, results, System.err).all(parts, label);
            connection.commit();
        }
        System.out.println("Seeded with " + label + ".");
    }
}
