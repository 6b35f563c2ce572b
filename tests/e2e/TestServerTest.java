//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.On;
import support.OnEngines;
import support.Result;
import support.TestCommand;

/** The server that {@code manage.java test} needs, or a program for it, is not to be had. */
class TestServerTest extends TestCommand {

    @ParameterizedTest
    @OnEngines
    void a_port_that_is_taken_is_named(On engine) throws IOException {
        engine.require();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            here.set("POSTGRES_PORT", String.valueOf(taken.getLocalPort()));
            test(here, engine)
                    .exitedWith(3)
                    .says("port " + taken.getLocalPort() + " is taken")
                    .says("set POSTGRES_PORT to another port");
        }
    }

    @Test
    void a_compose_file_that_is_no_compose_file_is_refused_in_composes_words() throws IOException {
        On.docker.require();
        here.write("docker/testing.yml", "services:\n  db:\n    imagee: postgres:18\n");
        Result result = here.manage("--engine", "docker", "test")
                .exitedWith(2)
                .says("compose rejects docker/testing.yml")
                .says("imagee");
        assertTrue(!result.err().contains("Starting PostgreSQL"), result::toString);
    }

    @Test
    @Tag("all")
    void a_container_that_dies_is_reported_with_its_log() throws IOException {
        On.docker.require();
        here.replace("docker/testing.yml", "\"fsync=off\"", "\"fsyncc=off\"");
        test(here, On.docker).exitedWith(3).says("fsyncc");
    }

    @Test
    void without_docker_it_says_so_and_runs_on_embedded() throws IOException {
        here.set("PATH", here.pathWithout("docker", "docker-compose", "podman").toString());
        here.manage("test", "UserRepositoryTest")
                .succeeded()
                .says("Docker is not running here: using an embedded PostgreSQL");
        here.manage("--engine", "docker", "test")
                .exitedWith(3)
                .says("Docker with compose was not found")
                .says("--engine embedded");
    }

    @Test
    @Tag("all")
    void with_docker_down_it_says_so_and_runs_on_embedded() {
        here.set("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        here.manage("test", "UserRepositoryTest").succeeded().says("Docker is not running here");
        if (!On.docker.works()) return;
        Result result = here.manage("--engine", "docker", "test").exitedWith(3).says("Docker is not running");
        assertTrue(!result.err().contains("Starting PostgreSQL"), result::toString);
    }

    @Test
    void without_maven_nothing_is_started() throws IOException {
        here.set("PATH", here.pathWithout("mvn", "docker").toString());
        Result result =
                here.manage("test").exitedWith(3).says("mvn was not found").says("Install Maven");
        assertTrue(!result.err().contains("Starting PostgreSQL"), result::toString);
    }

    @Test
    @Tag("all")
    void a_server_that_never_gets_ready_is_given_up_after_the_timeout_with_its_log() throws IOException {
        On.docker.require();
        here.replace(
                "docker/testing.yml",
                "command: [\"postgres\",",
                "command: [\"sh\", \"-c\", \"echo the log of a sleeper; sleep 600\",");
        here.manage("--engine", "docker", "test", "--timeout", "3")
                .exitedWith(3)
                .says("was not ready within 3 s")
                .says("the log of a sleeper");
    }
}
