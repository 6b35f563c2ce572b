//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port that never refuses, and which version of an application answers there. */
@Timeout(30)
class PortRelayTest {

    private static final int QUIET = 200;

    private final List<HttpServer> versions = new ArrayList<>();
    private PortRelay relay;

    @BeforeEach
    void open() throws IOException {
        relay = PortRelay.open(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        relay.close();
        versions.forEach(version -> version.stop(0));
    }

    /** One that answers with its name, on a port of its own. */
    private HttpServer version(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, name.length());
            exchange.getResponseBody().write(name.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        versions.add(server);
        return server;
    }

    private void leadTo(HttpServer version) {
        relay.leadTo(version.getAddress().getPort());
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), relay.port());
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The body of the next answer: as long as a name of ours. */
    private static String answer(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = client.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) throw new IOException("no answer, only: " + head);
            head.append((char) next);
        }
        return new String(in.readNBytes(3), StandardCharsets.US_ASCII);
    }

    private static void assertWaits(Socket client) throws IOException {
        client.setSoTimeout(QUIET);
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
        client.setSoTimeout(0);
    }

    private static void assertAnswers(String version, Socket client) throws IOException {
        ask(client);
        assertEquals(version, answer(client));
    }

    @Test
    void what_connects_before_anything_serves_waits() throws IOException {
        try (Socket client = client()) {
            ask(client);
            assertWaits(client);
            leadTo(version("one"));
            assertEquals("one", answer(client));
        }
    }

    @Test
    void the_next_request_of_a_kept_connection_is_answered_by_the_new_version() throws IOException {
        HttpServer one = version("one");
        leadTo(one);
        try (Socket client = client()) {
            assertAnswers("one", client);
            assertAnswers("one", client);
            relay.hold();
            ask(client);
            assertWaits(client);
            one.stop(0);
            leadTo(version("two"));
            assertEquals("two", answer(client));
        }
    }

    @Test
    void a_version_that_goes_on_answers_what_has_waited() throws IOException {
        HttpServer one = version("one");
        leadTo(one);
        try (Socket kept = client();
                Socket other = client()) {
            assertAnswers("one", kept);
            relay.hold();
            ask(kept);
            ask(other);
            assertWaits(kept);
            leadTo(one);
            assertEquals("one", answer(kept));
            assertEquals("one", answer(other));
        }
    }

    @Test
    void an_answer_that_has_begun_comes_to_its_end() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        HttpServer slow = version("one");
        slow.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write('o');
            exchange.getResponseBody().flush();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.getResponseBody().write("ld".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        leadTo(slow);
        try (Socket client = client()) {
            client.getOutputStream()
                    .write("GET /slow HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(QUIET);
            relay.hold();
            leadTo(version("two"));
            goOn.countDown();
            assertEquals("old", answer(client));
        }
    }

    @Test
    void what_an_application_ends_has_ended_for_the_client() throws IOException {
        HttpServer one = version("one");
        leadTo(one);
        try (Socket client = client()) {
            assertAnswers("one", client);
            one.stop(0);
            assertEquals(-1, client.getInputStream().read());
        }
    }
}
