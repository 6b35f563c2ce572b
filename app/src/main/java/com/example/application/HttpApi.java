package com.example.application;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /}, {@code GET /users}, {@code POST /users} and {@code GET /health} on the JDK's own HTTP server. */
public class HttpApi implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HttpApi.class.getName());
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    static {
        // otherwise an answer on a connection that is kept waits some 40 ms for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final UserRepository users;
    private final Health health;
    private final Duration drainTime;
    private final JsonMapper json = new JsonMapper();
    private final ThreadPoolExecutor threads;
    private final HttpServer server;

    public HttpApi(Configuration configuration, UserRepository users, Health health) throws IOException {
        this.users = users;
        this.health = health;
        drainTime = configuration.drainTime();
        threads = new ThreadPoolExecutor(
                configuration.threads(), configuration.threads(), 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        server = HttpServer.create(new InetSocketAddress(configuration.host(), configuration.port()), BACKLOG);
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

    /**
     * Stops without losing a request: says so at {@code /health}, goes on serving until a proxy must have seen it, and
     * lets what is under way finish. The JDK's server by itself closes every connection on which it is not at work yet.
     */
    @Override
    public void close() {
        health.stop();
        try {
            Thread.sleep(drainTime.toMillis());
            for (long end = System.nanoTime() + LONGEST_REQUEST.toNanos();
                    busy() && System.nanoTime() < end;
                    Thread.sleep(10)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdown();
    }

    private boolean busy() {
        return threads.getActiveCount() > 0 || !threads.getQueue().isEmpty();
    }

    private record Answer(int status, String type, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            // the next request of this client is for another process
            if (health.stopping()) exchange.getResponseHeaders().set("Connection", "close");
            exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            boolean read = exchange.getRequestMethod().matches("GET|HEAD");
            return switch (exchange.getRequestURI().getPath()) {
                case "/" -> read ? text(200, "Hello, World!") : notAllowed(exchange, "GET, HEAD");
                case "/health" -> {
                    if (!read) yield notAllowed(exchange, "GET, HEAD");
                    yield health.ready() ? text(200, "OK") : text(503, "Service Unavailable");
                }
                case "/users" -> {
                    if (read) yield json(200, users.list());
                    boolean post = exchange.getRequestMethod().equals("POST");
                    yield post ? create(exchange) : notAllowed(exchange, "GET, HEAD, POST");
                }
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
        if (!email.isString() || email.asString().isBlank())
            return text(400, "\"email\" must be a text that is not empty");
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
