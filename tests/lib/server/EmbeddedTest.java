//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lib.base.ExitException;
import org.junit.jupiter.api.Test;

class EmbeddedTest {

    @Test
    void the_release_is_of_the_major_version_of_the_image() {
        assertTrue(EmbeddedServer.version("postgres:16").startsWith("16."));
        assertTrue(
                EmbeddedServer.version("docker.io/library/postgres:15.4-alpine").startsWith("15."));
        assertTrue(
                EmbeddedServer.version("localhost:5000/postgis/postgis:14-3.4").startsWith("14."));
    }

    @Test
    void an_image_without_a_version_or_no_file_means_17() {
        assertTrue(EmbeddedServer.version("postgres").startsWith("17."));
        assertTrue(EmbeddedServer.version("").startsWith("17."));
    }

    @Test
    void a_server_older_than_all_that_there_are_is_the_oldest() {
        assertTrue(EmbeddedServer.version("postgres:9.6").startsWith("14."));
        assertTrue(EmbeddedServer.version("postgres:13-alpine").startsWith("14."));
    }

    @Test
    void a_version_that_does_not_exist_is_refused() {
        assertEquals(
                ExitException.MACHINE_LACKS,
                assertThrows(ExitException.class, () -> EmbeddedServer.version("postgres:99")).code);
    }
}
