//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.util.Locale;
import org.postgresql.core.Parser;

/** Where statements, quotes and comments end, by the JDBC driver's own idea of them. */
class SqlLexer {

    /**
     * The semicolon that ends a statement: not in quotes, comments or parentheses, nor in the body of BEGIN ATOMIC ...
     * END. A backslash ends it anywhere, as a command of psql begins there.
     */
    static int statementEnd(char[] chars, int start) {
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
                case '\\' -> {
                    return i;
                }
                case ';' -> {
                    if (parentheses <= 0 && atomic == 0) return i;
                }
                default -> {
                    if (!Parser.isIdentifierStartChar(chars[i])) continue;
                    int word = i;
                    while (i + 1 < chars.length && Parser.isIdentifierContChar(chars[i + 1])) i++;
                    int length = i + 1 - word;
                    String name = length > 7 ? "" : new String(chars, word, length).toUpperCase(Locale.ROOT);
                    if (name.equals("ATOMIC") && before.equals("BEGIN") || atomic > 0 && name.equals("CASE")) atomic++;
                    if (atomic > 0 && name.equals("END")) atomic--;
                    before = name;
                }
            }
        }
        return chars.length;
    }

    /** The last character of the quote or comment that begins at a place; the place itself when none does. */
    static int skip(char[] chars, int i) {
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
    static int firstWord(char[] chars, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isLetter(chars[i])) return i;
            boolean comment = (chars[i] == '-' || chars[i] == '/') && skip(chars, i) > i;
            if (comment) i = skip(chars, i);
            else if (!Character.isWhitespace(chars[i]) && chars[i] != '(') return i;
        }
        return -1;
    }
}
