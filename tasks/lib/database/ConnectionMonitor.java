//JAVA 17+

package lib.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lib.base.SignalHandling;
import lib.environment.Context;

/**
 * Whether the tests connect to the server that was started for them. It is looked at while they run, until somebody
 * else than us is seen there; short connections show in the server's own count of sessions, since PostgreSQL 14.
 */
public class ConnectionMonitor {

    private static final String OTHERS =
            " FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND"
                    + " application_name ";
    private static final String SOMEBODY = "SELECT count(*)" + OTHERS + "NOT IN ('manage.java', 'pg_isready')";
    private static final String US = "SELECT count(*)" + OTHERS + "= 'manage.java'";
    /** Healthchecks connect to the database that the server comes with. */
    private static final String SESSIONS =
            "SELECT sum(sessions) FROM pg_stat_database WHERE datname <> current_database()";

    private static final long LOOK_EVERY = 50;
    private static final long LONGEST_START = 5;

    private final Context context;
    private final BooleanSupplier testing;
    private final Thread thread = new Thread(this::watch);
    private volatile boolean ended;
    private volatile boolean seen;
    /** The count of sessions when the first test was about to start; null where it is not known. */
    private volatile Long before;

    private volatile boolean looked;

    private ConnectionMonitor(Context context, BooleanSupplier testing) {
        this.context = context;
        this.testing = testing;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins to look.
     *
     * @param context with the server's address
     * @param testing whether tests are running now: what a build does before them does not count
     */
    public static ConnectionMonitor watch(Context context, BooleanSupplier testing) {
        return new ConnectionMonitor(context, testing);
    }

    private void watch() {
        try (Connection connection =
                        Database.maintenance(context.environment()).source().getConnection();
                Statement statement = connection.createStatement()) {
            while (!ended && !testing.getAsBoolean()) Thread.sleep(LOOK_EVERY);
            // a session of ours is counted when it ends
            for (int i = 0; i < 10 && number(statement, US) > 0; i++) Thread.sleep(5);
            before = sessions(statement);
            looked = testing.getAsBoolean();
            while (!ended && !seen) {
                seen = number(statement, SOMEBODY) > 0;
                looked |= testing.getAsBoolean();
                Thread.sleep(LOOK_EVERY);
            }
            for (int i = 0; i < 3 && !seen && before != null; i++, Thread.sleep(LOOK_EVERY))
                seen = sessions(statement) > before;
        } catch (SQLException | InterruptedException e) {
            // then nobody knows, and nothing is said
            seen = true;
        }
    }

    private static Long sessions(Statement statement) {
        try {
            return number(statement, SESSIONS);
        } catch (SQLException olderServer) {
            return null;
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Waits until it looks: what comes and goes before that is not seen. */
    public ConnectionMonitor looking() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START);
        while (!looked && thread.isAlive() && System.nanoTime() < end) SignalHandling.sleep(5);
        return this;
    }

    /**
     * Ends the looking at tests whose output nobody reads but the user.
     *
     * @param whole all tests ran, so that one of them should have connected
     * @param mapping what leads this project's tests to the database
     */
    public Optional<String> end(boolean whole, Supplier<String> mapping) {
        close();
        return whole && looked && !seen ? Optional.of(unused() + "\n" + mapping.get()) : Optional.empty();
    }

    /**
     * Ends the looking, and says what it calls for.
     *
     * @param log all that was printed
     * @param green how the tests ended
     * @param whole all tests ran, so that one of them should have connected
     * @param mapping what leads this project's tests to the database
     */
    public Optional<String> end(Path log, boolean green, boolean whole, Supplier<String> mapping) {
        close();
        if (whole && looked && !seen) return Optional.of(warning(log, green, mapping));
        return green ? Optional.empty() : missingExtension(log);
    }

    private void close() {
        ended = true;
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String unused() {
        Database database = Database.application(context.environment());
        return "no test connected to the database that was started for them, " + database.name() + " at "
                + database.address() + ".";
    }

    /** Says that no test connected, which database they told of instead, and what leads them to this one. */
    private String warning(Path log, boolean green, Supplier<String> mapping) {
        OtherAddresses elsewhere = new OtherAddresses(
                log, Database.application(context.environment()).address());
        Set<String> others = elsewhere.named();
        Optional<String> refused = elsewhere.refusedPort();
        String what = "";
        if (!others.isEmpty()) what = " They used another one: " + String.join(", ", others) + ".";
        else if (refused.isPresent()) what = " Something tried to connect to a server at port " + refused.get() + ".";
        else if (green) what = " If none of them needs it, nothing is wrong.";
        return unused() + what + "\n"
                + refused.map(port -> "If no variable of your application has that port, have the server started there:"
                                + " {\"name\": \"POSTGRES_PORT\", \"value\": \"" + port + "\"} in config/"
                                + context.environment().name + ".json.")
                        .orElseGet(mapping);
    }

    /** What the tests' own output says of an extension that the server lacks. */
    private static Optional<String> missingExtension(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("extension"))
                    .map(ExtensionAdvice::advice)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
