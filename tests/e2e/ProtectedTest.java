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
import support.ChangingCommands;
import support.ChangingStatements;
import support.ComposeAttempts;
import support.GuardTable;
import support.On;
import support.Result;
import support.WithServer;
import support.Workspace;

/** What a protected environment lets through without a question, and what it does not, however it is spelled. */
class ProtectedTest extends WithServer {

    private static final String DELETE = ChangingStatements.DELETE;

    @BeforeAll
    void table() throws IOException {
        here.write(
                "config/production.json", here.read("config/development.json").replace("\"0\"", '"' + port() + '"'));
        development("""
            create table kept (i int); insert into kept values (1), (2); create sequence numbers;
            create function gone() returns int language sql as 'delete from kept returning i';
            create function opened() returns int language sql set default_transaction_read_only = off \
            as 'delete from kept returning i';
            create function committed() returns int language plpgsql as 'begin commit; delete from kept; return 1; end';
            create procedure away() language plpgsql \
            as 'begin commit; set transaction read write; delete from kept; end';
            create function called() returns int language plpgsql as 'begin call away(); return 1; end';
            create table hidden (i int); insert into hidden values (1); alter table hidden enable row level security;
            """);
    }

    private String port() throws IOException {
        return here.read(".manage/development.json").replaceAll("(?s).*\"(\\d+)\".*", "$1");
    }

    private Result development(String sql) {
        return here.manage("sql", "--format", "csv", sql).succeeded();
    }

    private Result production(String... arguments) {
        return here.manage(Stream.concat(Stream.of("-c", "production", "sql", "--format", "csv"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private String kept() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + port() + "/application", "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select string_agg(i::text, ',' order by i) from kept")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @MethodSource("support.ChangingStatements#all")
    @Tag("all")
    void what_can_change_something_is_refused_where_nobody_can_be_asked(String sql) throws Exception {
        Result refused = production("--on-error", "continue", sql)
                .exitedWith(2)
                .says("this is production, a protected environment, and ")
                .says("--yes");
        assertEquals("1,2", kept(), refused::toString);
    }

    @ParameterizedTest
    @MethodSource("support.ChangingStatements#failing")
    void what_would_make_the_session_write_fails(String sql) throws Exception {
        Result failed = production(sql);
        assertFalse(failed.code() == 0, failed::toString);
        production("--on-error", "continue", sql);
        assertEquals("1,2", kept(), failed::toString);
    }

    @ParameterizedTest
    @MethodSource("support.ComposeAttempts#all")
    @Tag("all")
    void arguments_of_compose_that_can_remove_data_are_refused(String arguments) throws Exception {
        refuses(Stream.concat(Stream.of("-c", "production", "compose"), ComposeAttempts.words(arguments).stream()));
    }

    @ParameterizedTest
    @MethodSource("support.ChangingCommands#all")
    @Tag("all")
    void other_commands_that_destroy_are_refused(String line) throws Exception {
        here.write("dump.sql", DELETE + ";").write("tasks/empty_kept.java", ChangingCommands.OWN_TASK);
        refuses(ChangingCommands.words(line).stream());
    }

    private void refuses(Stream<String> arguments) throws Exception {
        Result refused = here.manage(arguments.toArray(String[]::new))
                .exitedWith(2)
                .says("this is production, a protected environment, and ")
                .says("--yes");
        assertEquals("1,2", kept(), refused::toString);
    }

    @Test
    void the_page_has_every_way_that_is_tried() throws IOException {
        assertEquals(GuardTable.text(), Files.readString(GuardTable.page()));
    }

    @Test
    void a_scenario_can_be_protected_too() throws IOException {
        String config = here.read("config/scenario.json");
        here.write(
                "config/scenario.json",
                config.replaceFirst("\\[", "[{\"name\": \"MANAGE_PROTECTED\", \"value\": true},"));
        for (String line : List.of("scenario down users", "scenario up users --fresh"))
            here.manage(line.split(" ")).exitedWith(2).says("this is scenario, a protected environment, and ");
        here.write("config/scenario.json", config);
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
                .says("the session only reads");
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
    void names_and_a_variable_protect_an_environment() throws IOException {
        String file = here.read("config/production.json");
        String compose = "services: {db: {image: postgres:17}}\n";
        for (String name : ChangingCommands.NAMES) {
            here.write("config/" + name + ".json", file).write("docker/" + name + ".yml", compose);
            here.manage("-c", name, "sql", DELETE).exitedWith(2).says("this is " + name + ", a protected environment");
            here.deleteIfThere("config/" + name + ".json");
        }
        here.write(
                        "config/shared.json",
                        file.replaceFirst("\\[", "[{\"name\": \"MANAGE_PROTECTED\", \"value\": true},"))
                .write("docker/shared.yml", "services:\n  db:\n    image: postgres:17\n");
        here.manage("-c", "shared", "sql", DELETE).exitedWith(2).says("this is shared, a protected environment");
        for (String exported : List.of("false", ""))
            here.set("MANAGE_PROTECTED", exported)
                    .manage("-c", "shared", "sql", DELETE)
                    .exitedWith(2);
        here.unset("MANAGE_PROTECTED");
        here.write(
                "config/staging.json",
                file.replaceFirst("\\[", "[{\"name\": \"MANAGE_PROTECTED\", \"value\": false},"));
        here.manage("-c", "staging", "sql", "create table lifted (i int)").succeeded();
        here.write(
                "config/staging.json",
                file.replaceFirst("\\[", "[{\"name\": \"MANAGE_PROTECTED\", \"value\": \"no\"},"));
        here.manage("-c", "staging", "sql", DELETE).exitedWith(2).says("MANAGE_PROTECTED is \"no\"");
        here.write("config/elsewhere.json", file);
        here.manage("-c", "elsewhere", "sql", DELETE).exitedWith(2).says("this is elsewhere, a protected environment");
    }

    @Test
    void an_address_elsewhere_is_protected_whatever_the_environment_could_start() throws IOException {
        String file = here.read("config/production.json");
        here.write("config/far.json", file.replaceFirst("localhost|127\\.0\\.0\\.1", "192.0.2.1"))
                .write("docker/far.yml", "services: {db: {image: postgres:17}}\n");
        here.manage("-c", "far", "sql", DELETE).exitedWith(2).says("this is far, a protected environment");
        here.deleteIfThere("docker/far.yml").write(".manage/far.json", "[]\n");
        here.manage("-c", "far", "sql", DELETE).exitedWith(2).says("this is far, a protected environment");
        here.deleteIfThere(".manage/far.json");
        here.set("POSTGRES_PORT", port())
                .manage("sql", DELETE)
                .exitedWith(2)
                .says("this is development, a protected environment");
        here.unset("POSTGRES_PORT");
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
            assertFalse(Files.exists(here.folder.resolve(".manage/secrets/live/POSTGRES_PASSWORD")));
            here.manage("-c", "live", "compose", "--profile", "down", "ps").succeeded();
            assertFalse(Files.exists(here.folder.resolve(".manage/secrets/live/POSTGRES_PASSWORD")));
        } finally {
            here.unset("POSTGRES_PASSWORD");
        }
        here.deleteIfThere("config/live.json");
    }
}
