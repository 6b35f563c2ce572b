package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class HttpApiTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpApi api;

    @BeforeEach
    void start(DataSource database) throws IOException {
        api = new HttpApi(
                Configuration.from(Map.of("APPLICATION_PORT", "0")),
                new UserRepository(database),
                new Health(database));
        api.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void the_front_page_greets() throws Exception {
        HttpResponse<String> answer = get("/");
        assertEquals(200, answer.statusCode());
        assertEquals("Hello, World!", answer.body());
    }

    @Test
    void a_posted_user_is_listed() throws Exception {
        HttpResponse<String> created = post("{\"email\": \"zoë@server.com\"}");
        assertEquals(201, created.statusCode());
        assertEquals("{\"id\":1,\"email\":\"zoë@server.com\"}", created.body());
        HttpResponse<String> list = get("/users");
        assertEquals("[{\"id\":1,\"email\":\"zoë@server.com\"}]", list.body());
        assertEquals(
                "application/json; charset=utf-8",
                list.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void a_duplicate_is_a_conflict() throws Exception {
        post("{\"email\": \"a@server.com\"}");
        assertEquals(409, post("{\"email\": \"a@server.com\"}").statusCode());
    }

    @Test
    void a_body_without_an_email_is_a_bad_request() throws Exception {
        for (String body :
                new String[] {"", "not json", "{}", "{\"email\": null}", "{\"email\": 7}", "{\"email\": \" \"}", "[]"
                }) {
            assertEquals(400, post(body).statusCode(), body);
        }
    }

    @Test
    void an_email_that_the_database_cannot_hold_is_a_bad_request() throws Exception {
        for (String email : new String[] {"a\\u0000b@x", "a\\nb@x", "\\ud800@x", "a".repeat(253) + "@x"})
            assertEquals(400, post("{\"email\": \"" + email + "\"}").statusCode(), email);
        assertEquals(201, post("{\"email\": \"" + "a".repeat(252) + "@x\"}").statusCode());
        assertEquals(201, post("{\"email\": \"\\ud83d\\ude00@x\"}").statusCode());
    }

    @Test
    void a_body_without_end_is_refused() throws Exception {
        for (int length : new int[] {9_000, 60_000, 70_000})
            assertEquals(
                    413, post("{\"email\": \"" + "x".repeat(length) + "\"}").statusCode());
    }

    @Test
    void other_paths_and_methods_are_refused() throws Exception {
        assertEquals(404, get("/nowhere").statusCode());
        HttpResponse<String> refused = send(request("/users").DELETE());
        assertEquals(405, refused.statusCode());
        assertTrue(refused.headers().firstValue("Allow").orElseThrow().contains("POST"));
    }

    @Test
    void browsers_are_told_to_believe_the_type() throws Exception {
        for (String path : new String[] {"/", "/users", "/nowhere"})
            assertEquals(
                    "nosniff",
                    get(path).headers().firstValue("X-Content-Type-Options").orElse(""),
                    path);
    }

    @Test
    void the_health_is_not_told_to_whom_a_proxy_forwards() throws Exception {
        assertEquals(200, get("/%68ealth").statusCode());
        for (String path : new String[] {"/health", "/%68ealth", "/%68%65alth?x"})
            assertEquals(
                    404,
                    send(request(path).header("X-Forwarded-For", "192.0.2.1").GET())
                            .statusCode(),
                    path);
    }

    @Test
    void a_request_that_is_odd_is_answered() throws Exception {
        String headers =
                IntStream.range(0, 300).mapToObj(i -> "H" + i + ": x\r\n").collect(Collectors.joining());
        assertEquals("HTTP/1.1 431", status("GET / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"));
        String chunked = "POST /users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertEquals("HTTP/1.1 400", status(chunked + "zz\r\n"));
        assertEquals("HTTP/1.1 400", status(chunked + "1\r\n{}\r\n0\r\n\r\n"));
        assertEquals("HTTP/1.1 400", status("nonsense\r\n\r\n"));
        assertEquals("HTTP/1.1 404", status("GET http://x/nowhere HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertEquals(200, get("/").statusCode());
    }

    /** The beginning of the answer to what is sent as it stands. */
    private String status(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 400".length()), StandardCharsets.US_ASCII);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("/users").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
