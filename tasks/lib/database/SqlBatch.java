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
        Map<String, SqlScript> scripts,
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

    /** For what \connect leads to, another session. */
    private static SqlExecutor executor(Database database, SqlScript.Section section, SqlExecutor before)
            throws SQLException {
        if (section.database().isEmpty()) return before;
        before.connection().close();
        return before.on(
                Database.of(database.environment(), section.database().get()).connect());
    }

    /** As far as they are read: what is behind a COPY is looked at when that is done. */
    private void requireOneTransaction(String source, SqlScript script) {
        if (!singleTransaction) return;
        try {
            SingleTransaction.require(script.first(), source);
        } catch (ExitException stop) {
            throw stop.and("Nothing was run.");
        }
    }

    private List<SqlScript.Part> next(String source, SqlScript script) {
        List<SqlScript.Part> parts = script.next();
        if (singleTransaction) SingleTransaction.require(parts, source);
        return parts;
    }

    private void run(Database database, boolean readOnly, Runnable connected) throws SQLException {
        scripts.forEach(this::requireOneTransaction);
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
                String source = script.getKey();
                List<SqlScript.Part> parts = script.getValue().first();
                for (; !parts.isEmpty(); parts = next(source, script.getValue())) {
                    for (SqlScript.Section section : SqlScript.sections(parts)) {
                        executor = executor(database, section, executor);
                        connection = executor.connection();
                        failed += executor.all(section.parts(), source, continueOnError);
                    }
                }
            }
            if (readOnly) connection.rollback();
            else if (singleTransaction) connection.commit();
            if (failed > 0)
                throw ExitException.workFailed(
                        failed + (failed == 1 ? " statement" : " statements") + " failed",
                        "The others were run; each failure is shown above.");
        } catch (ExitException stop) {
            throw singleTransaction ? stop.and("Nothing was changed: all of it was one transaction.") : stop;
        } finally {
            connection.close();
            out.flush();
        }
    }
}
