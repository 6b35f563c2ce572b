//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.sql.*;
import java.util.*;

/** Columns that have another type, into which the server converts no value of the one before. */
record Conversions(Connection from, Connection to) {

    private static final String CANNOT_CONVERT = "42846";
    private static final String TYPES = """
        SELECT concat_ws(chr(9), attrelid::regclass, quote_ident(attname)), format_type(atttypid, atttypmod)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p')
          WHERE attnum > 0 AND NOT attisdropped AND attrelid >= 16384 AND attinhcount = 0 AND attgenerated = ''
        """;

    /** What drops them, so that they are added as new ones. */
    List<String> impossible() throws SQLException {
        Map<String, String> before = Preparation.pairs(from, TYPES);
        List<String> statements = new ArrayList<>();
        for (var wanted : Preparation.pairs(to, TYPES).entrySet()) {
            String type = before.get(wanted.getKey());
            if (type == null || type.equals(wanted.getValue()) || converts(type, wanted.getValue())) continue;
            String[] column = wanted.getKey().split("\t");
            statements.add("ALTER TABLE " + column[0] + " DROP COLUMN " + column[1]);
        }
        return statements;
    }

    private boolean converts(String type, String other) throws SQLException {
        try (Statement statement = from.createStatement()) {
            statement.execute("SELECT NULL::" + type + "::" + other);
            return true;
        } catch (SQLException e) {
            // one that is not there yet is made by what comes later
            return !CANNOT_CONVERT.equals(e.getSQLState());
        }
    }
}
