//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.EndToEnd;
import support.On;
import support.PodmanEngine;

/** Podman in the place of Docker: by its socket, and where there is no Docker at all; of root and of a user. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("all")
class PodmanTest extends EndToEnd {

    private static PodmanEngine root;

    @BeforeAll
    static void start() throws IOException {
        PodmanEngine.require();
        root = PodmanEngine.ofRoot();
    }

    @AfterAll
    static void stop() throws IOException {
        if (root != null) root.close();
    }

    private void mainJob(PodmanEngine engine) {
        here.manage("test")
                .succeeded()
                .says("Starting PostgreSQL with docker compose")
                .says(" passed, 0 failed, 0 skipped");
        assertEquals("", engine.all());
    }

    @Test
    @Tag("sampled")
    void the_main_job_runs_by_the_socket_of_root() throws IOException {
        here.set("DOCKER_HOST", root.socket()).set("POSTGRES_PORT", "0");
        mainJob(root);
        here.manage("doctor").succeeded().prints("Docker              ok").prints("compose             ok");
    }

    @Test
    @Tag("sampled")
    void the_main_job_runs_by_the_socket_of_a_user() throws IOException {
        try (PodmanEngine engine = PodmanEngine.ofUser()) {
            here.set("DOCKER_HOST", engine.socket());
            mainJob(engine);
        }
    }

    @Test
    @Tag("sampled")
    void where_there_is_no_docker_podman_answers_for_the_engine_too() throws IOException {
        root.lead(here);
        here.set("PATH", withPodmanCompose().toString()).set("POSTGRES_PORT", "0");
        mainJob(root);
        here.manage("test", "--keep", "ConfigurationTest").succeeded();
        Files.delete(here.directory.resolve(".manage/testing.run"));
        here.manage("doctor").exitedWith(1).prints("Podman              ok").prints("leftovers           wrong");
        here.manage("doctor", "--fix").succeeded().prints("Removed.");
        assertEquals("", root.all());
    }

    /** What {@code podman compose} is from Podman 4.7 on: compose at podman's socket. Debian 12 has 4.3. */
    private Path withPodmanCompose() throws IOException {
        Path bin = here.pathWithout("docker", "docker-compose", "podman");
        Path script = Files.writeString(
                bin.resolve("podman"), """
                    #!/bin/sh
                    [ "$1" = compose ] || exec %s "$@"
                    DOCKER_HOST=%s exec %s "$@"
                    """.formatted(On.program("podman"), root.socket(), On.docker.program()));
        assertTrue(script.toFile().setExecutable(true));
        return bin;
    }
}
