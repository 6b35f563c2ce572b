//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.*;
import java.util.function.Supplier;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Databases;
import lib.environment.Environment;
import lib.environment.TlsSettings;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of an environment's server. User and password are properties of the driver, never part of a URL. */
public record Database(Environment environment, String name) {

    /** What can still become true: refused, reset, cut off, starting up, shutting down. */
    private static final Set<String> NOT_YET = Set.of("08001", "08004", "08006", "57P03", "57P01");

    private static final String DUPLICATE = "42P04";
    static final int MAX_NAME_BYTES = 63;
    /** Milliseconds between two tries, and between two looks at the server's state, which start a program each. */
    private static final long ASK_AGAIN = 50;

    private static final long LOOK_EVERY = 400;
    private static final int LOGIN_SECONDS = 10;
    private static final SQLException STILL_TRYING =
            new SQLException("the connection is accepted, but" + " the server does not answer");

    /** The database of the application. */
    public static Database application(Environment environment) {
        return new Database(environment, checked("APPLICATION_DB", environment.require("APPLICATION_DB")));
    }

    /** One of the application's by its name in the environment, or any other of the server. */
    public static Database named(Environment environment, String name) {
        return environment.databaseNames().contains(name)
                ? application(new Databases(environment).named(name))
                : new Database(environment, name);
    }

    /** Any database of the environment's server. */
    public static Database of(Environment environment, String name) {
        return new Database(environment, checked(name, name));
    }

    /** The database that the server is created with. */
    public static Database maintenance(Environment environment) {
        return new Database(environment, environment.get("POSTGRES_DB", environment.require("POSTGRES_USER")));
    }

