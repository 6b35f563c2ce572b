//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.On;
import support.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What doctor finds, and whether it says that the tests can run. */
class DoctorTest extends EndToEnd {

    /** The state of each check, by its name. */
    private Map<String, JsonNode> looked(int code, String... arguments) {
        Result result = here.manage(arguments).exitedWith(code);
        Map<String, JsonNode> checks = new TreeMap<>();
        new JsonMapper()
                .readTree(result.out())
                .forEach(check -> checks.put(check.path("name").asString(), check));
        checks.values()
                .forEach(check -> assertEquals(
                        check.path("state").asString().equals("ok"),
                        check.path("fix").isNull(),
                        result::toString));
        return checks;
    }

    private static void is(String state, JsonNode check, String found) {
        assertEquals(state, check.path("state").asString(), check::toString);
        assertTrue(check.path("found").asString().contains(found), check::toString);
    }

    @Test
    void a_machine_on_which_the_tests_run_is_well() {
        Map<String, JsonNode> checks = looked(0, "doctor", "--json", "--engine", "embedded");
        is("ok", checks.get("JDK"), System.getProperty("java.version"));
        is("ok", checks.get("Maven"), ", on Java ");
        is("ok", checks.get("JBang"), "0.");
        is("ok", checks.get("config testing"), "config/testing.json: 8 variables");
        is("ok", checks.get("project"), "app/pom.xml, 1 migration in app/src/main/resources/db/migration");
        is("ok", checks.get("disk"), " GB free at ");
        is("ok", checks.get("leftovers"), "Nothing is left of any test run.");
        Result table = here.manage("doctor").succeeded();
        assertTrue(table.out().lines().anyMatch(line -> line.matches("JDK +ok +\\d+.*")), table::toString);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void what_stops_the_tests_is_wrong_and_what_does_not_is_a_warning() throws IOException {
        Path bin = here.pathWithout("docker", "docker-compose", "podman", "mvn");
        Path maven = Files.writeString(
                bin.resolve("mvn"),
                "#!/bin/sh\necho 'Apache Maven 3.3.9 (abc)'; echo 'Java version: 1.8.0_1, vendor: x'\n");
        assertTrue(maven.toFile().setExecutable(true));
        here.set("PATH", bin.toString()).write("config/broken.json", "[{\"name\": 1}]");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            here.replace(
                    "config/testing.json",
                    "\"POSTGRES_PORT\", \"value\": \"0\"",
                    "\"POSTGRES_PORT\", \"value\": \"" + taken.getLocalPort() + "\"");
            Map<String, JsonNode> checks = looked(1, "doctor", "--json");
            is("wrong", checks.get("Maven"), "3.3.9, on Java 1.8.0_1, older than 3.6.0");
            is("warning", checks.get("Docker"), "was not found");
            is("warning", checks.get("config broken"), "config/broken.json:1");
            is(
                    "wrong",
                    checks.get("port " + taken.getLocalPort()),
                    "is taken by process " + ProcessHandle.current().pid());
            is("wrong", looked(1, "--engine", "docker", "doctor", "--json").get("Docker"), "was not found");
            here.manage("doctor").exitedWith(1).prints("Maven ").prints("fix: Install Maven 3.6.0 or newer");
        }
        Files.delete(here.directory.resolve("config/testing.json"));
        Map<String, JsonNode> checks = looked(1, "doctor", "--json");
        is("wrong", checks.get("config testing"), "config/testing.json does not exist");
        is("wrong", checks.get("project"), "config/testing.json does not exist");
        here.manage("doctor", "--fix")
                .succeeded()
                .prints("Nothing is left of any test run.")
                .doesNotPrint("Maven");
    }

    @Test
    @Tag("all")
    void compose_files_and_their_ports_are_read() throws IOException {
        On.docker.require();
        is("ok", looked(0, "doctor", "--json").get("Docker"), ".");
        here.write("docker/testing.yml", "services: [nonsense]\n");
        Map<String, JsonNode> checks = looked(1, "doctor", "--json");
        is("ok", checks.get("compose"), ", docker compose");
        is("wrong", checks.get("docker/testing.yml"), "compose rejects it: ");
        assertTrue(checks.containsKey("port 5432") && checks.containsKey("port 5000"), checks::toString);
    }
}
