package com.example.application;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads what clients send within a time. The JDK's server waits for ever for the next byte, and its time for a whole
 * request ends without an answer.
 */
class RequestBodies implements AutoCloseable {

    /** Tells a client that it was too slow. */
    interface Refusal {

        void send() throws IOException;
    }

    private final Duration longest;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slow clients");
        thread.setDaemon(true);
        return thread;
    });

    /** @param longest how long a client may take */
    RequestBodies(Duration longest) {
        this.longest = longest;
    }

    /**
     * Reads a body, as far as it is not larger than a limit.
     *
     * @param tooLate answers in place of the caller when the time is over
     * @throws InterruptedIOException if that was so; the connection is closed
     */
    byte[] read(HttpExchange exchange, int limit, Refusal tooLate) throws IOException {
        Thread reader = Thread.currentThread();
        AtomicBoolean decided = new AtomicBoolean();
        Future<?> deadline = clock.schedule(
                () -> {
                    if (decided.compareAndSet(false, true)) refuse(tooLate, reader);
                },
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
        IOException problem = null;
        byte[] body = {};
        try {
            body = exchange.getRequestBody().readNBytes(limit);
        } catch (IOException e) {
            problem = e;
        }
        if (!decided.compareAndSet(false, true)) {
            await(deadline);
            throw new InterruptedIOException("the client took longer than " + longest.toSeconds() + " s");
        }
        deadline.cancel(false);
        if (problem != null) throw problem;
        return body;
    }

    /** An interrupt closes the channel that the thread reads from. */
    private static void refuse(Refusal tooLate, Thread reader) {
        try {
            tooLate.send();
        } catch (IOException e) {
            // then the client is gone
        } finally {
            reader.interrupt();
        }
    }

    /** The interrupt may come now, and must not meet the next request of this thread. */
    private static void await(Future<?> deadline) {
        try {
            deadline.get();
        } catch (InterruptedException | ExecutionException e) {
            // it was only waited for
        }
        Thread.interrupted();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
