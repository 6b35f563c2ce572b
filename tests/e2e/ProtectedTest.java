//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.*;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import support.ChangingCommands;
import support.ChangingQueries;
import support.ChangingStatements;
import support.ComposeAttempts;
import support.GuardTable;
import support.On;
import support.Result;
import support.Sample;
import support.ShellLine;
import support.WithGuardedDatabase;
import support.Workspace;

/** What a protected environment lets through without a question, and what it does not, however it is spelled. */
class ProtectedTest extends WithGuardedDatabase {

    private static final String DELETE = ChangingStatements.DELETE;
    private static final String SCHEMA = "app/src/main/resources/db/schema.sql";

    @BeforeAll
    void policy() {
        development("create table hidden (i int); insert into hidden values (1); alter table hidden enable row level"
                + " security;");
    }

    private Result production(String... arguments) {
        return here.manage(Stream.concat(Stream.of("-c", "production", "sql", "--format", "csv"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** Of Flyway's history too. */
    private String relations() throws SQLException, IOException {
        return value("select string_agg(relname, ',' order by relname) from pg_class where relnamespace ="
                + " 'public'::regnamespace");
    }

    static Stream<String> statements() {
        return Sample.oneIn(6, ChangingStatements.all());
    }

    static Stream<String> failing() {
        return Sample.inShort(5, ChangingQueries.failing());
    }

    static Stream<String> compose() {
        return Sample.oneIn(6, ComposeAttempts.all());
    }

    static Stream<String> commands() {
        return Sample.oneIn(6, ChangingCommands.all());
    }

    @ParameterizedTest
    @MethodSource("statements")
    @Tag("all")
    void what_can_change_something_is_refused_where_nobody_can_be_asked(String sql) throws Exception {
        requireRefused(production("--on-error", "continue", sql));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void what_would_make_the_session_write_fails(String sql) throws Exception {
        Result failed = production(sql);
        assertFalse(failed.code() == 0, failed::toString);
        production("--on-error", "continue", sql);
        assertEquals("1,2", kept(), failed::toString);
    }

    @ParameterizedTest
    @MethodSource("support.ChangingQueries#passing")
    @Tag("all")
    void what_runs_leaves_nothing(String sql) throws Exception {
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("listen x");
            production(sql).succeeded();
            ResultSet locks = statement.executeQuery("select count(*) from pg_locks where locktype = 'advisory'");
            locks.next();
            assertEquals(0, locks.getInt(1));
            assertEquals(0, other.unwrap(PGConnection.class).getNotifications().length);
        }
        assertEquals("1,2", kept());
    }

    @ParameterizedTest
    @MethodSource("compose")
    @Tag("all")
    void arguments_of_compose_that_can_remove_data_are_refused(String arguments) throws Exception {
        requireRefused(here.manage(
                Stream.concat(Stream.of("-c", "production", "compose"), ComposeAttempts.words(arguments).stream())
                        .toArray(String[]::new)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Tag("all")
    void other_commands_that_destroy_are_refused(String line) throws Exception {
        here.write("dump.sql", DELETE + ";").write("tasks/empty_kept.java", ChangingCommands.OWN_TASK);
        requireRefused(ShellLine.of(line).runIn(here));
    }

    private void requireRefused(Result refused) throws Exception {
        refused.exitedWith(2)
                .says("this is production, a protected environment, and ")
                .says("--yes");
        assertEquals("1,2", kept(), refused::toString);
    }

    @ParameterizedTest
    @MethodSource("support.ChangingCommands#dry")
    @Tag("all")
    void a_dry_run_only_says_what_it_would_do(String line) throws Exception {
        here.write("dump.sql", DELETE + ";");
        String before = relations();
        Result said = ShellLine.of(line).runIn(here).succeeded();
        assertFalse(said.out().isBlank(), said::toString);
        assertEquals("1,2", kept(), said::toString);
        assertEquals(before, relations(), said::toString);
        assertEquals(Workspace.repositoryFile(SCHEMA), here.read(SCHEMA), said::toString);
    }

    @Test
    void the_page_has_every_way_that_is_tried() throws IOException {
        assertEquals(GuardTable.text(), Files.readString(GuardTable.page()));
    }

    @Test
    void what_only_reads_needs_no_yes() {
        production(
                        "select count(*) from kept; table kept; values (1); show server_version_num; explain select *"
                                + " from kept",
                        "explain analyze select * from kept",
                        "with k as (select * from kept) select * from k",
                        "(select 1) union select 2",
                        "select set_config('search_path', 'pg_catalog', false); select 1 from pg_stat_activity")
                .succeeded()
                .says("the session is read-only");
        production("--on-error", "continue", "select 'first'; select nope; select 'last'")
                .exitedWith(1)
                .prints("first")
                .prints("last")
                .says("1 statement failed");
        production("-1", "select 1").succeeded();
        production("select nope").exitedWith(1).says("column \"nope\" does not exist");
    }

    @Test
    void rows_that_a_policy_hides_are_no_silent_gap() {
        production("select * from hidden").exitedWith(2).says("row-level security");
        production("--yes", "select * from hidden").succeeded().prints("1\n");
    }

    @Test
    @Tag("all")
    void at_a_terminal_the_question_comes_before_anything_is_changed() throws Exception {
        development("create table asked (i int); insert into asked values (1)");
        List<String> argv = Workspace.argv(
                "manage.java", "-c", "production", "sql", "select 'read'; explain (analyze) delete from asked");
        here.atTerminal(argv, "no\n")
                .exitedWith(2)
                .prints("this can change the database application")
                .prints("nothing was done");
        assertEquals("count\n1\n", development("select count(*) from asked").out());
        here.atTerminal(argv, "yes\n").succeeded().prints("from the beginning");
        assertEquals("count\n0\n", development("select count(*) from asked").out());
    }

    @Test
    void what_only_looks_writes_no_secret_file() throws IOException {
        On.docker.require();
        String secret = "{\"name\": \"POSTGRES_PASSWORD\", \"secret\": true}";
        here.write(
                        "config/live.json",
                        here.read("config/production.json")
                                .replaceFirst("\\{[^{}]*\"POSTGRES_PASSWORD\"[^{}]*}", secret))
                .write("docker/live.yml", "services: {db: {image: postgres:17}}\n")
                .write(".manage/secrets/live/POSTGRES_PASSWORD", "right");
        here.set("POSTGRES_PASSWORD", "wrong");
        try {
            // some versions of compose have no help command
            here.manage("-c", "live", "compose", "help", "up");
            here.manage("-c", "live", "compose", "--profile", "start", "ps").succeeded();
            // no container runs that could read it
            assertFalse(Files.exists(here.directory.resolve(".manage/secrets/live/POSTGRES_PASSWORD")));
            here.manage("-c", "live", "compose", "--profile", "down", "ps").succeeded();
            assertFalse(Files.exists(here.directory.resolve(".manage/secrets/live/POSTGRES_PASSWORD")));
        } finally {
            here.unset("POSTGRES_PASSWORD");
        }
        here.deleteIfThere("config/live.json");
    }
}
