//JAVA 17+

package lib.database;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.Pattern;
import lib.base.ExitException;

/** SQL text, split into statements as psql does it, by the JDBC driver's own idea of quotes and comments. */
public class SqlScript {

    /**
     * @param command its first word: INSERT, CREATE, ...; or \connect
     * @param line where it begins, from 1
     * @param data the lines that follow COPY ... FROM STDIN, in the bytes that they came in, to be read once; null for
     *     any other statement
     * @param executesResult whether the values that it returns are statements to be run, as \gexec has it
     */
    public record Part(String sql, String command, int line, InputStream data, boolean executesResult) {

        /** As it can stand in a script. */
        public String written() {
            if (command.equals(PsqlCommand.CONNECT)) return command + " " + Database.quote(sql);
            return executesResult ? sql + " " + PsqlCommand.EXECUTE_RESULT : sql + ";";
        }

        /** With values in the place of variables. */
        Part with(Map<String, String> variables) {
            return new Part(SqlScript.with(variables, sql), command, line, data, executesResult);
        }

        private Part inMemory() {
            if (data == null) return this;
            try {
                return new Part(sql, command, line, new ByteArrayInputStream(data.readAllBytes()), executesResult);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** From the first word on, without the comments before it. */
        public String words() {
            return sql.substring(Math.max(0, SqlLexer.firstWord(sql.toCharArray(), 0, sql.length())));
        }
    }

    /**
     * What runs in one database.
     *
     * @param database the one that \connect names; empty for the one that the script begins in
     */
    public record Section(Optional<String> database, List<Part> parts) {}

    /** Bytes that are made characters at a time; what follows COPY never is. */
    private static final int WINDOW = 1 << 16;

    static final Pattern FROM_STDIN = Pattern.compile("(?is).*\\bFROM\\s+STDIN\\b.*");
    private static final Set<String> QUERIES = Set.of("SELECT", "SHOW", "TABLE", "VALUES", "EXPLAIN", "WITH");
    /** The driver speaks UTF-8 alone, and statements are told apart by the standard's rules for quotes. */
    private static final Pattern UNSUPPORTED_SETTING = Pattern.compile("(?is)SET\\s+(?:(?:SESSION|LOCAL)\\s+)?(?:"
            + "(?:client_encoding\\s*(?:=|\\bTO\\b)|NAMES\\b)\\s*+(?!'?(?:UTF-?8|UNICODE|DEFAULT)\\b).+"
            + "|standard_conforming_strings\\s*(?:=|\\bTO\\b)\\s*'?(?:off?|f\\w*|no?|0)\\b.*)");

    private final SqlWindow window;
    private final String source;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> variables;
    private final List<Part> first;
    /** The lines that follow the COPY that was found last. */
    private InputStream data = InputStream.nullInputStream();

    /**
     * Reads a script up to the first lines of a COPY ... FROM STDIN, or to its end.
     *
     * @param utf8 the text; a byte order mark before it is not part of it
     * @param source what the text is called in an error
     * @param variables values by their names
     */
    public SqlScript(InputStream utf8, String source, Map<String, String> variables) {
        this.source = source;
        this.variables = variables;
        try {
            this.window = new SqlWindow(utf8);
        } catch (IOException e) {
            throw ExitException.cannotRead(source, e);
        }
        this.first = next();
    }

    /** What was read at once. */
    public List<Part> first() {
        return first;
    }

    /**
     * Reads on, behind the lines of the last COPY, and again up to the next one with such lines or to the end; of a
     * script that is over, nothing.
     */
    public List<Part> next() {
        parts.clear();
        try {
            data.transferTo(OutputStream.nullOutputStream());
            data = null;
            int size = WINDOW;
            while (data == null && !window.atEnd()) {
                // a statement that is longer than all that is looked at
                size = statementsWithin(size) ? WINDOW : size * 4;
            }
            if (data == null) data = InputStream.nullInputStream();
        } catch (IOException e) {
            throw ExitException.cannotRead(source, e);
        }
        return parts.stream().map(part -> part.with(variables)).toList();
    }

    public static List<Part> split(String text, String source) {
        return split(text.getBytes(StandardCharsets.UTF_8), source);
    }

    /** All of a text, which is in memory anyway. */
    public static List<Part> split(byte[] utf8, String source) {
        SqlScript script = new SqlScript(new ByteArrayInputStream(utf8), source, Map.of());
        List<Part> all = new ArrayList<>();
        for (List<Part> some = script.first; !some.isEmpty(); some = script.next()) {
            for (Part part : some) all.add(part.inMemory());
        }
        return all;
    }

    /** A statement that another one has made, at the line of that. */
    static Part generated(String sql, int line) {
        char[] chars = sql.toCharArray();
        return new Part(sql, command(sql, SqlLexer.firstWord(chars, 0, chars.length)), line, null, false);
    }

    private static String command(String text, int first) {
        int after = Math.max(0, first);
        while (after < text.length() && Character.isLetter(text.charAt(after))) after++;
        return text.substring(Math.max(0, first), after).toUpperCase(Locale.ROOT);
    }

    /** Takes what ends within a number of bytes; false where nothing does. */
    private boolean statementsWithin(int size) throws IOException {
        window.read(size);
        int from = 0;
        for (int next; from < window.chars().length && data == null && (next = statement(from)) >= 0; ) from = next;
        window.moveTo(from);
        return from > 0;
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
        boolean terminated = end == chars.length || chars[end] == ';';
        int next = terminated ? Math.min(chars.length, end + 1) : end;
        String sql = window.text().substring(start, end).stripTrailing();
        int first = SqlLexer.firstWord(chars, start, end);
        // what has no word is a comment
        if (first < 0) {
            requireClosed(sql, start);
            return next;
        }
        if (!terminated && (next = executesResult(end)) < 0) return -1;
        String command = command(window.text(), first);
        int line = window.lineAt(start);
        if (command.equals("SET")) requireSupported(window.text().substring(first, end), line);
        boolean copied = command.equals("COPY") && FROM_STDIN.matcher(sql).matches();
        if (copied && (next = dataAfter(next)) < 0) return -1;
        parts.add(new Part(sql, command, line, data, !terminated));
        return next;
    }

    /** Only the end of the text leaves a comment open. */
    private void requireClosed(String comments, int place) {
        char[] followed = (comments + "\nx").toCharArray();
        if (SqlLexer.firstWord(followed, 0, followed.length) >= 0) return;
        throw ExitException.workFailed(
                source + ", line " + window.lineAt(place) + ": a comment is not closed", "Close it with */.");
    }

    private void requireSupported(String statement, int line) {
        if (!UNSUPPORTED_SETTING.matcher(statement).matches()) return;
        boolean quotes = statement.toLowerCase(Locale.ROOT).contains("standard_conforming_strings");
        throw ExitException.workFailed(
                source + ", line " + line + ": " + statement.strip() + " is not supported",
                quotes
                        ? "Write strings with backslashes as E'...', and remove it."
                        : "Convert the file to UTF-8 (iconv does that), and remove it.");
    }

    /** What follows a statement is a command of psql in the place of a semicolon; tells where its line ends. */
    private int executesResult(int place) {
        int end = window.endOfLine(place);
        if (window.cutOff(end)) return -1;
        PsqlCommand command = PsqlCommand.of(window.text().substring(place, end));
        if (!command.executesResult()) throw unsupported(command, place);
        return end;
    }

    /** Finds where the lines after COPY begin; psql would run what stands behind it on its line after them. */
    private int dataAfter(int place) {
        int begin = window.endOfLine(place);
        if (window.cutOff(begin)) return -1;
        String rest = window.text().substring(place, begin);
        if (SqlLexer.firstWord(rest.toCharArray(), 0, rest.length()) >= 0) {
            throw ExitException.workFailed(
                    source + ", line " + window.lineAt(place)
                            + ": text follows COPY ... FROM STDIN, whose data begins on the next line",
                    "Move it to a line of its own, after the data.");
        }
        data = window.data();
        return begin;
    }

    private int psqlCommand(int start) {
        int end = window.endOfLine(start);
        if (window.cutOff(end)) return -1;
        PsqlCommand command = PsqlCommand.of(window.text().substring(start, end));
        if (command.ignored()) return end;
        String database = command.database().orElseThrow(() -> unsupported(command, start));
        parts.add(new Part(database, PsqlCommand.CONNECT, window.lineAt(start), null, false));
        return end;
    }

    private ExitException unsupported(PsqlCommand command, int place) {
        return ExitException.workFailed(
                source + ", line " + window.lineAt(place) + ": " + command.name() + " is a command of psql, not SQL",
                "Remove it, or run the file with psql at an address that manage.java db url prints."
                        + " Only \\gexec and \\connect DATABASE are supported.");
    }

    /** The parts by the database that they run in. */
    public static List<Section> sections(List<Part> parts) {
        List<Section> sections = new ArrayList<>(List.of(new Section(Optional.empty(), new ArrayList<>())));
        for (Part part : parts) {
            if (part.command().equals(PsqlCommand.CONNECT))
                sections.add(new Section(Optional.of(part.sql()), new ArrayList<>()));
            else sections.get(sections.size() - 1).parts().add(part);
        }
        return sections;
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
     * Whether every statement of scripts is a query, which cannot end a transaction; whether it only reads, a
     * {@link ReadOnlyTransaction} finds out.
     */
    public static boolean onlyQueries(Collection<SqlScript> scripts) {
        // what comes after the first is after a COPY, which is none
        return scripts.stream()
                .flatMap(script -> script.first.stream())
                .allMatch(part -> QUERIES.contains(part.command()) && !part.executesResult());
    }
}
