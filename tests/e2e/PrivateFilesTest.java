//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.On;
import support.WithServer;

/** What holds data or passwords is for its owner alone, and there for no longer than it is used. */
class PrivateFilesTest extends WithServer {

    private static final String SECRET = ".manage/secrets/live/POSTGRES_PASSWORD";

    @Test
    void nobody_else_looks_into_our_directory() throws IOException {
        assertEquals("rwx------", here.permissions(".manage"));
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void secrets_of_containers_go_when_these_stop() throws IOException {
        On.docker.require();
        writeStack();
        here.set("POSTGRES_PASSWORD", "hunter2");
        try {
            compose("up", "-d");
            isThere(true);
            compose("ps");
            isThere(true);
            compose("stop");
            isThere(false);
            compose("start");
            assertEquals("hunter2", here.read(SECRET));
            ended();
            isThere(true);
            compose("ps");
            isThere(false);
            compose("start");
            ended();
            here.manage("doctor").exitedWith(1).prints("secrets of live, whose containers are not running");
            here.manage("doctor", "--fix").succeeded().prints("Removed.");
            isThere(false);
        } finally {
            compose("down", "-v");
            here.unset("POSTGRES_PASSWORD");
            here.deleteIfThere("config/live.json").deleteIfThere("docker/live.yml");
        }
        isThere(false);
    }

    private void writeStack() throws IOException {
        here.write("config/live.json", """
            [{"name": "POSTGRES_HOSTNAME", "value": "db"}, {"name": "POSTGRES_PORT", "value": "5432"},
             {"name": "POSTGRES_USER", "value": "postgres"}, {"name": "APPLICATION_DB", "value": "x"},
             {"name": "POSTGRES_PASSWORD", "secret": true}]
            """).write("docker/live.yml", """
                services:
                  db:
                    image: postgres:17
                    entrypoint: ["sleep", "600"]
                    stop_grace_period: 0s
                    secrets: [password]
                secrets:
                  password:
                    file: ${POSTGRES_PASSWORD_FILE}
                """);
    }

    private void compose(String... arguments) {
        here.manage(Stream.concat(Stream.of("-y", "-c", "live", "compose"), Stream.of(arguments))
                        .toArray(String[]::new))
                .succeeded();
    }

    /** Behind our back. */
    private void ended() {
        String container = here.run(
                        List.of("docker", "ps", "-q", "--filter", "volume=" + here.directory.resolve(SECRET)), "")
                .succeeded()
                .out()
                .strip();
        assertFalse(container.isEmpty());
        here.run(List.of("docker", "kill", container), "").succeeded();
    }

    private void isThere(boolean expected) {
        Path file = here.directory.resolve(SECRET);
        assertTrue(Files.exists(file) == expected, () -> file + (expected ? " is gone" : " is there"));
    }
}
