//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.On;
import support.Result;
import support.ScenarioCommands;
import support.Workspace;

/** {@code scenario}: several throw-away databases at once, with data that comes from files. */
@Order(4)
class ScenarioTest extends ScenarioCommands {

    @Test
    @Tag("sampled")
    @Tag("all")
    void three_at_once_while_the_tests_run() throws Exception {
        On.docker.require();
        here.write("app/scenarios/broken.sql", "insert into users (email) values ('only@one.com');");
        export("somebodys", "192.0.2.1", "1");
        Map<String, Process> running = new LinkedHashMap<>();
        List<String> names = List.of("users", "many_users", "broken");
        for (String name : names) running.put(name, started(log(name), "scenario", "up", name));
        export("", "localhost", "0");
        Result tests = here.manage("test", "UserRepositoryTest", "--no-coverage");
        export("somebodys", "192.0.2.1", "1");
        for (var each : running.entrySet()) {
            assertTrue(each.getValue().waitFor(3, TimeUnit.MINUTES));
            assertEquals(0, each.getValue().exitValue(), () -> output(each.getKey()));
        }
        tests.says(" passed, 0 failed");
        assertEquals(
                List.of("3", "100000", "1"),
                names.stream().map(name -> query(name, COUNT)).toList());
        threeRun(names);
        oneIsRemoved();
        oneComesBackAfterAStop();
        here.manage("scenario", "down", "--all")
                .succeeded()
                .prints("The scenario many_users was removed.")
                .prints("The scenario broken was removed.");
        assertEquals("", docker("ps", "-aq", "--filter", "label=com.docker.compose.project=" + project("many_users")));
    }

    private void threeRun(List<String> names) throws IOException {
        Result again =
                here.manage("scenario", "up", "users").succeeded().prints("The scenario users is running already.");
        printedLinesWork(On.docker, again);
        Result list = here.manage("scenario", "list").succeeded();
        for (String name : names)
            assertTrue(
                    Pattern.compile("(?m)^" + name
                                    + " +running +docker +127\\.0\\.0\\.1 +\\d+ +\\d+ (s|min) +\\d.* MB +app/scenarios/"
                                    + name)
                            .matcher(list.out())
                            .find(),
                    list::toString);
    }

    private void oneComesBackAfterAStop() throws Exception {
        // somebody may empty .manage, and a machine may be started anew
        Workspace.delete(here.directory.resolve(".manage"));
        here.manage("scenario", "up", "broken").succeeded().prints("is running already");
        here.manage("doctor").succeeded();
        docker("stop", "-t", "1", container("broken"));
        assertTrue(Pattern.compile("(?m)^broken +stopped +docker ")
                .matcher(here.manage("scenario", "list").succeeded().out())
                .find());
        here.manage("scenario", "psql", "broken").exitedWith(3).says("manage.java scenario up broken");
        here.manage("scenario", "up", "broken").succeeded().prints("was stopped, and is running again");
        assertEquals("1", query("broken", COUNT));
    }

    private void oneIsRemoved() {
        here.manage("-n", "scenario", "down", "users").succeeded().prints("-users down --volumes ");
        here.manage("scenario", "down", "users").succeeded().printsExactly("The scenario users was removed.\n");
        here.manage("scenario", "down", "users").succeeded().printsExactly("The scenario users was not there.\n");
        assertEquals("1", query("broken", COUNT));
    }

    private String container(String name) throws Exception {
        return project(name) + "-db-1";
    }

    private static String docker(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    @Test
    @Tag("sampled")
    void on_an_embedded_server() throws IOException {
        Result up = up(On.embedded, "users")
                .succeeded()
                .prints("The scenario users is running.")
                .says("Loading app/scenarios/users.sql");
        printedLinesWork(On.embedded, up);
        up(On.embedded, "many_users").succeeded().says("many_users: 100000 users");
        assertEquals("100000", query("many_users", COUNT));
        String digest = query("many_users", "select md5(string_agg(email, ',' order by id)) from users");
        scenario(
                        "exec",
                        "many_users",
                        "--",
                        "sh",
                        "-c",
                        "echo $APPLICATION_SCENARIO_NAME $APPLICATION_CONFIG; [ $PGPORT = $POSTGRES_PORT ]")
                .succeeded()
                .printsExactly("many_users scenario\n");
        here.manage("-c", "scenario+users", "migrate", "info").succeeded().prints("Success");
        Result list = scenario("list", "--format", "json")
                .succeeded()
                .prints("\"state\" : \"running\"")
                .prints("\"engine\" : \"embedded\"")
                .prints("\"port\" : " + line(up, "port"));
        assertTrue(list.out().contains("app/scenarios/many_users.java"), list::toString);
        // the generated users are the same ones every time
        up(On.embedded, "many_users", "--fresh").succeeded().prints("The scenario many_users is running.");
        assertEquals(digest, query("many_users", "select md5(string_agg(email, ',' order by id)) from users"));
        // and so are those that were saved
        scenario("save", "many_users", "--as", "broken").succeeded().printsExactly("app/scenarios/broken.sql\n");
        up(On.embedded, "broken").succeeded();
        assertEquals(digest, query("broken", "select md5(string_agg(email, ',' order by id)) from users"));
        scenario("down", "--all").succeeded();
        here.write("app/scenarios/Upper.sql", "");
        scenario("list")
                .succeeded()
                .prints("users       -")
                .doesNotPrint("running")
                .says("app/scenarios/Upper.sql is left out: a scenario's name has lower-case letters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up | scenario up needs a NAME | There are: many_users, users (app/scenarios/NAME.sql or .java).",
                "up nobody | there is no scenario nobody | There are: many_users, users",
                "down nobody | there is no scenario nobody | There are: many_users, users",
                "up ../users | \"../users\" is not a name for a scenario | lower-case letters, digits, _ and -",
                "up Users | \"Users\" is not a name | lower-case",
                "up -- -x | \"-x\" is not a name | lower-case",
                "save users --as a/b | \"a/b\" is not a name | lower-case",
                "psql users | no PostgreSQL of the environment scenario+users is running | manage.java scenario up"
                        + " users",
                "exec users | exec needs a program | scenario exec users -- COMMAND",
                "down --all users | a NAME or --all | --help",
                "frob | frob | --help",
            })
    void wrong_usage_is_told(String line, String message, String advice) {
        Result result = scenario(line.split(" ")).says(message).says(advice);
        assertTrue(result.code() == 2 || line.startsWith("psql") && result.code() == 3, result::toString);
    }

    @Test
    void a_dry_run_starts_nothing() throws IOException {
        scenario("-n", "up", "users")
                .succeeded()
                .prints("docker compose -p " + project("users") + " -f ")
                .prints("CREATE DATABASE \"application\";")
                .prints("INSERT INTO users")
                .prints("V20261101090000__create_users.sql");
        scenario("-n", "up", "many_users").succeeded().prints("app/scenarios/many_users.java");
        scenario("-n", "save", "users").succeeded().printsExactly("would write app/scenarios/users.sql\n");
        here.manage("-n", "-c", "scenario+users", "compose", "logs").succeeded().prints("-p " + project("users") + " ");
    }
}
