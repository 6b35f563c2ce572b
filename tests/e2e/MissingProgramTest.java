//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import support.BadInput;
import support.On;
import support.Workspace;

/** Programs that the machine lacks. */
class MissingProgramTest extends BadInput {

    static Stream<Case> bad() {
        return On.docker.works() ? Stream.concat(programs(), dockers()) : programs();
    }

    private static Stream<Case> programs() {
        return Stream.of(
                new Case(
                        "no Maven",
                        here -> here.set("PATH", here.pathWithout("mvn").toString()),
                        TEST,
                        3,
                        "mvn was not found",
                        "Install Maven"),
                new Case(
                        "no Docker",
                        here -> here.set(
                                "PATH",
                                here.pathWithout("docker", "docker-compose", "podman")
                                        .toString()),
                        DOCKER,
                        3,
                        "Docker with compose was not found",
                        "--engine embedded"),
                new Case(
                        "podman without compose",
                        here -> withoutCompose(here, "podman", Path.of("/bin/true")),
                        DOCKER,
                        3,
                        "podman is installed without compose",
                        "DOCKER_HOST"));
    }

    private static Stream<Case> dockers() {
        return Stream.of(
                new Case(
                        "Docker is down",
                        here -> here.set("DOCKER_HOST", "unix:///nonexistent/docker.sock"),
                        DOCKER,
                        3,
                        "Docker is not running",
                        "Start it"),
                new Case(
                        "Docker without compose",
                        here -> withoutCompose(here, "docker", On.docker.program()),
                        DOCKER,
                        3,
                        "Docker is installed without compose",
                        "compose plugin"));
    }

    private static void withoutCompose(Workspace here, String engine, Path real) throws IOException {
        Path bin = here.pathWithout("docker", "docker-compose", "podman");
        Files.writeString(bin.resolve(engine), "#!/bin/sh\n[ \"$1\" = compose ] && exit 1\nexec " + real + " \"$@\"\n");
        assertTrue(bin.resolve(engine).toFile().setExecutable(true));
        here.set("PATH", bin.toString());
    }
}
