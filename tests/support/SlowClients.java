//JAVA 17+

package support;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;

/** Clients that send a request byte by byte and never end it: half of them its headers, half its body. */
public final class SlowClients implements AutoCloseable {

    private static final int STATUS = "HTTP/1.1 408".length();

    private final List<Socket> sockets = new ArrayList<>();
    private final Thread drip = new Thread(this::drip);

    public SlowClients(URI server, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(server.getHost(), server.getPort());
            sockets.add(socket);
            String request = "POST /users HTTP/1.1\r\nHost: x\r\n"
                    + (i % 2 == 0 ? "Slow: " : "Content-Length: 1000\r\n\r\n{\"email\": \"");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
        drip.setDaemon(true);
        drip.start();
    }

    private void drip() {
        try {
            while (true) {
                Thread.sleep(500);
                for (Socket socket : sockets) sendOne(socket);
            }
        } catch (InterruptedException e) {
            // it is enough
        }
    }

    private static void sendOne(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            // it was cut off, as it is to be
        }
    }

    /** How often each beginning of an answer came; each must come within a time. */
    public Map<String, Integer> answers(Duration within) throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        for (Socket socket : sockets) {
            socket.setSoTimeout((int) within.toMillis());
            byte[] status = socket.getInputStream().readNBytes(STATUS);
            answers.merge(new String(status, StandardCharsets.US_ASCII), 1, Integer::sum);
        }
        return answers;
    }

    @Override
    public void close() throws IOException {
        drip.interrupt();
        for (Socket socket : sockets) socket.close();
    }

    /** The beginning of the answer to what is sent as it stands. */
    public static String status(URI server, String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(STATUS), StandardCharsets.US_ASCII);
        }
    }
}
