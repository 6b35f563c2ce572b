package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that send byte by byte, with no proxy before the application. */
@ExtendWith(TestDatabase.class)
class SlowClientsTest {

    private static final int SLOW = 40;
    private static final Duration LONGEST = Duration.ofMillis(200);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> slow = new ArrayList<>();
    private HttpApi api;

    @BeforeEach
    void start(DataSource database) throws IOException {
        api = new HttpApi(
                Configuration.from(Map.of("APPLICATION_PORT", "0")),
                new UserRepository(database),
                new Health(database),
                LONGEST);
        api.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : slow) socket.close();
        api.close();
    }

    @Test
    void they_are_told_so_in_time_and_the_others_are_served_meanwhile() throws Exception {
        for (int i = 0; i < SLOW; i++) slow.add(post("Content-Length: 1000\r\n\r\n{"));
        Thread drip = new Thread(this::drip);
        drip.start();
        for (int i = 0; i < 5; i++) {
            assertEquals(200, send(request("/").GET()));
            assertEquals(201, send(request("/users").POST(BodyPublishers.ofString("{\"email\": \"" + i + "@x\"}"))));
        }
        for (Socket socket : slow) {
            socket.setSoTimeout(10_000);
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 408".length());
            assertEquals("HTTP/1.1 408", new String(status, StandardCharsets.US_ASCII));
        }
        drip.interrupt();
        drip.join();
        assertEquals(200, send(request("/").GET()));
    }

    private void drip() {
        try {
            while (true) {
                Thread.sleep(20);
                for (Socket socket : slow) send(socket);
            }
        } catch (InterruptedException e) {
            // it is enough
        }
    }

    private static void send(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(' ');
            out.flush();
        } catch (IOException e) {
            // it was cut off, as it is to be
        }
    }

    private Socket post(String rest) throws IOException {
        Socket socket = new Socket("127.0.0.1", api.port());
        socket.getOutputStream()
                .write(("POST /users HTTP/1.1\r\nHost: x\r\n" + rest).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
