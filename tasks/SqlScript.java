//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14
//SOURCES Stop.java SqlResult.java

import java.io.PrintStream;
import java.sql.*;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.*;
import org.postgresql.util.*;

/** SQL text, split into statements by the JDBC driver's own parser. */
public class SqlScript {

    /**
     * @param command its first word: INSERT, CREATE, ...
     * @param line    where it begins, from 1
     */
    public record Part(String sql, String command, int line) { }

    private static final Set<String> READS = Set.of("SELECT", "SHOW", "TABLE", "VALUES", "EXPLAIN", "WITH");
    private static final int LONGEST_SHOWN = 1000;
    private static final Pattern FIRST_WORD = Pattern.compile("(?:\\s|\\(|--[^\\n]*\\n|(?s:/\\*.*?\\*/))*+(\\p{Alpha}+)");

    /** @param source what the text is called in an error */
    public static List<Part> split(String text, String source) {
        List<Part> parts = new ArrayList<>();
        try {
            split(text.startsWith("\uFEFF") ? text.substring(1) : text, 1, parts);
        } catch (SQLException e) {
            throw Stop.workFailed(source + " cannot be split into statements: " + e.getMessage(), "Look for a quote or a comment that is not closed.").because(e);
        }
        return parts;
    }

    private static void split(String sql, int firstLine, List<Part> parts) throws SQLException {
        int from = 0;
        for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
            String statement = query.nativeSql.strip();
            int at = Math.max(from, sql.indexOf(statement, from));
            int line = firstLine + lineBreaks(sql, at);
            from = at + statement.length();
            int end = endOfAtomic(statement);
            Matcher word = FIRST_WORD.matcher(statement);
            // what has no word is a comment
            if (word.lookingAt()) parts.add(new Part(statement.substring(0, end), word.group(1).toUpperCase(Locale.ROOT), line));
            if (end < statement.length()) split(statement.substring(end), line + lineBreaks(statement, end), parts);
        }
    }

    /**
     * The driver splits nothing after the words BEGIN ATOMIC; so this finds the END that belongs to them,
     * past the driver's own idea of quotes and comments. Without such words it is the end of the text.
     */
    private static int endOfAtomic(String sql) {
        char[] text = sql.toCharArray();
        String before = "";
        int depth = 0;
        for (int i = 0; i < text.length; i++) {
            switch (text[i]) {
                case '\'' -> i = Parser.parseSingleQuotes(text, i, true);
                case '"' -> i = Parser.parseDoubleQuotes(text, i);
                case '-' -> i = Parser.parseLineComment(text, i);
                case '/' -> i = Parser.parseBlockComment(text, i);
                case '$' -> i = Parser.parseDollarQuotes(text, i);
                default -> {
                    if (!Parser.isIdentifierStartChar(text[i])) continue;
                    int start = i;
                    while (i + 1 < text.length && Parser.isIdentifierContChar(text[i + 1])) i++;
                    String word = sql.substring(start, i + 1).toUpperCase(Locale.ROOT);
                    if (word.equals("ATOMIC") && before.equals("BEGIN") || depth > 0 && word.equals("CASE")) depth++;
                    if (depth > 0 && word.equals("END") && --depth == 0) return i + 1;
                    before = word;
                }
            }
        }
        return text.length;
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
                throw failed(e, part.sql(), part.line(), source);
            }
        }
    }

    /**
     * What the server found wrong with a statement, and where.
     *
     * @param firstLine where the statement begins in its source
     */
    public static Stop failed(SQLException e, String sql, int firstLine, String source) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        int line = firstLine;
        if (server != null && server.getPosition() > 0) {
            line += lineBreaks(sql, sql.offsetByCodePoints(0, Math.min(server.getPosition() - 1, sql.codePointCount(0, sql.length()))));
        }
        String message = server != null ? server.getMessage() : e.getMessage();
        String advice = server == null ? null : server.getHint() != null ? server.getHint() : server.getDetail();
        String shown = sql.length() <= LONGEST_SHOWN ? sql : sql.substring(0, LONGEST_SHOWN) + " ...";
        return Stop.workFailed(source + ", line " + line + ": " + message + " (SQLSTATE " + e.getSQLState() + ")",
            "The statement was: " + shown + (advice == null ? "" : "\n" + advice)).because(e);
    }

    /** How many lines of comments come before a statement's first word. */
    public static int linesBeforeCommand(String sql) {
        Matcher word = FIRST_WORD.matcher(sql);
        return word.lookingAt() ? lineBreaks(sql, word.start(1)) : 0;
    }

    /** Whether every statement only reads; what a function does, a read-only session finds out. */
    public static boolean onlyReads(Collection<List<Part>> scripts) {
        return scripts.stream().flatMap(List::stream).allMatch(part -> READS.contains(part.command()));
    }
}
