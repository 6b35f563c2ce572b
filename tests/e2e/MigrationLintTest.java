//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.database.SqlScript;
import lib.database.Statements;
import lib.environment.Context;
import lib.lint.MigrationLint;
import lib.schema.ScratchDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import support.Sample;
import support.WithServer;
import support.Workspace;

/** Migrations with known behaviour: what lint says of them, and what they really block. */
class MigrationLintTest extends WithServer {

    private static final Path CASES = Workspace.repository().resolve("tests/migrations");
    private static final String SCHEMA = """
        create table users (id int primary key, email text, name varchar(20), age int, created timestamptz not null
            default now());
        create table orders (id int primary key, user_id int, total numeric);
        create table notes (id int, text text);
        create table log (id int, at date not null) partition by range (at);
        create table log_old (like log);
        create index users_name on users (name);
        create view active as select id, email from users;
        create materialized view totals as select user_id, sum(total) from orders group by user_id;
        create unique index totals_user on totals (user_id);
        create type mood as enum ('sad', 'ok');
        insert into users (id, email, name, age) values (1, 'a@example.com', 'a', 20), (2, 'b@example.com', 'b', 30);
        insert into orders values (1, 1, 10), (2, 2, 20);
        insert into notes values (1, 'x');
        """;

    private static final List<String> STRENGTH = List.of("nothing", "rows", "writes", "reads and writes");
    /** What the server says of a statement, or of COMMIT in a procedure, that a transaction is not allowed for. */
    private static final Set<String> OUTSIDE_A_TRANSACTION = Set.of("25001", "2D000");

    private Context context;

    @Override
    protected void start() throws IOException {
        super.start();
        context = context();
    }

    static Stream<String> cases() throws IOException {
        return Sample.oneIn(3, all());
    }

    static List<String> all() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String section(String text, String name) {
        return Arrays.stream(text.split("(?m)^(?=-- (before|configuration|migration|finds|blocks)$)"))
                .filter(part -> part.startsWith("-- " + name + "\n"))
                .map(part -> part.substring(part.indexOf('\n') + 1))
                .findFirst()
                .orElse("");
    }

    /** The migrations of a case, in a directory of their own. */
    private Context migrations(String name, String before, String migration) throws IOException {
        String directory = "cases/" + name;
        here.write(directory + "/V1__before.sql", SCHEMA + before);
        here.write(directory + "/V2__change.sql", migration);
        return context.with(context.environment().with(Map.of("APPLICATION_MIGRATIONS", directory)));
    }

