//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import support.Cluster;
import support.Load;
import support.ProductionCheckout;
import support.ProductionContainers;
import support.ProductionStack;
import support.Result;
import support.SlowClients;
import support.Workspace;

/** docker/production.yml on a real engine: one stack, to which each test does something that happens in production. */
@Order(3)
// two stacks under load at the same time would be more than two cores can carry
@ResourceLock(Cluster.NAME)
class ProductionTest extends ProductionStack {

    private static final String BROKEN = "app/src/main/resources/db/migration/V20261201000000__broken.sql";
    private static final String API = "app/src/main/java/com/example/application/HttpApi.java";

    @Test
    void page_and_users_are_answered_through_the_proxy() throws Exception {
        assertEquals("Hello, World!", get("/").body());
        assertEquals(201, production.createUser(base, "some.email@server.com"));
        assertTrue(get("/users").body().contains("some.email@server.com"));
        // two slashes begin the name of a host, which no target has
        Map.of("/health", 404, "/%68ealth", 404, "/health?x", 404, "//x/health", 400)
                .forEach((path, status) -> assertEquals(status, get(path).statusCode(), path));
        assertEquals(3, replicas().size());
        String published = ("ps|--filter|label=com.docker.compose.project=" + project() + "|--filter|publish=1-65535"
                + "|--format|{{.Label \"com.docker.compose.service\"}}");
        assertEquals("", docker(published.split("[|]")).replace("proxy", "").strip());
    }

    @Test
    @Tag("all")
    void clients_that_send_byte_by_byte_are_refused_in_time_and_the_others_served() throws Exception {
        try (Load load = load("GET /", "POST /users");
                SlowClients slow = new SlowClients(URI.create(base), 200)) {
            assertEquals(Map.of("HTTP/1.1 408", 200), slow.answers(Duration.ofSeconds(20)));
            close(load);
        }
    }

    @Test
    void what_is_odd_or_too_large_is_refused() throws Exception {
        String headers =
                IntStream.range(0, 300).mapToObj(i -> "H" + i + ": x\r\n").collect(Collectors.joining());
        String post = "POST /users HTTP/1.1\r\nHost: x\r\n";
        Map<String, String> requests = Map.of(
                "GET / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n",
                "400",
                "GET mailto:a@b HTTP/1.1\r\nHost: x\r\n\r\n",
                "400",
                post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "400",
                post + "Content-Length: 60000\r\n\r\n" + "x".repeat(60_000),
                "413",
                post + "Content-Length: 23\r\n\r\n{\"email\": \"a\\u0000b@x\"}",
                "400");
        for (var request : requests.entrySet())
            assertEquals(
                    "HTTP/1.1 " + request.getValue(),
                    SlowClients.status(URI.create(base), request.getKey()),
                    request.getKey());
        assertTrue(get("/nowhere").headers().map().containsKey("X-Content-Type-Options"));
    }

    @Test
    void each_container_is_locked_and_limited() {
        new ProductionContainers(this).eachIsLockedAndLimited();
    }

    @Test
    void from_where_requests_are_served_nothing_of_the_owner_is_reached() throws IOException {
        new ProductionContainers(this).nothingOfTheOwnerIsReached();
    }

