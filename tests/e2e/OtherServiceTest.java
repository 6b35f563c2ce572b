//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.On;
import support.Result;
import support.ShopEndToEnd;
import support.Workspace;

/** What docs/how-to/redis.md says, with a service that has another image. */
class OtherServiceTest extends ShopEndToEnd {

    private static final String PAGE = "docs/how-to/redis.md";

    /** A service of the same port that can be had everywhere, and its healthcheck. */
    private static final List<String> STAND_IN = List.of(
            "image: redis:8",
            "image: eclipse-temurin:25-jre\n"
                    + "    command: [java, -m, jdk.httpserver, -p, \"6379\", -b, 0.0.0.0, -d, /]",
            "[\"CMD\", \"redis-cli\", \"ping\"]",
            "[\"CMD\", \"bash\", \"-c\", \"</dev/tcp/127.0.0.1/6379\"]");

    private static String block(String language) throws IOException {
        var block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Workspace.repositoryFile(PAGE));
        assertTrue(block.find(), language);
        return block.group(1);
    }

    @BeforeEach
    void as_the_page_says() throws IOException {
        module("", "", "", "");
        test("", "UserTest", """
            String host = System.getenv("SPRING_DATA_REDIS_HOST");
            int port = Integer.parseInt(System.getenv("SPRING_DATA_REDIS_PORT"));
            try (var service = new java.net.Socket(host, port)) { Assertions.assertNotEquals(6379, port); }\
            """);
        String service =
                block("yaml").replace(STAND_IN.get(0), STAND_IN.get(1)).replace(STAND_IN.get(2), STAND_IN.get(3));
        assertFalse(service.contains("redis-cli") || service.contains("redis:8"), service);
        here.write("docker/testing.yml", here.read("docker/testing.yml") + service);
        String json = here.read("config/testing.json").stripTrailing().replaceFirst("]$", "");
        here.write("config/testing.json", json.stripTrailing() + ",\n" + block("json") + "]\n");
    }

    @Test
    @Tag("all")
    void the_tests_reach_it_on_a_free_port_once_it_is_healthy() {
        On.docker.require();
        green("docker");
    }

    private void green(String engine) {
        here.manage("--engine", engine, "test", "--no-coverage").succeeded().printsClass("UserTest", "1 passed");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void without_docker_one_that_somebody_else_started_is_named_by_its_port() throws IOException {
        Result alone = here.manage("--engine", "embedded", "test", "--no-coverage");
        alone.exitedWith(1)
                .says("without Docker, only PostgreSQL is started; not started: redis of docker/testing.yml");
        try (ServerSocket service = new ServerSocket(0)) {
            here.set("COMPOSE_REDIS_6379_PORT", String.valueOf(service.getLocalPort()));
            green("embedded");
        }
    }
}