    /** Another database of its server, over which this one can be copied, renamed and dropped. */
    public Database beside() {
        Database maintenance = maintenance(environment);
        if (!maintenance.name.equals(name)) return maintenance;
        return new Database(environment, name.equals("postgres") ? "template1" : "postgres");
    }

    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new CancellableDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {environment.port("POSTGRES_PORT")});
        source.setDatabaseName(name);
        source.setUser(environment.require("POSTGRES_USER"));
        source.setPassword(environment.secret("POSTGRES_PASSWORD").reveal());
        source.setApplicationName("manage.java");
        source.setConnectTimeout(LOGIN_SECONDS);
        // a server that takes the connection may say nothing
        source.setLoginTimeout(LOGIN_SECONDS);
        if (sharesSessions()) source.setPrepareThreshold(0);
        try {
            for (var property : TlsSettings.jdbc(environment).entrySet())
                source.setProperty(property.getKey(), property.getValue());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return source;
    }

    /**
     * Whether a pool such as PgBouncer, in its pool_mode transaction, lies between: nothing of a session outlives a
     * transaction.
     */
    public boolean sharesSessions() {
        return environment.get("POSTGRES_POOL_MODE", "session").equals("transaction");
    }

    public Connection connect() {
        try {
            return source().getConnection();
        } catch (SQLException e) {
            throw ExitException.machineLacks(
                            "cannot connect to database \"" + name + "\" at " + address() + ": " + reason(e), advice(e))
                    .because(e);
        }
    }

    private String advice(SQLException e) {
        String tls = TlsSettings.advice(e, environment);
        if (tls != null) return tls;
        boolean first =
                name.equals(maintenance(environment).name()) && !name.equals(environment.get("APPLICATION_DB", name));
        boolean here = Set.of("localhost", "127.0.0.1", "::1").contains(host());
        return switch (String.valueOf(e.getSQLState())) {
            case "3D000", "08P01" ->
                first
                        ? "Set POSTGRES_DB to a database that the server has and that this user may use, to create"
                                + " others from there."
                        : "Create it: manage.java create-initial-db";
            case "28P01", "28000", "42501" ->
                "Check POSTGRES_USER and POSTGRES_PASSWORD"
                        + (first ? ", and whether this user may use the database that POSTGRES_DB names" : "")
                        + ": manage.java config show";
            default ->
                here
                        ? "Is the server up? Start it with: manage.java compose up -d db, or manage.java postgres start"
                        : "Is the server up, and can this machine reach it? Check POSTGRES_HOSTNAME and POSTGRES_PORT:"
                                + " manage.java config show";
        };
    }

    /** The server's name or address, of IPv6 without brackets. */
    public String host() {
        return environment.require("POSTGRES_HOSTNAME").replaceAll("^\\[(.*)]$", "$1");
    }

    /** Host and port as a URL has them. */
    public String address() {
        String host = host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + environment.require("POSTGRES_PORT");
    }

    /** As psql and pg_dump take it behind -d, where = and :// would begin a connection string. */
    public String argument() {
        boolean name = !name().contains("=") && !name().contains("://");
        return name ? name() : "dbname='" + name().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * Waits until the server takes connections over TCP.
     *
     * @param alive fails when there is nothing left to wait for
     * @param log tells the end of the server's log
     */
    public void awaitReady(Duration timeout, Runnable alive, Supplier<String> log) {
        Instant end = Instant.now().plus(timeout);
        Instant looked = Instant.now();
        // in a thread of its own, because a server that is stuck can hold a connection up for ever
        ExecutorService prober = Executors.newCachedThreadPool(Database::daemon);
        for (Future<SQLException> probe = prober.submit(this::probe); ; SignalHandling.sleep(ASK_AGAIN)) {
            SQLException failed = answer(probe);
            if (failed == null) return;
            if (failed != STILL_TRYING && !NOT_YET.contains(String.valueOf(failed.getSQLState()))) {
                throw ExitException.machineLacks(
                                "PostgreSQL at " + address() + " refused the connection:" + " " + reason(failed),
                                advice(failed))
                        .because(failed);
            }
            if (Duration.between(looked, Instant.now()).toMillis() > LOOK_EVERY) {
                alive.run();
                looked = Instant.now();
            }
            if (Instant.now().isAfter(end)) {
                throw ExitException.machineLacks(
                        "PostgreSQL at " + address() + " was not ready within " + timeout.toSeconds() + " s: "
                                + reason(failed),
                        "The end of its log:\n" + log.get());
            }
            if (failed != STILL_TRYING) probe = prober.submit(this::probe);
        }
    }

    /** Tries to connect: null when it can. */
    private SQLException probe() {
        try (Connection ignored = source().getConnection()) {
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static SQLException answer(Future<SQLException> probe) {
        try {
            return probe.get(LOOK_EVERY, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return STILL_TRYING;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** Whether it takes connections now. */
    public boolean answers() {
        return probe() == null;
    }

    /** Whether the server has it. */
    public boolean exists() {
        try (Connection ignored = source().getConnection()) {
            return true;
        } catch (SQLException e) {
            return !"3D000".equals(e.getSQLState());
        }
    }

    /** The statement that creates this database. */
    public String createStatement() {
        return "CREATE DATABASE " + quote(name);
    }

    /** The statement that drops it, and fails while somebody is connected. */
    String dropStatement() {
        return "DROP DATABASE " + quote(name);
    }

    /** The statement that drops it where it is there, and disconnects whoever is connected. */
    public String forcedDropStatement() {
        return "DROP DATABASE IF EXISTS " + quote(name) + " WITH (FORCE)";
    }

    /** Ends the sessions of a program by the name that it gave them. */
    public void endSessions(String program) {
        try (Connection connection = source().getConnection()) {
            Statements.strings(
                    connection,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?",
                    program);
        } catch (SQLException e) {
            // then the server has ended, or does not answer
        }
    }

    /** Creates this database; false when it was there already. */
    public boolean create() {
        return createFrom(maintenance(environment));
    }

    /** Creates this database over a connection to another one of the same server. */
    public boolean createFrom(Database other) {
        try (Connection connection = other.connect()) {
            Statements.run(connection, createStatement());
            return true;
        } catch (SQLException e) {
            if (DUPLICATE.equals(e.getSQLState())) return false;
            throw ExitException.workFailed(
                            "cannot create database " + quote(name) + ": " + reason(e) + " (SQLSTATE " + e.getSQLState()
                                    + ")",
                            "The user in POSTGRES_USER needs the right to create databases; or ask"
                                    + " whoever runs the server to create it.")
                    .because(e);
        }
    }

    /** A text as SQL wants it, under standard_conforming_strings. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** An identifier as SQL wants it when it may hold anything. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String checked(String what, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw ExitException.wrongInput(
                    what + " is " + bytes + " bytes long",
                    "PostgreSQL cuts names after " + MAX_NAME_BYTES + " bytes: choose a shorter APPLICATION_DB.");
        }
        return name;
    }

    private static String reason(SQLException e) {
        if (e.getCause() instanceof UnknownHostException unknown)
            return "the name " + unknown.getMessage() + " has no address";
        // the driver repeats the address, and adds advice of its own
        if (e.getCause() instanceof ConnectException refused) return String.valueOf(refused.getMessage());
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^FATAL: ", "");
    }
}
