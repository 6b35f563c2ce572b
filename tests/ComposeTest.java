//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {

    private final Compose compose = new Compose(List.of("docker", "compose"), "shop-testing-0a1b2c", Path.of("docker/testing.yml"));

    @Test
    void up_runs_in_the_background() {
        assertEquals(List.of("docker", "compose", "-p", "shop-testing-0a1b2c", "-f", "docker/testing.yml", "up", "-d"), compose.up());
    }

    @Test
    void down_removes_volumes_and_orphans() {
        assertEquals(List.of("docker", "compose", "-p", "shop-testing-0a1b2c", "-f", "docker/testing.yml",
            "down", "--volumes", "--remove-orphans", "--timeout", "1"), compose.downWithVolumes());
    }

    @Test
    void arguments_are_passed_on_one_by_one() {
        List<String> argv = compose.command(List.of("exec", "db", "sh", "-c", "echo 'a  b' \"$HOME\""));
        assertEquals("echo 'a  b' \"$HOME\"", argv.get(argv.size() - 1));
        assertEquals(11, argv.size());
    }

    @Test
    void the_older_program_is_one_word() {
        assertEquals(List.of("docker-compose", "-p", "p", "-f", "f.yml", "port", "db", "5432"),
            new Compose(List.of("docker-compose"), "p", Path.of("f.yml")).port());
    }

    @Test
    void the_port_is_what_follows_the_last_colon() {
        assertEquals(new Compose.Server("127.0.0.1", 49153), Compose.server("127.0.0.1:49153\n"));
        assertEquals(new Compose.Server("127.0.0.1", 5433), Compose.server("0.0.0.0:5433\n"));
        assertEquals(new Compose.Server("127.0.0.1", 5433), Compose.server("[::]:5433\n"));
        assertEquals(new Compose.Server("10.1.2.3", 5433), Compose.server("10.1.2.3:5433"));
    }

    @Test
    void no_published_port_is_no_server() {
        assertNull(Compose.server(""));
        assertNull(Compose.server(":0\n"));
        assertNull(Compose.server("no such service\n"));
    }

    @Test
    void a_project_name_has_only_what_compose_allows(@TempDir Path folder) throws Exception {
        for (String name : new String[] {"Shop", "mein Ordner", "été", "_x", "--", "日本"}) {
            String project = Compose.projectName(Files.createDirectory(folder.resolve(name)), "testing");
            assertTrue(project.matches("[a-z0-9][a-z0-9_-]*-[0-9a-f]{6}"), project);
        }
    }

    @Test
    void two_checkouts_have_two_projects(@TempDir Path folder) throws Exception {
        Path one = Files.createDirectories(folder.resolve("one/shop"));
        Path two = Files.createDirectories(folder.resolve("two/shop"));
        assertNotEquals(Compose.projectName(one, "testing"), Compose.projectName(two, "testing"));
        assertEquals(Compose.projectName(one, "testing"), Compose.projectName(folder.resolve("one/../one/shop"), "testing"));
        assertTrue(Compose.projectName(one, "testing").startsWith("shop-testing-"));
    }
}
