//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the output of tests says of other databases. */
class OtherAddressesTest {

    @TempDir
    Path directory;

    private OtherAddresses of(String log) throws IOException {
        return new OtherAddresses(Files.writeString(directory.resolve("log"), log), "127.0.0.1:5555");
    }

    @Test
    void a_port_without_a_server_is_found_in_what_the_driver_says() throws IOException {
        String refused = "org.postgresql.util.PSQLException: Connection to localhost:%s refused. Check that\n";
        assertEquals(Optional.of("5432"), of("x\n" + refused.formatted(5432)).refusedPort());
        assertEquals(Optional.empty(), of(refused.formatted(5555)).refusedPort());
        assertEquals(
                Optional.empty(),
                of("Connection to db.example.org:5432 refused").refusedPort());
    }

    @Test
    void other_databases_are_named_and_ours_is_not() throws IOException {
        assertEquals(
                Set.of("jdbc:h2:mem:x", "jdbc:postgresql://localhost/shop"),
                of("at jdbc:h2:mem:x\nat jdbc:postgresql://localhost/shop\nat jdbc:postgresql://localhost:5555/shop\n")
                        .named());
    }
}
