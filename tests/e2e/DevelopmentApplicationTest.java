//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.DevelopmentServer;
import support.On;
import support.OnEngines;
import support.Workspace;

/** The application in its container, and in the foreground. */
class DevelopmentApplicationTest extends DevelopmentServer {

    @Test
    @Tag("all")
    @Tag("sampled")
    void the_application_is_reached_in_its_container_and_follows_its_sources() throws Exception {
        On.docker.require();
        engine = On.docker;
        Set<Path> files = files();
        here.manage("compose", "up", "-d", "--build").succeeded();
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        assertEquals("Hello, World!", get("http://127.0.0.1:5000/", 30));
        assertEquals("[]", get("http://127.0.0.1:5000/users", 5));
        Path log = here.directory.resolveSibling("log");
        Process watch = here.builder(Workspace.argv("manage.java", "compose", "watch"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            until(() -> Files.readString(log).toLowerCase().contains("watch enabled"));
            Thread.sleep(1000);
            here.replace("app/src/main/java/com/example/application/HttpApi.java", "Hello, World!", "Hello, watcher!");
            until(() -> get("http://127.0.0.1:5000/", 60).equals("Hello, watcher!"));
        } finally {
            watch.destroy();
            watch.waitFor(60, TimeUnit.SECONDS);
        }
        assertEquals(files, files());
        here.manage("compose", "down", "-v", "--rmi", "local", "--timeout", "1").succeeded();
    }

    /** What is in the working copy, but for manage.java's own. */
    private Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(here.directory)) {
            return all.filter(file -> !file.startsWith(here.directory.resolve(".manage")))
                    .collect(Collectors.toSet());
        }
    }

    private static void until(Callable<Boolean> there) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3); !there.call(); Thread.sleep(300))
            assertTrue(System.nanoTime() < end, "not within three minutes");
    }

    @ParameterizedTest
    @OnEngines
    void the_application_runs_in_the_foreground_until_it_is_interrupted(On engine) throws Exception {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        List<String> argv = Workspace.argv("manage.java", "flask-equivalent", "run", "--port", "5077");
        Process process = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(here.directory.resolveSibling("log").toFile())
                .start();
        try {
            assertEquals("Hello, World!", get("http://127.0.0.1:5077/", 120));
            assertEquals("[]", get("http://127.0.0.1:5077/users", 10));
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
    }

    private static String get(String url, int seconds) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            try {
                return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                if (System.nanoTime() > end) throw e;
                Thread.sleep(200);
            }
        }
    }
}
