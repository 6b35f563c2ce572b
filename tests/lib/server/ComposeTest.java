//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import support.ComposeAttempts;

class ComposeTest {

    private final ComposeCommands compose = new ComposeCommands(
            List.of("docker", "compose"), "shop-testing-0a1b2c", List.of(Path.of("docker/testing.yml")));

    @Test
    void up_runs_in_the_background() {
        assertEquals(
                List.of("docker", "compose", "-p", "shop-testing-0a1b2c", "-f", ".manage/test.yml", "up", "-d", "db"),
                compose.up(Path.of(".manage/test.yml"), List.of("db")));
    }

    @Test
    void down_removes_volumes_and_orphans() {
        assertEquals(
                List.of(
                        "docker",
                        "compose",
                        "-p",
                        "shop-testing-0a1b2c",
                        "down",
                        "--volumes",
                        "--remove-orphans",
                        "--timeout",
                        "1"),
                compose.downWithVolumes());
    }

    @Test
    void arguments_are_passed_on_one_by_one() {
        List<String> argv = compose.command(List.of("exec", "db", "sh", "-c", "echo 'a  b' \"$HOME\""));
        assertEquals("echo 'a  b' \"$HOME\"", argv.get(argv.size() - 1));
        assertEquals(11, argv.size());
    }

    @Test
    void the_older_program_is_one_word() {
        assertEquals(
                List.of("docker-compose", "-p", "p", "port", "db", "5432"),
                new ComposeCommands(List.of("docker-compose"), "p", List.of(Path.of("f.yml"))).port("db", 5432));
    }

    @Test
    void the_port_is_what_follows_the_last_colon() {
        assertEquals(new ComposeCommands.Server("127.0.0.1", 49153), ComposeCommands.server("127.0.0.1:49153\n"));
        assertEquals(new ComposeCommands.Server("127.0.0.1", 5433), ComposeCommands.server("0.0.0.0:5433\n"));
        assertEquals(new ComposeCommands.Server("127.0.0.1", 5433), ComposeCommands.server("[::]:5433\n"));
        assertEquals(new ComposeCommands.Server("10.1.2.3", 5433), ComposeCommands.server("10.1.2.3:5433"));
    }

    @Test
    void no_published_port_is_no_server() {
        assertNull(ComposeCommands.server(""));
        assertNull(ComposeCommands.server(":0\n"));
        assertNull(ComposeCommands.server("no such service\n"));
    }

    private static final String MODEL = """
        {"services": {
          "db": {"volumes": [{"type": "bind", "source": "/src"}, {"type": "volume", "source": "data"}], \
        "ports": [{"host_ip": "127.0.0.1", "target": 5432, "published": "5433", "protocol": "tcp"}]},
          "cache": {"ports": [{"target": 6379, "published": "6379", "protocol": "tcp"}, {"target": 1, \
        "published": "0"}, {"target": 2, "published": "5000-5009"},
                              {"target": 53, "published": "53", "protocol": "udp"}]}},
         "volumes": {"data": {"name": "shop_data"}, "shared": {"name": "shared", "external": true}},
         "secrets": {"s": {"file": "/s.txt"}, "e": {"environment": "S"}}}
        """;

