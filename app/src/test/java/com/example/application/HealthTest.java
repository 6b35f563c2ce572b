package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** What a proxy sees of a process that starts and stops. */
@ExtendWith(TestDatabase.class)
class HealthTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void it_is_ready_once_the_database_has_answered_and_stays_so() {
        PGSimpleDataSource database = DataSources.single(TestDatabase.configuration());
        String name = database.getDatabaseName();
        Health health = new Health(database);
        database.setDatabaseName("there is none of this name");
        assertFalse(health.ready());
        database.setDatabaseName(name);
        assertTrue(health.ready());
        database.setDatabaseName("there is none of this name");
        assertTrue(health.ready());
        health.stop();
        assertFalse(health.ready());
    }

    @Test
    void a_process_that_stops_says_so_and_goes_on_serving(DataSource database) throws Exception {
        HttpApi api = api(new UserRepository(database), new Health(database), "0.3");
        assertEquals(200, get(api, "/health").statusCode());
        CompletableFuture<Void> closed = CompletableFuture.runAsync(api::close);
        while (get(api, "/health").statusCode() == 200) assertFalse(closed.isDone());
        HttpResponse<String> last = get(api, "/users");
        assertEquals("[]", last.body());
        assertEquals("close", last.headers().firstValue("Connection").orElse(""));
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void what_is_under_way_is_answered_before_the_end(DataSource database) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        HttpApi api = api(
                new UserRepository(database) {
                    @Override
                    public List<User> list() throws SQLException {
                        asked.countDown();
                        try {
                            assertTrue(go.await(30, TimeUnit.SECONDS));
                        } catch (InterruptedException e) {
                            throw new SQLException(e);
                        }
                        return super.list();
                    }
                },
                new Health(database),
                "0");
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(request(api, "/users"), BodyHandlers.ofString());
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(api::close);
        while (get(api, "/health").statusCode() == 200) assertFalse(closed.isDone());
        go.countDown();
        assertEquals("[]", slow.get(30, TimeUnit.SECONDS).body());
        closed.get(30, TimeUnit.SECONDS);
    }

    private static HttpApi api(UserRepository users, Health health, String drainSeconds) throws IOException {
        HttpApi api = new HttpApi(
                Configuration.from(Map.of("APPLICATION_PORT", "0", "APPLICATION_DRAIN_SECONDS", drainSeconds)),
                users,
                health);
        api.start();
        return api;
    }

    private static HttpRequest request(HttpApi api, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .build();
    }

    private HttpResponse<String> get(HttpApi api, String path) throws Exception {
        return client.send(request(api, path), BodyHandlers.ofString());
    }
}
