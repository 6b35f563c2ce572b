//JAVA 17+

package support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lib.server.ComposeCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * docker/production.yml on a real engine: one stack, with three processes of the application, for all tests of a class.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProductionStack {

    protected ProductionCheckout production;
    protected Workspace here;
    protected String base;

    @BeforeAll
    void up() throws Exception {
        production = new ProductionCheckout();
        here = production.here;
        try (ServerSocket free = new ServerSocket(0)) {
            base = "http://127.0.0.1:" + free.getLocalPort();
            here.set("APPLICATION_PORT", String.valueOf(free.getLocalPort()));
        }
        // a database from the time before the application had a role of its own
        compose("run", "--rm", "-e", "APPLICATION_USER=", "migrate").succeeded().prints("Applied 1 migration.");
        compose("up", "-d", "--scale", "web=3").succeeded();
        until(this::answers);
    }

    /** The proxy itself needs a moment to find the processes. */
    protected boolean answers() {
        try {
            return production.get(base + "/").statusCode() == 200;
        } catch (IOException | InterruptedException notYet) {
            return false;
        }
    }

    @AfterAll
    void down() throws IOException {
        if (production == null) return;
        Result refused = here.manage("-c", "production", "compose", "--profile", "ps", "down", "--volumes=1");
        compose("down", "-v", "--rmi", "local").succeeded();
        refused.exitedWith(2)
                .says("compose can change its containers and remove their data")
                .says("--yes");
        assertFalse(Files.exists(here.directory.resolve(".manage/secrets/production/POSTGRES_PASSWORD")));
        production.delete();
    }

    protected static void close(Load load) {
        load.close();
        assertTrue(load.requests() > 200, () -> load.requests() + " requests");
        assertEquals(
                List.of(),
                load.failures().stream().limit(3).toList(),
                () -> load.failures().size() + " of " + load.requests() + " requests");
    }

    protected Load load(String... requests) {
        return new Load(base, 8, Duration.ofMillis(20), requests);
    }

    protected HttpResponse<String> get(String path) {
        try {
            return production.get(base + path);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    protected Result compose(String... arguments) {
        return production.compose(arguments);
    }

    protected Result psql(String... arguments) {
        return compose(Stream.concat(
                        Stream.of("exec", "-T", "db", "psql", "-U", "postgres", "-d", "application"),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    protected String project() {
        return ComposeCommands.projectName(here.directory, "production");
    }

    protected List<String> replicas() {
        return docker(
                        "ps",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.compose.project=" + project(),
                        "--filter",
                        "label=com.docker.compose.service=web",
                        "--filter",
                        "health=healthy")
                .lines()
                .sorted()
                .toList();
    }

    protected List<String> containers(String service) {
        return docker(
                        "ps",
                        "-aq",
                        "--filter",
                        "label=com.docker.compose.project=" + project(),
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .lines()
                .toList();
    }

    protected String inspect(String container, String format) {
        return docker("inspect", "--format", format, container).strip();
    }

    protected String docker(String... arguments) {
        return here.run(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList(), "")
                .succeeded()
                .out();
    }

    protected static void until(BooleanSupplier there) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); !there.getAsBoolean(); Thread.sleep(200))
            assertTrue(System.nanoTime() < end, "not within a minute");
    }
}
