//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import lib.database.Database;
import lib.database.Statements;

/** What stands at a database itself, beside what is in it. */
public final class DatabaseAttributes {

    private static final String ALL = """
        SELECT json_build_object('owner', pg_get_userbyid(datdba), 'limit', datconnlimit,
            'privileges', (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(datacl) a),
            'settings', (SELECT array_agg(setrole::regrole || ' ' || setconfig::text ORDER BY setrole::regrole::text)
                FROM pg_db_role_setting WHERE setdatabase = d.oid))
          FROM pg_database d WHERE datname = ?
        """;

    private DatabaseAttributes() {}

    public static String of(Database database) throws SQLException {
        return value(database.beside(), ALL, database.name());
    }

    /** The first column of a query, its rows joined. */
    public static String value(Database database, String query, String... values) throws SQLException {
        try (Connection connection = database.connect()) {
            return String.join(",", Statements.strings(connection, query, values));
        }
    }

    public static void run(Database database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    /** Each database that is made or dropped would wait for the disk. */
    public static void spareDisk(Database maintenance) throws SQLException {
        run(maintenance, "alter system set fsync = off", "select pg_reload_conf()");
    }
}
