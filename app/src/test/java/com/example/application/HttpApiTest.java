package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
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
    void a_body_without_end_is_refused() throws Exception {
        assertEquals(413, post("{\"email\": \"" + "x".repeat(70_000) + "\"}").statusCode());
    }

    @Test
    void other_paths_and_methods_are_refused() throws Exception {
        assertEquals(404, get("/nowhere").statusCode());
        HttpResponse<String> refused = send(request("/users").DELETE());
        assertEquals(405, refused.statusCode());
        assertTrue(refused.headers().firstValue("Allow").orElseThrow().contains("POST"));
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
