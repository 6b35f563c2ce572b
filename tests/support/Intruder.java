//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package support;

import java.io.IOException;
import java.nio.file.*;
import java.sql.*;
import java.util.List;
import java.util.stream.Stream;

/** What somebody tries who can run programs in a container of the application; it uses what it finds there. */
public final class Intruder {

    private static final Path SECRETS = Path.of("/run/secrets");
    private static final List<String> USERS = List.of("postgres", "application");

    /** @param statements tried by each user that some secret lets in */
    public static void main(String... statements) throws IOException {
        try (Stream<Path> files = Files.list(SECRETS)) {
            for (Path file : files.toList()) {
                for (String user : USERS) tryToLogIn(user, Files.readString(file), statements);
            }
        }
    }

    private static void tryToLogIn(String user, String password, String... statements) {
        String url = "jdbc:postgresql://" + System.getenv("POSTGRES_HOSTNAME") + ":" + System.getenv("POSTGRES_PORT")
                + "/" + System.getenv("APPLICATION_DB");
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            System.out.println(user + " is in");
            for (String sql : statements) System.out.println(sql + ": " + outcome(statement, sql));
        } catch (SQLException e) {
            System.out.println(user + ": " + e.getMessage());
        }
    }

    private static String outcome(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return e.getMessage().lines().findFirst().orElse("");
        }
    }
}
