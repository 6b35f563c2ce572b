//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import lib.environment.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.SmallRepository;

class PortsTest extends SmallRepository {

    private static final String ANSWER = """
        web\t0.0.0.0:8000-8002->80-82/tcp, :::8000-8002->80-82/tcp
        db\t127.0.0.1:5433->5432/tcp
        again\t[::]:5433->5432/tcp
        names\t0.0.0.0:53->53/udp
        none\t5432/tcp
        nothing\t
        """;

    @Test
    void a_checkout_gets_the_same_port_again_while_it_is_free() throws IOException {
        Context context = context("[]");
        int port = Ports.usual(context);
        assertEquals(port, Ports.usual(context));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertNotEquals(taken.getLocalPort(), Ports.usual(context));
        }
        assertEquals(port, Ports.usual(context));
    }

    @ParameterizedTest
    @CsvSource({"5433, 'db, again'", "8001, web", "8003, ''", "5432, ''", "53, ''", "433, ''"})
    void the_containers_that_publish_a_port_are_told_from_what_the_engine_lists(int port, String names) {
        assertEquals(names, Ports.publishing(port, ANSWER));
    }
}
