//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14
//SOURCES Stop.java SqlResult.java

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** SQL text, split into statements by the JDBC driver's own parser. */
public class SqlScript {

    /**
     * @param command its first word: INSERT, CREATE, ...
     * @param line    where it begins, from 1
     */
    public record Part(String sql, String command, int line) { }

    private static final Pattern FIRST_WORD = Pattern.compile("(?:\\s|\\(|--[^\\n]*\\n|(?s:/\\*.*?\\*/))*+(\\p{Alpha}+)");

    private SqlScript() { }

    /** @param source what the text is called in an error */
    public static List<Part> split(String text, String source) {
        String sql = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Part> parts = new ArrayList<>();
        int from = 0;
        try {
            for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
                String statement = query.nativeSql.strip();
                int at = Math.max(from, sql.indexOf(statement, from));
                Matcher word = FIRST_WORD.matcher(statement);
                // what has no word is a comment
                if (word.lookingAt()) parts.add(new Part(statement, word.group(1).toUpperCase(Locale.ROOT), 1 + lineBreaks(sql, at)));
                from = at + statement.length();
            }
        } catch (SQLException e) {
            throw Stop.workFailed(source + " cannot be split into statements: " + e.getMessage(), "Look for a quote or a comment that is not closed.").because(e);
        }
        return parts;
    }

    private static int lineBreaks(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /** Runs each statement by itself, as the connection commits, and prints what it returns. */
    public static void run(Connection connection, List<Part> parts, String source, PrintStream out, PrintStream notices) {
        for (Part part : parts) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                boolean rows = statement.execute(part.sql());
                for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) notices.println(w.getMessage());
                while (rows || statement.getUpdateCount() >= 0) {
                    if (rows) {
                        try (ResultSet result = statement.getResultSet()) {
                            SqlResult.table(result, out);
                        }
                    } else {
                        SqlResult.count(part.command(), statement.getUpdateCount(), out);
                    }
                    rows = statement.getMoreResults();
                }
            } catch (SQLException e) {
                throw failed(e, part, source);
            }
        }
    }

    private static Stop failed(SQLException e, Part part, String source) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        int line = part.line();
        if (server != null && server.getPosition() > 0) {
            int end = part.sql().offsetByCodePoints(0, Math.min(server.getPosition() - 1, part.sql().codePointCount(0, part.sql().length())));
            line += lineBreaks(part.sql(), end);
        }
        String message = server != null ? server.getMessage() : e.getMessage();
        String advice = server != null && server.getHint() != null ? "\n" + server.getHint() : server != null && server.getDetail() != null ? "\n" + server.getDetail() : "";
        return Stop.workFailed(source + ", line " + line + ": " + message + " (SQLSTATE " + e.getSQLState() + ")",
            "The statement was: " + shorten(part.sql()) + advice).because(e);
    }

    private static String shorten(String sql) {
        return sql.length() <= 1000 ? sql : sql.substring(0, 1000) + " ...";
    }
}
