//JAVA 17+

package lib.database;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import lib.base.StandardOutput;

/**
 * Scripts that run one after the other in one session, and print what they return.
 *
 * @param scripts by the name that an error calls them by
 * @param width of the terminal; 0 where there is none
 * @param singleTransaction all of it, or nothing
 * @param continueOnError after a statement that fails
 */
public record SqlBatch(
        Map<String, List<SqlScript.Part>> scripts,
        ResultPrinter.Format format,
        int width,
        boolean singleTransaction,
        boolean continueOnError) {

    public void run(Database database) throws SQLException {
        run(database, false, () -> {});
    }

    /**
     * In a session that only reads.
     *
     * @param connected runs before the first statement
     * @throws ReadOnlyTransaction.Refused when that is not enough; nothing was changed then
     */
    public void runReadOnly(Database database, Runnable connected) throws SQLException {
        run(database, true, connected);
    }

    private void run(Database database, boolean readOnly, Runnable connected) throws SQLException {
        if (singleTransaction) scripts.forEach((source, parts) -> SingleTransaction.require(parts, source));
        PrintStream out = StandardOutput.buffered();
        Connection connection = database.connect();
        try {
            connected.run();
            connection.setAutoCommit(!singleTransaction);
            SqlExecutor executor = new SqlExecutor(
                    connection,
                    new ResultPrinter(format, out, System.err, width),
                    System.err,
                    readOnly ? ReadOnlyTransaction.begin(connection) : null);
            int failed = 0;
            for (var script : scripts.entrySet()) {
                for (SqlScript.Section section : SqlScript.sections(script.getValue())) {
                    if (section.database().isPresent()) {
                        connection.close();
                        connection = Database.of(
                                        database.environment(),
                                        section.database().get())
                                .connect();
                        executor = executor.on(connection);
                    }
                    failed += executor.all(section.parts(), script.getKey(), continueOnError);
                }
            }
            if (readOnly) connection.rollback();
            else if (singleTransaction) connection.commit();
            if (failed > 0)
                throw ExitException.workFailed(
                        failed + (failed == 1 ? " statement" : " statements") + " failed",
                        "The rest was run; each failure stands above.");
        } catch (ExitException stop) {
            throw singleTransaction ? stop.and("Nothing was changed: all of it was one transaction.") : stop;
        } finally {
            connection.close();
            out.flush();
        }
    }
}
