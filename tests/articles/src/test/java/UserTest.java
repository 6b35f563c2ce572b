import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UserTest {

    @Test
    void createUser() throws Exception {
        try (Users users = new Users()) {
            users.createTable();
            users.add("some.email@server.com");
            assertEquals("some.email@server.com", users.first());
            assertEquals(
                    "5433 production testing",
                    System.getenv("POSTGRES_PORT") + " " + System.getenv("FLASK_ENV") + " "
                            + System.getenv("FLASK_CONFIG"));
        }
    }
}
