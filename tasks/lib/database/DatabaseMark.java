//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.database;

import java.sql.*;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.environment.Environment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The comments by which databases of one kind are told from every other on a server: objects of JSON.
 *
 * @param madeBy stands first in each, as a property of that name
 * @param type what else is in it
 */
record DatabaseMark<T>(String madeBy, Class<T> type) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String COMMENTED = """
        SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database
        WHERE starts_with(shobj_description(oid, 'pg_database'), ?) ORDER BY 1
        """;

    /** Every database of the kind, with what its comment says; what somebody else has made of one is left out. */
    Map<Database, T> all(Connection connection, Environment environment) throws SQLException {
        Map<Database, T> all = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COMMENTED)) {
            query.setString(1, "{\"madeBy\":\"" + madeBy + "\"");
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    try {
                        all.put(new Database(environment, row.getString(1)), JSON.readValue(row.getString(2), type));
                    } catch (JacksonException somebodyElses) {
                        // no comment of ours
                    }
                }
            }
        }
        return all;
    }

    /** The comment. */
    static String text(Object mark) {
        return JSON.writeValueAsString(mark);
    }
}