    @Test
    void the_secret_is_a_file_that_only_its_owner_comes_by() throws IOException {
        assertEquals(ProductionCheckout.PASSWORD, here.read(".manage/secrets/production/POSTGRES_PASSWORD"));
        assertEquals("rwx------", here.permissions(".manage/secrets/production"));
        compose("config").succeeded().doesNotPrint(ProductionCheckout.PASSWORD);
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void a_replica_that_is_killed_fails_no_request_and_comes_back() throws Exception {
        // an answer that is longer than the proxy's buffer is under way to the client before it is whole
        psql("-c", "TRUNCATE users").succeeded();
        List<String> replicas = replicas();
        try (Load load = load("GET /", "GET /users")) {
            Thread.sleep(1000);
            docker("kill", replicas.get(0));
            Thread.sleep(3000);
            // a process that dies by itself is started again; what docker kill ended counts as stopped on purpose
            ProcessHandle process = ProcessHandle.of(Long.parseLong(inspect(replicas.get(1), "{{.State.Pid}}")))
                    .orElseThrow();
            assumeTrue(process.destroyForcibly());
            until(() -> inspect(replicas.get(1), "{{.RestartCount}} {{.State.Health.Status}}")
                    .equals("1 healthy"));
            compose("up", "-d").succeeded();
            until(() -> replicas().size() == 3);
            close(load);
        }
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void scaling_and_restarts_one_by_one_lose_no_request_that_changes_something_either() throws Exception {
        try (Load load = load("GET /", "POST /users")) {
            compose("up", "-d", "--scale", "web=2").succeeded();
            assertEquals(2, replicas().size());
            compose("up", "-d", "--scale", "web=4").succeeded();
            assertEquals(4, replicas().size());
            docker("restart", replicas().get(0));
            compose("up", "-d").succeeded();
            assertEquals(3, replicas().size());
            close(load);
        }
    }

    @Test
    @Tag("sampled")
    void a_new_version_takes_over_without_a_lost_request() throws Exception {
        List<String> old = replicas();
        here.replace(API, "Hello, World!", "Hello, new World!");
        try (Load load = load("GET /", "POST /users")) {
            here.manage("-c", "production", "rollout").succeeded().says("Stopping the old ones");
            compose("up", "-d").succeeded();
            close(load);
        }
        assertTrue(replicas().size() == 3 && Collections.disjoint(old, replicas()), replicas()::toString);
        for (int i = 0; i < 10; i++) assertEquals("Hello, new World!", get("/").body());
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void a_version_that_does_not_get_well_is_taken_back() throws Exception {
        List<String> running = replicas();
        here.replace(API, "text(200, \"OK\")", "text(500, \"broken\")");
        try (Load load = load("GET /", "POST /users")) {
            here.manage("-c", "production", "rollout", "--timeout", "15")
                    .exitedWith(1)
                    .says("the new version does not become healthy")
                    .says("the running version stays in place");
            compose("up", "-d").succeeded();
            close(load);
        }
        assertEquals(running, replicas());
        assertEquals(3, containers("web").size());
        here.replace(API, "text(500, \"broken\")", "text(200, \"OK\")")
                .write(BROKEN, "CREATE TABLE half (n int);\nSELECT nonsense;\n");
        here.manage("-c", "production", "rollout")
                .exitedWith(1)
                .says("the migration failed")
                .says("column \"nonsense\" does not exist")
                .says("The running version stays in place");
        assertEquals(running, replicas());
        here.deleteIfThere(BROKEN);
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void a_request_that_is_under_way_is_answered_before_all_replicas_stop() throws Exception {
        CompletableFuture<Result> lock = CompletableFuture.supplyAsync(() -> psql(
                "-c",
                "BEGIN",
                "-c",
                "LOCK TABLE users IN ACCESS EXCLUSIVE MODE",
                "-c",
                "SELECT pg_sleep(4)",
                "-c",
                "COMMIT"));
        until(() -> psql(
                        "-Atc",
                        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation ="
                                + " 'users'::regclass")
                .out()
                .equals("1\n"));
        CompletableFuture<HttpResponse<String>> slow = production.getLater(base + "/users");
        Thread.sleep(500);
        assertFalse(slow.isDone());
        compose("stop", "web").succeeded();
        assertEquals(200, slow.get(1, TimeUnit.SECONDS).statusCode());
        lock.get().succeeded();
        assertEquals(503, get("/").statusCode());
        compose("up", "-d").succeeded();
        until(this::answers);
    }

    @Test
    void without_its_secret_nothing_starts() throws IOException {
        Workspace empty = Workspace.ofRepository();
        try {
            empty.manage("--yes", "-c", "production", "compose", "up", "-d")
                    .exitedWith(2)
                    .says("POSTGRES_PASSWORD is a secret and is not set")
                    .says("POSTGRES_PASSWORD_FILE");
            empty.set("APPLICATION_PASSWORD", "its own")
                    .set("POSTGRES_PASSWORD", "")
                    .set(
                            "POSTGRES_PASSWORD_FILE",
                            empty.directory.resolve("nowhere").toString());
            empty.manage("--yes", "-c", "production", "compose", "up", "-d")
                    .exitedWith(2)
                    .says("the file that POSTGRES_PASSWORD_FILE names")
                    .says("does not exist");
            empty.write("nowhere", "\n")
                    .manage("--yes", "-c", "production", "compose", "up", "-d")
                    .exitedWith(2)
                    .says("is empty");
            assertFalse(Files.exists(empty.directory.resolve(".manage/secrets")));
        } finally {
            empty.delete();
        }
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void a_wrong_secret_or_a_broken_migration_is_told_and_nothing_new_starts() throws Exception {
        List<String> running = replicas();
        here.set("POSTGRES_PASSWORD", "wrong");
        compose("up", "-d")
                .exitedWith(1)
                .says("the container of the service migrate has exited with 1")
                .says("password authentication failed");
        assertEquals(running, replicas());
        here.set("POSTGRES_PASSWORD", ProductionCheckout.PASSWORD)
                .write(BROKEN, "CREATE TABLE half (n int);\nSELECT nonsense;\n");
        compose("up", "-d", "--build")
                .exitedWith(1)
                .says("the container of the service migrate has exited with 1")
                .says("column \"nonsense\" does not exist");
        assertEquals(List.of(), replicas());
        here.deleteIfThere(BROKEN);
        compose("up", "-d", "--build").succeeded();
        until(this::answers);
    }
}
