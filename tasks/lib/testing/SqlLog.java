//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.*;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.maven.TestEvents;
import lib.server.DatabaseServer;
import lib.testing.TestWindows.Window;

/**
 * What each test sent to the server, in a file of its own under .manage/sql: by the server's own log, so that it does
 * not matter what sends it, and by when the tests ran. In {@code --sql-log} the tests' JVMs let the clock go on by a
 * millisecond between two of them.
 */
class SqlLog {

    /** Lets the tests' JVMs tell when a test begins apart from when the one before ended. */
    static final String VARIABLE = "MANAGE_SQL_LOG";

    private static final Map<String, String> SETTINGS = new TreeMap<>(
            Map.of("log_statement", "all", "log_line_prefix", LoggedStatements.PREFIX, "lc_messages", "C"));

    private static final int TRIES = 100;
    private static final int SAMPLES = 5;
    /** Two clocks that differ by less are one. */
    private static final long SAME_CLOCK = 5;

    private static final int FLUSHED = 1 << 16;
    private static final int LONGEST_NAME = 150;

    private final Context context;
    private final DatabaseServer server;
    private final Path directory;
    /** What the server's clock is ahead. */
    private final long ahead;

    /** What the names of the copies begin with. */
    private final List<String> copies;

    private final Map<String, Window> files = new HashMap<>();
    private final Map<Window, Path> paths = new HashMap<>();
    private final Map<Window, StringBuilder> texts = new LinkedHashMap<>();

    private SqlLog(Context context, DatabaseServer server, Path directory, long ahead) {
        this.context = context;
        this.server = server;
        this.directory = directory;
        this.ahead = ahead;
        this.copies = context.databases().stream()
                .map(each -> Database.application(each.environment()).name() + "_")
                .toList();
    }

    /** Has the server log all that is sent to it from here on. */
    static SqlLog begin(Context context, DatabaseServer server) {
        Path directory = context.project().state("sql");
        try (Connection connection = Database.maintenance(context.environment()).connect();
                Statement statement = connection.createStatement()) {
            FileTree.delete(directory);
            Files.createDirectories(directory);
            for (var setting : SETTINGS.entrySet())
                statement.execute("ALTER SYSTEM SET " + setting.getKey() + " = '" + setting.getValue() + "'");
            statement.execute("SELECT pg_reload_conf()");
            awaitSettings(statement);
            long ahead = ahead(statement);
            if (Math.abs(ahead) > SAME_CLOCK)
                context.console()
                        .info("The server's clock is " + ahead + " ms ahead of this machine's: a"
                                + " statement at the beginning or the end of a test may be in the file"
                                + " of the test before or after it.");
            return new SqlLog(context, server, directory, Math.abs(ahead) > SAME_CLOCK ? ahead : 0);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "the server's log of statements cannot be turned on: " + e.getMessage(),
                            "Leave out --sql-log.")
                    .because(e);
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    /** A server takes its new settings in soon, but not at once. */
    private static void awaitSettings(Statement statement) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            if (first(statement, "SHOW log_statement").equals("all")) return;
            SignalHandling.sleep(10);
        }
    }

    /** By the quickest of some answers. */
    private static long ahead(Statement statement) throws SQLException {
        long quickest = Long.MAX_VALUE;
        long ahead = 0;
        for (int i = 0; i < SAMPLES; i++) {
            long before = System.currentTimeMillis();
            String answer = first(statement, "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
            long after = System.currentTimeMillis();
            if (after - before >= quickest) continue;
            quickest = after - before;
            ahead = Long.parseLong(answer) - (before + after) / 2;
        }
        return ahead;
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Writes the files, and has the server log as before.
     *
     * @param events what the tests told
     */
    void end(TestEvents events) throws IOException {
        TestWindows windows = TestWindows.of(events);
        LoggedStatements statements = new LoggedStatements(statement -> take(statement, windows));
        server.log(statements);
        statements.end();
        for (Window window : List.copyOf(texts.keySet())) write(window);
        reset();
        if (statements.messages() == 0)
            context.console()
                    .warn("--sql-log has nothing to show: the log of the server cannot be read. Does the"
                            + " compose file set a logging driver, or the server logging_collector?");
        else
            context.console()
                    .info("What the tests sent to the server: "
                            + context.project().show(directory) + ", " + files.size()
                            + (files.size() == 1 ? " file." : " files."));
    }

    private void reset() {
        try (Connection connection = Database.maintenance(context.environment()).connect();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS.keySet()) statement.execute("ALTER SYSTEM RESET " + setting);
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException | ExitException e) {
            // a server that is about to be removed, or has died: the run tells of that
        }
    }

    private void take(LoggedStatements.Statement statement, TestWindows windows) {
        long time = statement.time() - ahead;
        String fork = fork(statement.database());
        String text = "-- " + Instant.ofEpochMilli(time) + ", session " + statement.process() + ", "
                + statement.database() + "\n" + statement.sql() + "\n\n";
        for (Window window : windows.at(time, fork)) {
            StringBuilder all = texts.computeIfAbsent(window, key -> new StringBuilder());
            if (all.append(text).length() > FLUSHED) write(window);
        }
    }

    /** The number of the JVM that has a database of its own; nothing for the application's. */
    private String fork(String database) {
        return copies.stream()
                .filter(copy -> database.startsWith(copy)
                        && database.substring(copy.length()).matches("\\d+"))
                .map(copy -> database.substring(copy.length()))
                .findFirst()
                .orElse("");
    }

    private void write(Window window) {
        Path file = paths.computeIfAbsent(window, this::file);
        try {
            Files.writeString(file, texts.remove(window), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** The tries of a test share one; names that differ only in what no file may be called do not. */
    private Path file(Window window) {
        String name = window.id().type()
                + (window.id().method().isEmpty() ? "" : "#" + window.id().method())
                + (window.id().invocation().isEmpty() ? "" : " " + window.id().invocation());
        String safe = name.replaceAll("[^\\p{L}\\p{N}._$#\\[\\] (),=+-]", "_");
        String base = safe.substring(0, Math.min(LONGEST_NAME, safe.length()));
        for (int i = 1; ; i++) {
            String file = base + (i == 1 ? "" : " " + i) + ".sql";
            Window other = files.putIfAbsent(file.toLowerCase(Locale.ROOT), window);
            if (other == null || other.id().equals(window.id())) return directory.resolve(file);
        }
    }
}
