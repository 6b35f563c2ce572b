//JAVA 17+

package lib.database;

import java.sql.*;
import java.util.ArrayList;
import java.util.List;

/** SQL that is sent in one call. */
public final class Statements {

    private Statements() {}

    /** Runs a statement. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * The first column of what a query finds.
     *
     * @param values of its parameters
     */
    public static List<String> strings(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
            List<String> strings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
