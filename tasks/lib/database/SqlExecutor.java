//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.io.*;
import java.sql.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.Console;
import lib.base.ExitException;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Runs statements one after the other, each by itself as the connection commits, and prints what they return.
 *
 * @param notices where the server's own remarks go
 * @param readOnly the transaction that nothing may leave; null where changes are wanted
 */
public record SqlExecutor(
        Connection connection, ResultPrinter result, PrintStream notices, ReadOnlyTransaction readOnly) {

    /** Rows that are held at a time. */
    private static final int FETCHED = 1000;

    private static final int LONGEST_SHOWN = 1000;
    /** What a cursor can serve, so that rows can be had bit by bit. */
    private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "TABLE", "WITH");

    private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE");
    private static final int BATCH = 500;
    private static final int COPIED_AT_A_TIME = 1 << 16;
    private static final Pattern RETURNING = Pattern.compile("(?i)\\breturning\\b");
    private static final Pattern COPIED = Pattern.compile("COPY .*, line (\\d+).*");
    private static final Pattern TO_STDOUT = Pattern.compile("(?is).*\\bTO\\s+STDOUT\\b.*");

    public SqlExecutor(Connection connection, ResultPrinter result, PrintStream notices) {
        this(connection, result, notices, null);
    }

    /** The same in another database. */
    SqlExecutor on(Connection other) {
        return new SqlExecutor(other, result, notices, readOnly);
    }

    /** Stops at the first that fails. */
    public void all(List<SqlScript.Part> parts, String source) {
        all(parts, source, false);
    }

    /**
     * Runs a script.
     *
     * @param continueOnError after a statement that fails, too, which is then printed
     * @return how many failed
     */
    public int all(List<SqlScript.Part> parts, String source, boolean continueOnError) {
        int failed = 0;
        for (int i = 0; i < parts.size(); ) {
            int together = continueOnError ? 0 : together(parts, i);
            if (together > 1) {
                batch(parts.subList(i, i + together), source);
                i += together;
                continue;
            }
            try {
                one(parts.get(i++), source);
            } catch (ExitException stop) {
                if (!continueOnError) throw stop;
                failed++;
                result.out().flush();
                notices.println(Console.PROGRAM + ": " + stop.getMessage());
            }
        }
        return failed;
    }

    /** How many statements from here on only change rows, so that the server need not be waited for between them. */
    private static int together(List<SqlScript.Part> parts, int from) {
        int to = from;
        while (to < parts.size()
                && to - from < BATCH
                && CHANGES.contains(parts.get(to).command())
                && !RETURNING.matcher(parts.get(to).sql()).find()) to++;
        return to - from;
    }

    private void batch(List<SqlScript.Part> parts, String source) {
        try {
            // outside of a transaction each is one of its own, and a batch would be one together
            boolean inTransaction = !connection.getAutoCommit()
                    || connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
            if (inTransaction && sent(parts)) return;
        } catch (SQLException e) {
            throw failed(e, parts.get(0).sql(), parts.get(0).line(), source);
        }
        for (SqlScript.Part part : parts) one(part, source);
    }

    /** Sends them all and then reads the answers; false, and nothing done, where one failed. */
    private boolean sent(List<SqlScript.Part> parts) throws SQLException {
        Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            if (before == null) statement.execute("SAVEPOINT manage_batch");
            statement.setEscapeProcessing(false);
            for (SqlScript.Part part : parts) statement.addBatch(part.sql());
            int[] counts;
            try {
                counts = statement.executeBatch();
            } catch (BatchUpdateException e) {
                // which one it was, and why, is found by running them one by one
                if (before == null) statement.execute("ROLLBACK TO SAVEPOINT manage_batch");
                else connection.rollback(before);
                return false;
            }
            for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning())
                notices.println(w.getMessage());
            for (int i = 0; i < counts.length; i++) result.count(parts.get(i).command(), Math.max(0, counts[i]));
            if (before == null) statement.execute("RELEASE SAVEPOINT manage_batch");
            else connection.releaseSavepoint(before);
            return true;
        }
    }

    /** @throws ExitException when it fails, with where and why */
    public void one(SqlScript.Part part, String source) {
        if (part.command().equals(PsqlCommand.CONNECT)) {
            throw ExitException.workFailed(
                    source + ", line " + part.line() + ": " + part.command() + " would connect to another database",
                    "The script runs in one database: remove it.");
        }
        try {
            if (part.executesResult()) {
                for (String sql : values(part)) one(SqlScript.generated(sql, part.line()), source);
            } else if (part.data() != null) {
                result.count("COPY", copy().copyIn(part.sql(), part.data(), COPIED_AT_A_TIME));
            } else if (part.command().equals("COPY")
                    && TO_STDOUT.matcher(part.sql()).matches()) {
                copy().copyOut(part.sql(), result.out());
            } else if (QUERIES.contains(part.command())
                    && connection.getAutoCommit()
                    && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
                streamRows(part);
            } else {
                execute(part);
            }
        } catch (SQLException | IOException e) {
            ExitException failed = failed(e, part.sql(), part.line(), source);
            throw readOnly == null ? failed : readOnly.of(e, failed);
        }
    }

    /** What a query returns, row by row and from left to right, without what is null. */
    private List<String> values(SqlScript.Part query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (boolean rows = statement.execute(query.sql()); rows; rows = statement.getMoreResults()) {
                ResultSet set = statement.getResultSet();
                int columns = set.getMetaData().getColumnCount();
                while (set.next()) {
                    for (int column = 1; column <= columns; column++) values.add(set.getString(column));
                }
            }
        }
        values.removeIf(Objects::isNull);
        return values;
    }

    private CopyManager copy() throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class));
    }

    /** The driver has rows fetched bit by bit only inside a transaction. */
    private void streamRows(SqlScript.Part part) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(part);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    /** What went wrong before is what is told, also where the connection has gone with it. */
    private void rollBack(Exception reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException gone) {
            reason.addSuppressed(gone);
        }
    }

    private void execute(SqlScript.Part part) throws SQLException {
        if (readOnly != null) readOnly.requireOne(part.sql());
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(QUERIES.contains(part.command()) ? FETCHED : 0);
            boolean rows = statement.execute(part.sql());
            for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning())
                notices.println(w.getMessage());
            if (!rows && statement.getLargeUpdateCount() < 0) result.count(part.command(), 0);
            while (rows || statement.getLargeUpdateCount() >= 0) {
                if (rows) {
                    try (ResultSet set = statement.getResultSet()) {
                        result.rows(set);
                    }
                } else {
                    result.count(part.command(), statement.getLargeUpdateCount());
                }
                rows = statement.getMoreResults();
            }
        }
    }

    /**
     * What the server found wrong with a statement, and where.
     *
     * @param firstLine where the statement begins in its source
     */
    public static ExitException failed(Exception e, String sql, int firstLine, String source) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        int line = firstLine;
        if (server != null && server.getPosition() > 0) {
            int end =
                    sql.offsetByCodePoints(0, Math.min(server.getPosition() - 1, sql.codePointCount(0, sql.length())));
            line += (int) sql.substring(0, end).chars().filter(c -> c == '\n').count();
        }
        String message = server != null ? server.getMessage() : String.valueOf(e.getMessage());
        Matcher copied = COPIED.matcher(server == null || server.getWhere() == null ? "" : server.getWhere());
        if (copied.lookingAt()) {
            // the lines of a file are not those of the script
            if (SqlScript.FROM_STDIN.matcher(sql).matches())
                line += (int) sql.chars().filter(c -> c == '\n').count() + Integer.parseInt(copied.group(1));
            message += " (" + copied.group() + ")";
        }
        String advice = ExtensionAdvice.advice(message)
                .or(() -> LocaleAdvice.advice(server))
                .orElse(advice(server));
        String shown = sql.length() <= LONGEST_SHOWN ? sql : sql.substring(0, LONGEST_SHOWN) + " ...";
        String state = e instanceof SQLException s ? " (SQLSTATE " + s.getSQLState() + ")" : "";
        return ExitException.workFailed(
                        source + ", line " + line + ": " + message + state,
                        "The statement was: " + shown + (advice == null ? "" : "\n" + advice))
                .because(e);
    }

    /** What the server itself adds to an error; null where that is nothing. */
    private static String advice(ServerErrorMessage server) {
        if (server == null) return null;
        return server.getHint() != null ? server.getHint() : server.getDetail();
    }
}
