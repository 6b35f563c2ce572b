//JAVA 17+
//DEPS org.hdrhistogram:HdrHistogram:2.2.2

package support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** People who use the application, all at the same time, from now until it is closed. */
public class Load implements AutoCloseable {

    private static final long LONGEST_MICROSECONDS = TimeUnit.MINUTES.toMicros(1);
    private static final AtomicLong USERS = new AtomicLong();

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService people;
    private final Histogram microseconds = new ConcurrentHistogram(LONGEST_MICROSECONDS, 3);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * @param people how many there are, each with a connection
     * @param pause how long each waits between an answer and the next request
     * @param requests what each does in turn: {@code GET /users}; {@code POST /users} makes a new one each time
     */
    public Load(String base, int people, Duration pause, String... requests) {
        this.base = base;
        this.people = Executors.newFixedThreadPool(people);
        for (int i = 0; i < people; i++) {
            int first = i;
            this.people.submit(() -> {
                for (int n = first; !over; n++) {
                    ask(requests[n % requests.length]);
                    Thread.sleep(pause.toMillis());
                }
                return null;
            });
        }
    }

    private void ask(String request) throws InterruptedException {
        String[] words = request.split(" ");
        boolean post = words[0].equals("POST");
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + words[1])).timeout(Duration.ofSeconds(30));
        if (post)
            builder.POST(BodyPublishers.ofString("{\"email\": \"" + USERS.incrementAndGet() + "."
                    + ProcessHandle.current().pid() + "@load.test\"}"));
        long start = System.nanoTime();
        String failure = null;
        try {
            int status = client.send(builder.build(), BodyHandlers.ofString()).statusCode();
            if (status != (post ? 201 : 200)) failure = String.valueOf(status);
        } catch (IOException e) {
            failure = e.toString();
        }
        long took = (System.nanoTime() - start) / 1000;
        microseconds.recordValue(Math.min(took, LONGEST_MICROSECONDS));
        if (failure != null)
            failures.add(Instant.now() + " " + request + ": " + failure + " after " + took / 1000 + " ms");
    }

    public long requests() {
        return microseconds.getTotalCount();
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The milliseconds within which so many percent of the answers came. */
    public double milliseconds(double percent) {
        return microseconds.getValueAtPercentile(percent) / 1000.0;
    }

    @Override
    public void close() {
        over = true;
        people.shutdown();
        try {
            if (!people.awaitTermination(1, TimeUnit.MINUTES)) throw new AssertionError("a request is still under way");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
