//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedTest {

    @Test
    void the_release_is_of_the_major_version_of_the_image() {
        assertTrue(PostgresRelease.of("postgres:16").version().startsWith("16."));
        assertTrue(PostgresRelease.of("docker.io/library/postgres:15.4-alpine")
                .version()
                .startsWith("15."));
        assertTrue(PostgresRelease.of("localhost:5000/postgis/postgis:14-3.4")
                .version()
                .startsWith("14."));
    }

    @Test
    void an_image_without_a_version_or_no_file_means_18() {
        assertTrue(PostgresRelease.of("postgres").version().startsWith("18."));
        assertTrue(PostgresRelease.of("").version().startsWith("18."));
    }

    @Test
    void a_server_older_than_all_that_there_are_is_the_oldest_and_that_is_said() {
        PostgresRelease oldest = PostgresRelease.of("postgres:9.6");
        assertEquals(
                "There is no embedded PostgreSQL 9: " + oldest.version() + ", the oldest available, is used instead.",
                oldest.replacement().orElseThrow());
        assertTrue(PostgresRelease.of("postgres:14").replacement().isEmpty());
        assertTrue(PostgresRelease.of("postgres:9.6").version().startsWith("14."));
        assertTrue(PostgresRelease.of("postgres:13-alpine").version().startsWith("14."));
    }

    @Test
    void a_version_that_does_not_exist_is_refused() {
        assertEquals(
                ExitException.MACHINE_LACKS,
                assertThrows(
                                ExitException.class,
                                () -> PostgresRelease.of("postgres:99").version())
                        .code);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-amd64",
        "Linux, aarch64, true, linux-arm64v8-alpine",
        "Mac OS X, aarch64, false, darwin-arm64v8",
        "Mac OS X, x86_64, false, darwin-amd64",
        "Windows 11, amd64, false, windows-amd64",
        "Windows 11, aarch64, false, windows-amd64"
    })
    void each_system_has_programs_of_its_own(String system, String cpu, boolean alpine, String platform) {
        assertEquals(platform, PostgresRelease.platform(system, cpu, alpine));
    }
}
