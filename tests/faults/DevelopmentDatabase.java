//JAVA 17+

package faults;

import java.sql.*;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import support.On;

/** A development server with a migrated database, whose sessions are watched and ended from outside. */
class DevelopmentDatabase implements AutoCloseable {

    private static final String OTHERS =
            " from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and state <>"
                    + " 'idle'";
    private static final Pattern PORT = Pattern.compile(":(\\d+)\\b");

    private final FaultRun run;
    private final String url;
    private final Connection connection;
    private final Statement statement;

    DevelopmentDatabase(FaultRun run) throws Exception {
        this.run = run;
        prepare(run);
        run.engine.start(run.here);
        run.here.manage("create-initial-db").succeeded();
        run.here.manage("migrate").succeeded();
        url = "jdbc:postgresql://127.0.0.1:" + port() + "/";
        connection = DriverManager.getConnection(url + "live", "postgres", run.witness.secret);
        statement = connection.createStatement();
    }

    /** Gives the development environment any port, and the password that is looked for. */
    static void prepare(FaultRun run) throws Exception {
        run.here
                .replace("config/development.json", "5432", "0")
                .replace(
                        "config/development.json",
                        "\"POSTGRES_PASSWORD\", \"value\": \"postgres\"",
                        "\"POSTGRES_PASSWORD\", \"value\": \"" + run.witness.secret + "\"");
        run.here.set("MANAGE_ENGINE", run.engine.name());
        run.here.unset("DATABASE_URL");
        run.here.unset("SPRING_DATASOURCE_URL");
    }

    private String port() {
        String[] where = run.engine == On.docker
                ? new String[] {"compose", "port", "db", "5432"}
                : new String[] {"postgres", "status"};
        Matcher port = PORT.matcher(run.here.manage(where).succeeded().out());
        if (!port.find()) throw new AssertionError("no port");
        return port.group(1);
    }

    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    /** Changes the server from a session of its own, in a database of its own. */
    void administrate(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection(url + "postgres", "postgres", run.witness.secret);
                Statement change = other.createStatement()) {
            for (String each : sql.split(";")) change.execute(each);
        }
    }

    /** How many of the application's tables have one of these names. */
    String tables(String names) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select count(*) from pg_tables where tablename in (" + names + ")")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Waits until somebody else runs such a statement. */
    void until(String text) throws Exception {
        for (int i = 0; i < 600 && !others().contains(text); i++) {
            if (!run.process.isAlive()) throw new AssertionError("it ended too early\n" + run.output());
            Thread.sleep(50);
        }
    }

    private String others() throws SQLException {
        try (ResultSet row = statement.executeQuery("select coalesce(string_agg(query, '; '), '')" + OTHERS)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Ends the sessions of others. */
    void endOthers() throws SQLException {
        statement.execute("select pg_terminate_backend(pid)" + OTHERS);
    }

    /** Kills the server and all its processes. */
    void kill() throws Exception {
        if (run.engine == On.docker) {
            run.here.manage("compose", "kill", "db").succeeded();
            return;
        }
        String pid = run.here
                .read(".manage/postgres-development/data/postmaster.pid")
                .lines()
                .findFirst()
                .orElseThrow();
        run.here.run(List.of("kill", "-9", pid), "").succeeded();
    }

    /** What goes on though its program has ended, databases that it made, and files that it did not finish. */
    String left() throws Exception {
        Set<String> left = new TreeSet<>();
        for (int i = 0; i < 60 && !others().isEmpty(); i++) Thread.sleep(50);
        if (!others().isEmpty()) left.add("it goes on: " + others());
        try (ResultSet rows = statement.executeQuery("select datname from pg_database where not datistemplate")) {
            while (rows.next()) {
                if (!Set.of("postgres", "live").contains(rows.getString(1))) left.add("database " + rows.getString(1));
            }
        }
        String[] files = run.here.directory.toFile().list((directory, name) -> name.startsWith("new."));
        left.addAll(List.of(files));
        return String.join(", ", left);
    }

    @Override
    public void close() throws Exception {
        connection.close();
        run.engine.stop(run.here);
    }
}
