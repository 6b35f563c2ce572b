//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.database.SqlScript;
import lib.database.Statements;
import lib.schema.SchemaDiff.Origin;
import lib.schema.SchemaDiff.Step;

/**
 * What has another name in a schema than before, as comments in it tell: {@code -- renamed from: old_name} in the line
 * of a column, of CREATE TABLE, or in the line above.
 */
public record Renames(List<Rename> all) {

    /**
     * @param column null where it is the table
     * @param old the name that it had; as the others it is written as in SQL
     */
    record Rename(String schema, String table, String column, String old, String place) {

        private String qualified() {
            return schema + "." + table;
        }
    }

    static final Renames NONE = new Renames(List.of());

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern COMMENT =
            Pattern.compile("^(.*?)--\\s*renamed from:\\s*(" + NAME + ")\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile("(?is)CREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s+"
            + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:(" + NAME + ")\\s*\\.\\s*)?(" + NAME + ").*");
    private static final Pattern FIRST_NAME = Pattern.compile("\\s*(" + NAME + ").*");

    private static final String RELATION = "SELECT 1 WHERE to_regclass(?) IS NOT NULL";
    private static final String COLUMN =
            "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = (parse_ident(?))[1]";

    /**
     * By a file's own comments.
     *
     * @param schema of a table without one before its name
     */
    static Renames in(String text, String label, String schema) {
        List<SqlScript.Part> parts = SqlScript.split(text, label);
        List<String> lines = text.lines().toList();
        List<Rename> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            // within a text there is no comment
            if (!comment.matches()
                    || comment.group(1).chars().filter(c -> c == '\'').count() % 2 != 0) continue;
            int at = comment.group(1).isBlank() ? i + 1 : i;
            if (at < lines.size())
                rename(statement(parts, at + 1), lines.get(at), comment.group(2), label + ", line " + (i + 1), schema)
                        .ifPresent(all::add);
        }
        return new Renames(all);
    }

    private static SqlScript.Part statement(List<SqlScript.Part> parts, int line) {
        return parts.stream()
                .filter(part -> firstLine(part) <= line)
                .reduce((before, after) -> after)
                .orElse(null);
    }

    /** Of its first word; a part begins with the comments before it. */
    private static long firstLine(SqlScript.Part part) {
        String comments =
                part.sql().substring(0, part.sql().length() - part.words().length());
        return part.line() + comments.chars().filter(c -> c == '\n').count();
    }

    private static Optional<Rename> rename(
            SqlScript.Part statement, String line, String old, String place, String schema) {
        Matcher table = TABLE.matcher(statement == null ? "" : statement.words());
        if (!table.matches()) return Optional.empty();
        Matcher column = FIRST_NAME.matcher(line);
        boolean ofTable = TABLE.matcher(line.strip()).matches();
        if (!ofTable && !column.matches()) return Optional.empty();
        return Optional.of(new Rename(
                Objects.requireNonNullElse(table.group(1), schema),
                table.group(2),
                ofTable ? null : column.group(1),
                old,
                place));
    }

    /** Stops where a comment stands beside nothing that can have a name. */
    void check(Connection wanted) throws SQLException {
        for (Rename rename : all) {
            if (rename.column != null && !has(wanted, COLUMN, rename.qualified(), rename.column))
                throw ExitException.wrongInput(
                        rename.place + ": the comment \"renamed from: " + rename.old + "\" is not beside a column",
                        "Write it on the line of a column or of CREATE TABLE, or alone on the line above.");
        }
    }

    /** Those that have not been made yet. */
    List<Step> steps(Connection from, Connection to) throws SQLException {
        List<String> statements = new ArrayList<>();
        Map<String, String> before = new HashMap<>();
        for (Rename rename : all) {
            String old = rename.schema + "." + rename.old;
            if (rename.column != null || !moved(from, old, to, rename.qualified())) continue;
            before.put(rename.qualified(), old);
            statements.add("ALTER TABLE " + old + " RENAME TO " + rename.table);
        }
        for (Rename rename : all) {
            if (rename.column == null) continue;
            String table = rename.qualified();
            String then = before.getOrDefault(table, table);
            if (has(from, COLUMN, then, rename.old)
                    && !has(from, COLUMN, then, rename.column)
                    && has(to, COLUMN, table, rename.column)
                    && !has(to, COLUMN, table, rename.old))
                statements.add("ALTER TABLE " + table + " RENAME COLUMN " + rename.old + " TO " + rename.column);
        }
        return statements.stream().map(sql -> new Step(sql, Origin.RENAMING)).toList();
    }

    /** What takes them back. */
    Renames reversed() {
        Map<String, String> tables = new HashMap<>();
        for (Rename rename : all) if (rename.column == null) tables.put(rename.qualified(), rename.old);
        return new Renames(all.stream()
                .map(rename -> rename.column == null
                        ? new Rename(rename.schema, rename.old, null, rename.table, rename.place)
                        : new Rename(
                                rename.schema,
                                tables.getOrDefault(rename.qualified(), rename.table),
                                rename.old,
                                rename.column,
                                rename.place))
                .toList());
    }

    private static boolean moved(Connection from, String old, Connection to, String wanted) throws SQLException {
        return has(from, RELATION, old)
                && !has(from, RELATION, wanted)
                && has(to, RELATION, wanted)
                && !has(to, RELATION, old);
    }

    private static boolean has(Connection connection, String query, String... values) throws SQLException {
        return !Statements.strings(connection, query, values).isEmpty();
    }
}
