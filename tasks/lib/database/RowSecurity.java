//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.*;
import java.util.List;

/** Whether the policies of a schema are in force for the user of an environment. */
public class RowSecurity {

    private static final String WITHOUT_EFFECT =
            "SELECT oid::regclass FROM pg_class WHERE relrowsecurity AND NOT row_security_active(oid) ORDER BY 1::text";

    /** The tables whose policies the server does not apply to this user, such as a superuser. */
    public static List<String> withoutEffect(Database database) {
        try (Connection connection = database.connect()) {
            return Statements.strings(connection, WITHOUT_EFFECT);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
