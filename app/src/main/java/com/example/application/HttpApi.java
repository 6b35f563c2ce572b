package com.example.application;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /}, {@code GET /users} and {@code POST /users} on the JDK's own HTTP server. */
public class HttpApi implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HttpApi.class.getName());
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int DRAIN_SECONDS = 5;

    private final UserRepository users;
    private final JsonMapper json = new JsonMapper();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;
    private final AtomicInteger underWay = new AtomicInteger();

    public HttpApi(String host, int port, UserRepository users) throws IOException {
        this.users = users;
        server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    public void start() {
        server.start();
    }

    /** The port that it really listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets the requests that are under way finish; the JDK's server would wait even where there is none. */
    @Override
    public void close() {
        server.stop(underWay.get() == 0 ? 0 : DRAIN_SECONDS);
        threads.shutdown();
    }

    private record Answer(int status, String type, String body) { }

    private void handle(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) exchange.getResponseBody().write(body);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            boolean read = exchange.getRequestMethod().matches("GET|HEAD");
            return switch (exchange.getRequestURI().getPath()) {
                case "/" -> read ? text(200, "Hello, World!") : notAllowed(exchange, "GET, HEAD");
                case "/users" -> read ? json(200, users.list())
                    : exchange.getRequestMethod().equals("POST") ? create(exchange) : notAllowed(exchange, "GET, HEAD, POST");
                default -> text(404, "Not Found");
            };
        } catch (SQLException e) {
            LOG.log(Level.ERROR, "the database failed", e);
            return text(500, "Internal Server Error");
        }
    }

    private Answer create(HttpExchange exchange) throws IOException, SQLException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) return text(413, "Content Too Large");
        JsonNode email;
        try {
            email = json.readTree(body).path("email");
        } catch (JacksonException e) {
            return text(400, "The body must be JSON: {\"email\": \"...\"}");
        }
        if (!email.isString() || email.asString().isBlank()) return text(400, "\"email\" must be a text that is not empty");
        try {
            return json(201, users.create(email.asString()));
        } catch (DuplicateEmailException e) {
            return text(409, e.getMessage());
        }
    }

    private static Answer notAllowed(HttpExchange exchange, String methods) {
        exchange.getResponseHeaders().set("Allow", methods);
        return text(405, "Method Not Allowed");
    }

    private Answer json(int status, Object value) {
        return new Answer(status, "application/json", json.writeValueAsString(value));
    }

    private static Answer text(int status, String text) {
        return new Answer(status, "text/plain", text);
    }
}
