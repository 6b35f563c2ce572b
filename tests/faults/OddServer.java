//JAVA 17+

package faults;

import java.io.IOException;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What may be at an address in the place of a PostgreSQL. */
enum OddServer {
    NONE("nothing listens there"),
    NO_ADDRESS("its name has no address"),
    SILENT("takes the connection and says nothing"),
    HANGS_UP("takes the connection and closes it"),
    OTHER("speaks HTTP");

    final String name;

    OddServer(String name) {
        this.name = name;
    }

    interface Trial {
        String seen() throws Exception;
    }

    /** Tries something while it is there, with the variables that lead to it. */
    String with(FaultRun run, Trial trial) throws Exception {
        Queue<Socket> clients = new ConcurrentLinkedQueue<>();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            run.here.set("POSTGRES_PORT", String.valueOf(server.getLocalPort()));
            if (this == NO_ADDRESS) run.here.set("POSTGRES_HOSTNAME", "database.invalid");
            if (this == NONE) server.close();
            Thread thread = new Thread(() -> {
                while (!server.isClosed()) answer(server, clients);
            });
            thread.setDaemon(true);
            thread.start();
            return trial.seen();
        } finally {
            for (Socket client : clients) client.close();
        }
    }

    private void answer(ServerSocket server, Queue<Socket> clients) {
        try {
            Socket client = server.accept();
            clients.add(client);
            if (this == OTHER) {
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            }
            if (this != SILENT) client.close();
        } catch (IOException closed) {
            // the end, or a client that changed its mind
        }
    }
}