    @Test
    void what_a_file_would_make_is_read_from_composes_own_answer() {
        assertEquals(
                new ComposeModel(
                        true, Set.of(5433, 6379), List.of("shop_data"), List.of("/src", "/s.txt"), true, List.of()),
                ComposeModel.of(MODEL));
        assertEquals(
                new ComposeModel(false, Set.of(80), List.of(), List.of(), false, List.of()),
                ComposeModel.of("{\"services\": {\"web\": {\"ports\": [{\"host_ip\": \"10.0.0.1\", \"published\":"
                        + " \"80\"}]}}}"));
        assertEquals(false, ComposeModel.of(MODEL.replace("127.0.0.1", "")).loopback());
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, true",
        "postgres:latest, true",
        "docker.io/library/postgres:18.2-alpine, true",
        "postgres:17, false",
        "postgis/postgis:18, false",
        "postgres:1, false"
    })
    void a_volume_that_an_image_refuses_is_told(String image, boolean refused) {
        String service = "{\"services\": {\"db\": {\"image\": \"" + image + "\", \"volumes\": [{\"type\":"
                + " \"volume\", \"source\": \"x\", \"target\": \"/var/lib/postgresql/data\"}]";
        assertEquals(
                refused ? List.of("db") : List.of(),
                ComposeModel.of(service + "}}}").refused());
        String named = ", \"environment\": {\"PGDATA\": \"/var/lib/postgresql/data\"}}}}";
        assertEquals(List.of(), ComposeModel.of(service + named).refused());
    }

    @Test
    void containers_are_read_from_either_form_of_the_answer() {
        String one = "{\"Service\": \"db\", \"State\": \"running\", \"Health\": \"starting\", \"ExitCode\": 0}";
        var starting = new ComposeModel.Container("db", "running", 0, "starting");
        assertEquals(
                List.of(starting, starting),
                ComposeModel.containers("time=x level=warning\n" + one + "\n" + one + "\n"));
        assertEquals(List.of(starting), ComposeModel.containers("[" + one + "]"));
        assertEquals(List.of(), ComposeModel.containers(""));
    }

    @Test
    void a_container_is_ready_when_it_is_healthy_or_needs_not_be_or_has_done_its_work() {
        assertEquals(
                List.of(false, true, true, true, false),
                Stream.of(
                                new ComposeModel.Container("s", "running", 0, "starting"),
                                new ComposeModel.Container("s", "running", 0, "healthy"),
                                new ComposeModel.Container("s", "running", 0, ""),
                                new ComposeModel.Container("s", "exited", 0, "unhealthy"),
                                new ComposeModel.Container("s", "exited", 1, "unhealthy"))
                        .map(ComposeModel.Container::ready)
                        .toList());
    }

    @Test
    void a_project_name_has_only_what_compose_allows(@TempDir Path directory) throws Exception {
        for (String name : new String[] {"Shop", "mein Ordner", "été", "_x", "--", "日本"}) {
            String project = ComposeCommands.projectName(Files.createDirectory(directory.resolve(name)), "testing");
            assertTrue(project.matches("[a-z0-9][a-z0-9_-]*-[0-9a-f]{6}"), project);
        }
    }

    @Test
    void two_checkouts_have_two_projects(@TempDir Path directory) throws Exception {
        Path one = Files.createDirectories(directory.resolve("one/shop"));
        Path two = Files.createDirectories(directory.resolve("two/shop"));
        assertNotEquals(ComposeCommands.projectName(one, "testing"), ComposeCommands.projectName(two, "testing"));
        assertEquals(
                ComposeCommands.projectName(one, "testing"),
                ComposeCommands.projectName(directory.resolve("one/../one/shop"), "testing"));
        assertTrue(ComposeCommands.projectName(one, "testing").startsWith("shop-testing-"));
        assertNotEquals(
                ComposeCommands.projectName(one, "testing", "here:"),
                ComposeCommands.projectName(one, "testing", "there:"));
    }

    @Test
    void a_scenario_has_a_project_that_no_environment_has(@TempDir Path directory) throws Exception {
        assertEquals(
                ComposeCommands.projectName(directory, "scenario") + "-users",
                ComposeCommands.projectName(directory, "scenario+users"));
        assertNotEquals(
                ComposeCommands.projectName(directory, "scenario-users"),
                ComposeCommands.projectName(directory, "scenario+users"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "-h",
                "--version",
                "-v",
                "ps",
                "ps -a --format json",
                "ps down",
                "config",
                "config -o out.yml",
                "config --lock-image-digests",
                "logs -f --tail=5 web",
                "images",
                "version",
                "ls -a",
                "top",
                "events",
                "port db 5432",
                "stats",
                "volumes",
                "help down",
                "-f a.yml ps",
                "--file=a.yml ps",
                "--profile down ps",
                "--profile=x --ansi never -p other logs",
                "--project-directory /x --env-file .env config",
                "--verbose ps"
            })
    void what_only_looks_is_harmless(String arguments) {
        assertTrue(ComposeArguments.harmless(ComposeAttempts.words(arguments)));
    }

    @ParameterizedTest
    @MethodSource("support.ComposeAttempts#all")
    void whatever_else_may_destroy_something(String arguments) {
        assertFalse(ComposeArguments.harmless(ComposeAttempts.words(arguments)));
    }
}
