//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.PageServer;
import support.Workspace;

/** {@code run}: the application follows its sources, and its port never refuses. */
@Tag("all")
class RunTest extends EndToEnd {

    /** Of an error, as we tell of it, and as Maven does. */
    private static final Pattern PLACE = Pattern.compile("/Page\\.java:(2: |\\[2,)");

    private Path log;
    private int port;
    private volatile boolean over;

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("repository").with("manage.java", "jbang.java", "tasks", "docker");
    }

    @BeforeEach
    void shop() throws IOException {
        PageServer.write(here);
    }

    @Test
    void the_next_request_after_a_change_is_answered_by_the_new_code() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        log = here.directory.resolveSibling("log");
        Process process = here.builder(Workspace.argv("manage.java", "run", "--port", String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            until("The application answers on http://127.0.0.1:" + port + ".");
            CompletableFuture<Integer> requests = CompletableFuture.supplyAsync(this::ask);
            changes();
            over = true;
            assertTrue(requests.get(60, TimeUnit.SECONDS) > 0);
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        try (Stream<Path> left = Files.list(here.directory.resolve(".manage"))) {
            assertEquals(List.of(), left.filter(Files::isDirectory).toList());
        }
    }

    private void changes() throws Exception {
        change("\"one\"", "\"broken\" now");
        // its class is loaded only now
        assertEquals("one", get());
        until("the previous version keeps running.");
        assertTrue(PLACE.matcher(said()).find(), this::said);
        change("\"broken\" now", "\"two\"");
        assertEquals("two", get());
        here.replace(PageServer.SHOP, "int port", "if (true) throw new Error(); int port");
        Thread.sleep(100);
        assertEquals("two", get());
        until("the previous version is running again.");
    }

    private void change(String from, String to) throws IOException, InterruptedException {
        here.replace(PageServer.PAGE, from, to);
        // in which a change is seen
        Thread.sleep(100);
    }

    /** Sends requests until all is over, each on a connection of its own; how many were answered. */
    private int ask() {
        int answered = 0;
        try {
            for (; !over; answered++) {
                get();
                Thread.sleep(20);
            }
        } catch (Exception e) {
            throw new AssertionError("after " + answered + " requests", e);
        }
        return answered;
    }

    private String get() throws IOException {
        var connection = URI.create("http://127.0.0.1:" + port).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes());
        }
    }

    private void until(String text) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3); !said().contains(text); Thread.sleep(50))
            assertTrue(System.nanoTime() < end, () -> "it does not say: " + text + "\n" + said());
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