    private MigrationLint lint(Context at, String... rows) {
        MigrationLint lint = new MigrationLint(at, List.of(rows), null, null);
        try (ScratchDatabases scratch = ScratchDatabases.create(at, "lint")) {
            lint.run(scratch.database(), migration -> migration.getScript().startsWith("V2"));
        }
        return lint;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_blocks_is_found_and_nothing_else(String name) throws Exception {
        String text = Files.readString(CASES.resolve(name + ".sql"));
        String migration = section(text, "migration");
        String before = section(text, "before");
        Context at = migrations(name, before, migration);
        String configuration = section(text, "configuration");
        if (!configuration.isEmpty()) here.write("cases/" + name + "/V2__change.sql.conf", configuration);
        MigrationLint lint = lint(at);
        List<String> expected = section(text, "finds").lines().toList();
        String report = lint.report();
        assertEquals(expected.size(), lint.severe(), report);
        for (String effect : expected) assertTrue(report.contains(effect), () -> "lacks «" + effect + "»\n" + report);
        String blocked = section(text, "blocks").strip();
        assertEquals(blocked, blocked(before, migration, blocked.replaceFirst(".* (of|to) ", "")));
    }

    /** What a second connection cannot do with a table while the migration runs, or has not ended its transaction. */
    private String blocked(String before, String migration, String table) throws Exception {
        try (ScratchDatabases scratch = ScratchDatabases.create(context, "blocked")) {
            scratch.run(SCHEMA + before, "before");
            try (Connection migrating = scratch.database().connect();
                    Statement change = migrating.createStatement()) {
                migrating.setAutoCommit(false);
                change.execute(migration);
                return blocked(scratch, table);
            } catch (SQLException e) {
                if (!OUTSIDE_A_TRANSACTION.contains(e.getSQLState())) throw e;
            }
            return blockedOutside(scratch, migration, table);
        }
    }

    /** The same while each statement, in a transaction of its own, waits for somebody who writes to the table. */
    private String blockedOutside(ScratchDatabases scratch, String migration, String table) throws Exception {
        ExecutorService runner = Executors.newSingleThreadExecutor();
        String most = "nothing of " + table;
        try (Connection migrating = scratch.database().connect();
                Statement change = migrating.createStatement()) {
            for (SqlScript.Part part : SqlScript.split(migration, "migration")) {
                try (Connection writing = scratch.database().connect();
                        Statement write = writing.createStatement()) {
                    writing.setAutoCommit(false);
                    write.execute("lock table " + table + " in row exclusive mode");
                    Future<Boolean> done = runner.submit(() -> change.execute(part.sql()));
                    awaitLock(scratch, migrating.unwrap(PGConnection.class).getBackendPID(), done);
                    String now = blocked(scratch, table);
                    if (STRENGTH.indexOf(now.replaceFirst(" (of|to) .*", ""))
                            > STRENGTH.indexOf(most.replaceFirst(" (of|to) .*", ""))) most = now;
                    writing.rollback();
                    done.get();
                }
            }
            return most;
        } finally {
            runner.shutdown();
        }
    }

    /** Until it waits for one, or has ended. */
    private static void awaitLock(ScratchDatabases scratch, int process, Future<?> work) throws Exception {
        try (Connection looking = scratch.database().connect()) {
            while (!work.isDone()
                    && Statements.strings(
                                    looking,
                                    "select 'waits' from pg_stat_activity where wait_event_type = 'Lock' and pid = "
                                            + process)
                            .isEmpty()) Thread.sleep(20);
        }
    }

    private static String blocked(ScratchDatabases scratch, String table) throws SQLException {
        try (Connection second = scratch.database().connect();
                Statement other = second.createStatement()) {
            other.execute("set lock_timeout = '50ms'");
            String what = "nothing";
            if (waits(other, "select 1 from " + table + " for update")) what = "rows";
            if (waits(other, "delete from " + table + " where false")) what = "writes";
            if (waits(other, "select 1 from " + table)) what = "reads and writes";
            return what + (what.equals("writes") ? " to " : " of ") + table;
        }
    }

    private static boolean waits(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
            return false;
        } catch (SQLException e) {
            if (e.getSQLState().equals("55P03")) return true;
            // a materialized view has no rows that one could lock or delete
            if (e.getSQLState().equals("42809") || e.getSQLState().equals("0A000")) return false;
            throw e;
        }
    }

    @Test
    void a_finding_has_its_place_what_it_blocks_and_the_usual_form() throws IOException {
        Context at = migrations("place", "", """
            -- a comment
            select 1;

            alter table users
                alter column age type bigint;
            """);
        assertEquals("""
            cases/place/V2__change.sql:4: alter table users
                rewrites users with an AccessExclusiveLock, which blocks reads of and writes to it.
                Add a new column or table, fill it in batches, and let a later version of the application use it.
            cases/place/V2__change.sql:4: alter table users
                Note: waits for a lock on users without a limit, and every later statement waits behind it.
                SET LOCAL lock_timeout = '5s' at the top of the migration; it can be run again.
            2 statements checked: 1 finding, 1 note.\
            """, lint(at).report());
    }

    @Test
    void what_is_left_not_valid_is_noted_and_a_limit_for_waiting_is_seen() throws IOException {
        Context at = migrations("notes", "", """
            set local lock_timeout = '2s';
            alter table users add constraint adult check (age > 17) not valid;
            """);
        String report = lint(at).report();
        assertTrue(report.contains("Note: leaves adult NOT VALID"), report);
        assertTrue(report.endsWith("2 statements checked: 0 findings, 1 note."), report);
    }

    @Test
    void a_small_table_is_only_noted() throws IOException {
        Context at = migrations("small", "", "alter table users alter column age type bigint;\n");
        assertEquals(1, lint(at, "users=10001").severe());
        assertEquals(0, lint(at, "users=10000").severe());
    }

    @Test
    void a_value_that_is_used_too_early_is_the_servers_error() throws IOException {
        Context at = migrations("early", "", "alter type mood add value 'great';\nselect 'great'::mood;\n");
        ExitException stop = assertThrows(ExitException.class, () -> lint(at));
        assertTrue(stop.getMessage().contains("unsafe use of new value"), stop::getMessage);
    }
}
