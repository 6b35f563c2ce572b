package com.example.application;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
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
    /** What docker/haproxy.cfg lets through. */
    private static final int LARGEST_BODY = 8 * 1024;

    private static final int MOST_HEADERS = 100;
    /** What mail servers take at most, by RFC 5321. */
    private static final int LONGEST_EMAIL = 254;

    private static final int BACKLOG = 1024;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    static {
        // otherwise an answer on a connection that is kept waits some 40 ms for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // where the server's own limits are reached it closes the connection without a word: ours come first
        System.setProperty("sun.net.httpserver.maxReqHeaders", "2000");
        System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(2 * LONGEST_REQUEST.toSeconds()));
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
    }

    private final UserRepository users;
    private final Health health;
    private final Duration drainTime;
    private final RequestBodies bodies;
    private final JsonMapper json = new JsonMapper();
    private final ThreadPoolExecutor threads;
    private final HttpServer server;

    public HttpApi(Configuration configuration, UserRepository users, Health health) throws IOException {
        this(configuration, users, health, LONGEST_REQUEST);
    }

    /** @param longestBody how long a client may take to send one */
    HttpApi(Configuration configuration, UserRepository users, Health health, Duration longestBody) throws IOException {
        this.users = users;
        this.health = health;
        drainTime = configuration.drainTime();
        bodies = new RequestBodies(longestBody);
        threads = new ThreadPoolExecutor(
                configuration.threads(), configuration.threads(), 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.allowCoreThreadTimeOut(true);
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
        bodies.close();
    }

    private boolean busy() {
        return threads.getActiveCount() > 0 || !threads.getQueue().isEmpty();
    }

    private record Answer(int status, String type, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        // the next request of this client is for another process
        if (health.stopping()) exchange.getResponseHeaders().set("Connection", "close");
        exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
        if (head || body.length == 0) return;
        exchange.getResponseBody().write(body);
        // the client may wait for it before it sends the rest of its request, which is read before the end
        exchange.getResponseBody().flush();
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            if (exchange.getRequestHeaders().size() > MOST_HEADERS) return text(431, "Request Header Fields Too Large");
            boolean read = exchange.getRequestMethod().matches("GET|HEAD");
            return switch (exchange.getRequestURI().getPath()) {
                case "/" -> read ? text(200, "Hello, World!") : notAllowed(exchange, "GET, HEAD");
                case "/health" -> {
                    // it is the proxy's to ask: what it forwards says for whom, however a client spells the path
                    if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) yield text(404, "Not Found");
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
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.ERROR, "a request failed", e);
            return text(500, "Internal Server Error");
        }
    }

    private Answer create(HttpExchange exchange) throws IOException, SQLException {
        byte[] body;
        try {
            body = bodies.read(
                    exchange, LARGEST_BODY + 1, () -> send(exchange, last(exchange, text(408, "Request Timeout"))));
        } catch (InterruptedIOException answered) {
            throw answered;
        } catch (IOException e) {
            return last(exchange, text(400, "The body cannot be read: " + e.getMessage()));
        }
        if (body.length > LARGEST_BODY) return last(exchange, text(413, "Content Too Large"));
        JsonNode email;
        try {
            email = json.readTree(body).path("email");
        } catch (JacksonException e) {
            return text(400, "The body must be JSON: {\"email\": \"...\"}");
        }
        if (!email.isString() || !isText(email.asString()))
            return text(400, "\"email\" must be a text of 1 to " + LONGEST_EMAIL + " printable characters");
        try {
            return json(201, users.create(email.asString()));
        } catch (DuplicateEmailException e) {
            return text(409, e.getMessage());
        }
    }

    /** Whether the database can store it, and its index hold it: neither takes every string of JSON. */
    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_EMAIL
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** Nothing more is read from this connection. */
    private static Answer last(HttpExchange exchange, Answer answer) {
        exchange.getResponseHeaders().set("Connection", "close");
        return answer;
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
