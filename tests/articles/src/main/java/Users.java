import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** The model of the articles' last step, on plain JDBC. */
public class Users implements AutoCloseable {

    private final Connection connection;

    public Users() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", System.getenv("POSTGRES_USER"));
        login.setProperty("password", System.getenv("POSTGRES_PASSWORD"));
        connection = DriverManager.getConnection(
                "jdbc:postgresql://" + System.getenv("POSTGRES_HOSTNAME") + ":" + System.getenv("POSTGRES_PORT") + "/"
                        + System.getenv("APPLICATION_DB"),
                login);
    }

    public void createTable() throws SQLException {
        connection
                .createStatement()
                .execute("CREATE TABLE users (id serial PRIMARY KEY, email varchar UNIQUE NOT NULL)");
    }

    public void add(String email) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO users (email) VALUES (?)")) {
            insert.setString(1, email);
            insert.executeUpdate();
        }
    }

    public String first() throws SQLException {
        try (ResultSet rows =
                connection.createStatement().executeQuery("SELECT email FROM users ORDER BY id LIMIT 1")) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
