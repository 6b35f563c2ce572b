//JAVA 17+

package e2e;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import support.BadInput;
import support.On;

/** Compose files that compose refuses, or in which the database cannot be found. */
class BadComposeFileTest extends BadInput {

    @BeforeAll
    static void docker() {
        On.docker.require();
    }

    static Stream<Case> bad() {
        return cases(refused(), withoutDatabase());
    }

    private static Stream<Case> refused() {
        return Stream.of(
                compose("an unknown key", "services:\n  db:\n    imagee: postgres:17\n", "imagee"),
                compose("no YAML", "services: [\n", "cannot be parsed as YAML"),
                compose("a variable that is not closed", "services:\n  db:\n    image: ${X\n", "${X"),
                compose(
                        "a network that is not declared",
                        "services:\n  db:\n    image: postgres:17\n    networks: [other]\n",
                        "other"));
    }

    private static Stream<Case> withoutDatabase() {
        return Stream.of(
                onDocker(
                        "no compose file",
                        here -> here.deleteIfThere("docker/testing.yml"),
                        "there is no docker/testing.yml",
                        "--engine embedded needs none"),
                onDocker(
                        "an empty compose file",
                        here -> here.write("docker/testing.yml", ""),
                        "docker/testing.yml has no service \"db\"",
                        "Call the service"),
                onDocker(
                        "a compose file without db",
                        here -> here.write("docker/testing.yml", "services:\n  cache:\n    image: redis:7\n"),
                        "docker/testing.yml has no service \"db\"",
                        "Call the service"),
                onDocker(
                        "a compose file with two that could be db",
                        here -> here.write(
                                "docker/testing.yml",
                                "services:\n"
                                        + "  one:\n"
                                        + "    image: postgres:17\n"
                                        + "  two:\n"
                                        + "    image: postgis/postgis:17-3.5\n"),
                        "several services of docker/testing.yml could be the database: one, two",
                        "POSTGRES_SERVICE"));
    }

    private static Case compose(String name, String text, String says) {
        return onDocker(
                "a compose file with " + name, here -> here.write("docker/testing.yml", text), says, "compose config");
    }
}
