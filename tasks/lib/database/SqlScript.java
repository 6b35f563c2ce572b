//JAVA 17+

package lib.database;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.Pattern;
import lib.base.ExitException;

/** SQL text, split into statements as psql does it, by the JDBC driver's own idea of quotes and comments. */
public class SqlScript {

    /**
     * @param command its first word: INSERT, CREATE, ...
     * @param line where it begins, from 1
     * @param data the lines that follow COPY ... FROM STDIN, in the bytes that they came in; null for any other
     *     statement
     */
    public record Part(String sql, String command, int line, ByteBuffer data) {}

    /** Bytes that are made characters at a time; what follows COPY never is. */
    private static final int WINDOW = 1 << 16;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final Pattern FROM_STDIN = Pattern.compile("(?is).*\\bFROM\\s+STDIN\\b.*");
    private static final Set<String> QUERIES = Set.of("SELECT", "SHOW", "TABLE", "VALUES", "EXPLAIN", "WITH");
    /** What newer pg_dumps write for psql, and what means nothing to a server. */
    private static final Set<String> IGNORED = Set.of("\\restrict", "\\unrestrict");

    private final SqlWindow window;
    private final String source;
    private final List<Part> parts = new ArrayList<>();
    /** Where the lines end that follow COPY, in bytes; -1 where a statement is none with such lines. */
    private int afterData;

    private SqlScript(SqlWindow window, String source) {
        this.window = window;
        this.source = source;
    }

    public static List<Part> split(String text, String source) {
        return split(text.getBytes(StandardCharsets.UTF_8), source);
    }

    /**
     * @param utf8 the text; a byte order mark before it is not part of it
     * @param source what the text is called in an error
     */
    public static List<Part> split(byte[] utf8, String source) {
        boolean marked = utf8.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(utf8, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        SqlWindow window = new SqlWindow(utf8, marked ? BYTE_ORDER_MARK.length : 0);
        SqlScript script = new SqlScript(window, source);
        for (int size = WINDOW; !window.atEnd(); ) {
            int from = window.begin();
            script.statementsWithin(size);
            // a statement that is longer than all that is looked at
            size = window.begin() == from ? size * 4 : WINDOW;
        }
        return script.parts;
    }

    /** Takes what ends within a number of bytes. */
    private void statementsWithin(int size) {
        try {
            window.read(size);
        } catch (CharacterCodingException e) {
            throw ExitException.cannotRead(source, e);
        }
        afterData = -1;
        int from = 0;
        for (int next; from < window.chars().length && afterData < 0 && (next = statement(from)) >= 0; ) from = next;
        window.lineAt(from);
        window.moveTo(afterData >= 0 ? afterData : window.position(from));
    }

    /**
     * Takes the statement that begins at a place, and tells where the next one may begin; -1 where it does not end in
     * what is looked at.
     */
    private int statement(int from) {
        char[] chars = window.chars();
        int start = from;
        while (start < chars.length && Character.isWhitespace(chars[start])) start++;
        if (start < chars.length && chars[start] == '\\') return psqlCommand(start);
        int end = SqlLexer.statementEnd(chars, start);
        if (window.cutOff(end)) return -1;
        String sql = window.text().substring(start, end).stripTrailing();
        int first = SqlLexer.firstWord(chars, start, end);
        int next = Math.min(chars.length, end + 1);
        // what has no word is a comment
        if (first < 0) return next;
        int after = first;
        while (after < end && Character.isLetter(chars[after])) after++;
        String command = window.text().substring(first, after).toUpperCase(Locale.ROOT);
        int line = window.lineAt(start);
        boolean copied = command.equals("COPY") && FROM_STDIN.matcher(sql).matches();
        parts.add(new Part(sql, command, line, copied ? dataAfter(next) : null));
        return next;
    }

    /** The lines after COPY, up to {@code \.}. */
    private ByteBuffer dataAfter(int place) {
        window.lineAt(place);
        int begin = window.nextLine(window.position(place));
        int end = begin;
        while (window.isInside(end) && !window.isEndOfData(end)) end = window.nextLine(end);
        afterData = window.nextLine(end);
        return window.bytes(begin, end);
    }

    private int psqlCommand(int start) {
        int end = window.endOfLine(start);
        if (window.cutOff(end)) return -1;
        String command = window.text().substring(start, end).strip().split("\\s", 2)[0];
        if (!IGNORED.contains(command)) {
            throw ExitException.workFailed(
                    source + ", line " + window.lineAt(start) + ": " + command + " is a command of psql, not SQL",
                    "Take it out, or run the file with psql: manage.java compose exec -T db psql ...");
        }
        return end;
    }

    /** How many lines of comments come before a statement's first word. */
    public static int linesBeforeCommand(String sql) {
        int word = SqlLexer.firstWord(sql.toCharArray(), 0, sql.length());
        return word < 0
                ? 0
                : (int) sql.substring(0, word).chars().filter(c -> c == '\n').count();
    }

    /** Puts values in the place of psql's {@code :'name'}, as literals, and {@code :"name"}, as identifiers. */
    public static String with(Map<String, String> variables, String text) {
        if (variables.isEmpty()) return text;
        char[] chars = text.toCharArray();
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        for (int i = 0; i < chars.length; i++) {
            boolean reference = chars[i] == ':'
                    && i + 1 < chars.length
                    && (chars[i + 1] == '\'' || chars[i + 1] == '"')
                    && (i == 0 || chars[i - 1] != ':');
            if (!reference) {
                i = Math.max(i, SqlLexer.skip(chars, i));
                continue;
            }
            int close = text.indexOf(chars[i + 1], i + 2);
            String value = close < 0 ? null : variables.get(text.substring(i + 2, close));
            if (value == null) continue;
            String quote = String.valueOf(chars[i + 1]);
            replaced.append(text, done, i)
                    .append(quote)
                    .append(value.replace(quote, quote + quote))
                    .append(quote);
            done = close + 1;
            i = close;
        }
        return replaced.append(text, done, text.length()).toString();
    }

    /**
     * Whether every statement is a query, which cannot end a transaction; whether it only reads, a
     * {@link ReadOnlyTransaction} finds out.
     */
    public static boolean onlyQueries(Collection<List<Part>> scripts) {
        return scripts.stream().flatMap(List::stream).allMatch(part -> QUERIES.contains(part.command()));
    }
}
