//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.Pattern;
import lib.base.ExitException;
import org.postgresql.core.Parser;

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

    private final byte[] bytes;
    private final String source;
    private final List<Part> parts = new ArrayList<>();
    /** The part of the bytes that is looked at, from one statement's begin on. */
    private int begin;

    private String text = "";
    private char[] chars;
    private boolean last;
    /** Where the lines end that follow COPY, in bytes; -1 where a statement is none with such lines. */
    private int afterData;

    private int counted;
    private int line = 1;

    private SqlScript(byte[] bytes, String source) {
        this.bytes = bytes;
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
        SqlScript script = new SqlScript(utf8, source);
        if (utf8.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(utf8, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length))
            script.begin = BYTE_ORDER_MARK.length;
        for (int size = WINDOW; script.begin < utf8.length; ) {
            int from = script.begin;
            script.window(size);
            // a statement that is longer than all that is looked at
            size = script.begin == from ? size * 4 : WINDOW;
        }
        return script.parts;
    }

    /** Takes what ends within a number of bytes. */
    private void window(int size) {
        int end = (int) Math.min(bytes.length, (long) begin + size);
        last = end == bytes.length;
        while (!last && (bytes[end] & 0xC0) == 0x80) end--;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ExitException.cannotRead(source, e);
        }
        chars = text.toCharArray();
        counted = 0;
        afterData = -1;
        int from = 0;
        for (int next; from < chars.length && afterData < 0 && (next = statement(from)) >= 0; ) from = next;
        lineAt(from);
        begin = afterData >= 0 ? afterData : begin + inBytes(from);
    }

    private int inBytes(int place) {
        return text.substring(0, place).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Takes the statement that begins at a place, and tells where the next one may begin; -1 where it does not end in
     * what is looked at.
     */
    private int statement(int from) {
        int start = from;
        while (start < chars.length && Character.isWhitespace(chars[start])) start++;
        if (start < chars.length && chars[start] == '\\') return psqlCommand(start);
        int end = end(start);
        if (end == chars.length && !last) return -1;
        String sql = text.substring(start, end).stripTrailing();
        int first = firstWord(chars, start, end);
        int next = Math.min(chars.length, end + 1);
        // what has no word is a comment
        if (first < 0) return next;
        int after = first;
        while (after < end && Character.isLetter(chars[after])) after++;
        String command = text.substring(first, after).toUpperCase(Locale.ROOT);
        int line = lineAt(start);
        if (!command.equals("COPY") || !FROM_STDIN.matcher(sql).matches()) {
            parts.add(new Part(sql, command, line, null));
            return next;
        }
        lineAt(next);
        int data = lineEnd(begin + inBytes(next));
        int dot = data;
        while (dot < bytes.length && !isEndOfData(dot)) dot = lineEnd(dot);
        parts.add(new Part(sql, command, line, ByteBuffer.wrap(bytes, data, dot - data)));
        afterData = lineEnd(dot);
        return next;
    }

    /** Where the next line begins, in bytes; the line that ends there is counted. */
    private int lineEnd(int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') i++;
        if (i == bytes.length) return i;
        this.line++;
        return i + 1;
    }

    /** Whether a line is {@code \.} and nothing else. */
    private boolean isEndOfData(int from) {
        if (bytes[from] != '\\' || from + 1 == bytes.length || bytes[from + 1] != '.') return false;
        int i = from + 2;
        while (i < bytes.length && bytes[i] != '\n' && Character.isWhitespace(bytes[i])) i++;
        return i == bytes.length || bytes[i] == '\n';
    }

    private int psqlCommand(int start) {
        int end = endOfLine(start);
        if (end == chars.length && !last) return -1;
        String command = text.substring(start, end).strip().split("\\s", 2)[0];
        if (!IGNORED.contains(command)) {
            throw ExitException.workFailed(
                    source + ", line " + lineAt(start) + ": " + command + " is a command of psql, not SQL",
                    "Take it out, or run the file with psql: manage.java compose exec -T db psql ...");
        }
        return end;
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? chars.length : end + 1;
    }

    private int lineAt(int place) {
        for (; counted < place; counted++) if (chars[counted] == '\n') line++;
        return line;
    }

    /**
     * The semicolon that ends a statement: not in quotes, comments or parentheses, nor in the body of BEGIN ATOMIC ...
     * END.
     */
    private int end(int start) {
        String before = "";
        int parentheses = 0;
        int atomic = 0;
        for (int i = start; i < chars.length; i++) {
            int skipped = skip(chars, i);
            if (skipped > i) {
                i = skipped;
                continue;
            }
            switch (chars[i]) {
                case '(' -> parentheses++;
                case ')' -> parentheses--;
                case ';' -> {
                    if (parentheses <= 0 && atomic == 0) return i;
                }
                default -> {
                    if (!Parser.isIdentifierStartChar(chars[i])) continue;
                    int word = i;
                    while (i + 1 < chars.length && Parser.isIdentifierContChar(chars[i + 1])) i++;
                    String name =
                            i - word > 6 ? "" : text.substring(word, i + 1).toUpperCase(Locale.ROOT);
                    if (name.equals("ATOMIC") && before.equals("BEGIN") || atomic > 0 && name.equals("CASE")) atomic++;
                    if (atomic > 0 && name.equals("END")) atomic--;
                    before = name;
                }
            }
        }
        return chars.length;
    }

    /** The last character of the quote or comment that begins at a place; the place itself when none does. */
    private static int skip(char[] chars, int i) {
        return Math.min(
                chars.length - 1,
                switch (chars[i]) {
                    case '\'' -> Parser.parseSingleQuotes(chars, i, true);
                    case '"' -> Parser.parseDoubleQuotes(chars, i);
                    case '-' -> Parser.parseLineComment(chars, i);
                    case '/' -> Parser.parseBlockComment(chars, i);
                    case '$' -> Parser.parseDollarQuotes(chars, i);
                    default -> i;
                });
    }

    /**
     * Where the first word is, after comments and opening parentheses; -1 when there are only these. What is neither is
     * for the server to refuse.
     */
    private static int firstWord(char[] chars, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isLetter(chars[i])) return i;
            boolean comment = (chars[i] == '-' || chars[i] == '/') && skip(chars, i) > i;
            if (comment) i = skip(chars, i);
            else if (!Character.isWhitespace(chars[i]) && chars[i] != '(') return i;
        }
        return -1;
    }

    /** How many lines of comments come before a statement's first word. */
    public static int linesBeforeCommand(String sql) {
        int word = firstWord(sql.toCharArray(), 0, sql.length());
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
                i = Math.max(i, skip(chars, i));
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
