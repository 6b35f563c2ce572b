//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import support.DevelopmentServer;
import support.On;
import support.OnEngines;
import support.Workspace;

/** {@code run}: the application follows its sources, and its port never refuses. */
@Tag("all")
class RunTest extends DevelopmentServer {

    private static final String SOURCES = "app/src/main/java/com/example/application/";
    private static final String GREETING = "\"Hello, World!\"";

    private Path log;
    private int port;
    private volatile boolean over;

    @ParameterizedTest
    @OnEngines
    void the_next_request_after_a_change_is_answered_by_the_new_code(On engine) throws Exception {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        log = here.folder.resolveSibling("log");
        Process process = here.builder(Workspace.argv("manage.java", "run", "--port", String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            until("The application answers on http://127.0.0.1:" + port + ".");
            assertEquals("Hello, World!", get("/"));
            CompletableFuture<Integer> requests = CompletableFuture.supplyAsync(this::ask);
            changes();
            over = true;
            assertTrue(requests.get(60, TimeUnit.SECONDS) > 10);
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        try (Stream<Path> left = Files.list(here.folder.resolve(".manage"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith("run-"))
                            .toList());
        }
    }

    private void changes() throws Exception {
        change("HttpApi.java", GREETING, "\"Hello, again!\"");
        assertEquals("Hello, again!", get("/"));
        assertEquals("[]", get("/users"));
        change("HttpApi.java", "\"Hello, again!\"", "\"broken\" now");
        assertEquals("Hello, again!", get("/"));
        until("the version before goes on.");
        assertTrue(Files.readString(log).contains("HttpApi.java"), () -> "which file");
        change("HttpApi.java", "\"broken\" now", "\"Hello, mended!\"");
        assertEquals("Hello, mended!", get("/"));
        change("Application.java", "HikariDataSource pool", "if (true) throw new Error();\nHikariDataSource pool");
        assertEquals("Hello, mended!", get("/"));
        until("the version before runs again.");
    }

    private void change(String file, String from, String to) throws IOException, InterruptedException {
        here.replace(SOURCES + file, from, to);
        // in which a change is seen
        Thread.sleep(100);
    }

    /** Sends requests until all is over, each on a connection of its own; how many were answered. */
    private int ask() {
        int answered = 0;
        try {
            for (; !over; answered++) {
                get("/users");
                Thread.sleep(20);
            }
        } catch (Exception e) {
            throw new AssertionError("after " + answered + " requests", e);
        }
        return answered;
    }

    private String get(String path) throws IOException {
        var connection = URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes());
        }
    }

    private void until(String text) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); ; Thread.sleep(50)) {
            String said = Files.readString(log);
            if (said.contains(text)) return;
            assertTrue(System.nanoTime() < end, () -> "it does not say: " + text + "\n" + said);
        }
    }
}
