//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @TempDir
    Path root;

    @BeforeEach
    void project() throws Exception {
        Files.createDirectories(root.resolve("config"));
        Files.createDirectories(root.resolve("docker"));
    }

    private Environment load(String json, Map<String, String> process) throws Exception {
        Files.writeString(root.resolve("config/x.json"), json);
        return Environment.load(new Project(root), "x", process);
    }

    private ExitException refused(String json, Map<String, String> process) {
        ExitException stop = assertThrows(ExitException.class, () -> load(json, process));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertTrue(stop.hint != null && !stop.hint.isBlank(), "a hint");
        return stop;
    }

    @Test
    void strings_numbers_and_booleans_are_values() throws Exception {
        Environment environment = load("""
            [{"name": "A", "value": "text"}, {"name": "B", "value": 5433}, {"name": "C", "value": true}, {"name": "D", "value": ""}]\
            """, Map.of());
        assertEquals(
                Map.of("APPLICATION_CONFIG", "x", "A", "text", "B", "5433", "C", "true", "D", ""),
                environment.exported());
    }

    @Test
    void a_scenario_is_its_environment_with_a_name_of_its_own_and_no_port_of_another_server() throws Exception {
        Files.writeString(root.resolve("config/scenario.json"), """
            [{"name": "POSTGRES_PORT", "value": "5433"}, {"name": "URL", "value": "x:${POSTGRES_PORT}"}]\
            """);
        Environment users = Environment.load(
                new Project(root),
                "scenario+users",
                Map.of("POSTGRES_PORT", "5432", "URL", "x:5432", "APPLICATION_SCENARIO_NAME", "other"));
        assertEquals(
                Map.of(
                        "APPLICATION_CONFIG",
                        "scenario",
                        "APPLICATION_SCENARIO_NAME",
                        "users",
                        "POSTGRES_PORT",
                        "0",
                        "URL",
                        "x:0"),
                users.exported());
        assertEquals("scenario+users", users.instance());
        assertEquals("scenario+users", users.with(Map.of("POSTGRES_PORT", "7")).instance());
        assertEquals(
                "5433",
                Environment.load(new Project(root), "scenario+users", Map.of()).require("POSTGRES_PORT"));
        assertEquals(
                "scenario",
                Environment.load(new Project(root), "scenario", Map.of()).instance());
        for (String bad :
                List.of("scenario+", "scenario+Users", "scenario+../x", "scenario+-x", "scenario+a+b", "x+users")) {
            assertEquals(
                    ExitException.WRONG_INPUT,
                    assertThrows(ExitException.class, () -> Environment.load(new Project(root), bad, Map.of())).code,
                    bad);
        }
    }

    @Test
    void a_byte_order_mark_does_no_harm() throws Exception {
        assertEquals(
                "1",
                load("\uFEFF[{\"name\": \"A\", \"value\": \"1\"}]", Map.of()).require("A"));
    }

    @Test
    void the_process_environment_wins_over_the_file() throws Exception {
        Environment environment = load("[{\"name\": \"A\", \"value\": \"file\"}]", Map.of("A", "shell", "OTHER", "no"));
        assertEquals("shell", environment.require("A"));
        assertEquals(
                "the process environment",
                environment.variables().iterator().next().origin());
        assertFalse(environment.exported().containsKey("OTHER"));
    }

    @Test
    void what_the_server_answered_wins_over_both_and_reaches_references() throws Exception {
        Environment environment = load("""
            [{"name": "URL", "value": "jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/x"},
             {"name": "POSTGRES_HOSTNAME", "value": "localhost"}, {"name": "POSTGRES_PORT", "value": "0"}]\
            """, Map.of("POSTGRES_HOSTNAME", "elsewhere"));
        assertEquals("jdbc:postgresql://elsewhere:0/x", environment.require("URL"));
        Environment running = environment.with(Map.of("POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", "49153"));
        assertEquals("jdbc:postgresql://127.0.0.1:49153/x", running.require("URL"));
        assertEquals("jdbc:postgresql://127.0.0.1:49153/x", running.exported().get("URL"));
    }

    @Test
    void an_exported_value_does_not_replace_one_that_follows_from_an_answer() throws Exception {
        Environment environment = load("""
            [{"name": "URL", "value": "x://${ADDRESS}"}, {"name": "ADDRESS", "value": "${POSTGRES_HOSTNAME}:1"},
             {"name": "PLAIN", "value": "$${POSTGRES_HOSTNAME}"}, {"name": "POSTGRES_HOSTNAME", "value": "localhost"}]\
            """, Map.of("URL", "x://live", "ADDRESS", "live", "PLAIN", "mine"));
        assertEquals("x://live", environment.require("URL"));
        Environment running = environment.with(Map.of("POSTGRES_HOSTNAME", "127.0.0.1"));
        assertEquals("x://127.0.0.1:1", running.require("URL"));
        assertEquals("mine", running.require("PLAIN"));
    }

    @Test
    void references_reach_later_lines_and_the_process_environment() throws Exception {
        Environment environment = load(
                "[{\"name\": \"A\", \"value\": \"${B}-${HOST}\"}, {\"name\": \"B\", \"value\": \"b\"}]",
                Map.of("HOST", "h"));
        assertEquals("b-h", environment.require("A"));
    }

    @Test
    void two_dollars_are_a_plain_one() throws Exception {
        assertEquals(
                "${B} and $5 and $$",
                load("[{\"name\": \"A\", \"value\": \"$${B} and $5 and $$\"}]", Map.of())
                        .require("A"));
    }

    @Test
    void a_circle_of_references_is_an_error_that_shows_it() {
        String json =
                "[{\"name\": \"A\", \"value\": \"${B}\"}, {\"name\": \"B\", \"value\": \"${C}\"}, {\"name\": \"C\","
                        + " \"value\": \"${A}\"}]";
        assertTrue(refused(json, Map.of()).getMessage().contains("A -> B -> C -> A"));
    }

    @Test
    void a_reference_to_nothing_is_an_error() {
        String message = refused("[\n{\"name\": \"A\", \"value\": \"${NOWHERE}\"}]", Map.of())
                .getMessage();
        assertTrue(message.startsWith("config/x.json:2:") && message.contains("NOWHERE"), message);
    }

    @Test
    void lists_are_for_the_names_that_take_them_and_survive_the_trip_to_a_child() throws Exception {
        Environment parent = load(
                "[{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-Da=b c\", \"-P${P}\"]}]", Map.of("P", "it"));
        assertEquals(List.of("-Da=b c", "-Pit"), parent.list("APPLICATION_MAVEN_ARGS"));
        Environment child = load("[{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"other\"]}]", parent.exported());
        assertEquals(List.of("-Da=b c", "-Pit"), child.list("APPLICATION_MAVEN_ARGS"));
    }

    @Test
    void a_single_string_is_a_list_of_one() throws Exception {
        assertEquals(
                List.of("db"),
                load("[{\"name\": \"APPLICATION_MIGRATIONS\", \"value\": \"db\"}]", Map.of())
                        .list("APPLICATION_MIGRATIONS"));
    }

    @Test
    void a_secret_comes_from_the_environment() throws Exception {
        Environment environment =
                load("[{\"name\": \"POSTGRES_PASSWORD\", \"secret\": true}]", Map.of("POSTGRES_PASSWORD", "hunter2"));
        assertEquals("hunter2", environment.secret("POSTGRES_PASSWORD").reveal());
        assertEquals("***", environment.secret("POSTGRES_PASSWORD").toString());
    }

    @Test
    void a_secret_comes_from_the_file_that_is_named() throws Exception {
        Path file = Files.writeString(root.resolve("pw"), "hunter2\n");
        Environment environment = load(
                "[{\"name\": \"POSTGRES_PASSWORD\", \"secret\": true}]",
                Map.of("POSTGRES_PASSWORD_FILE", file.toString()));
        assertEquals("hunter2", environment.require("POSTGRES_PASSWORD"));
        assertEquals("hunter2", environment.exported().get("POSTGRES_PASSWORD"));
    }

    @Test
    void an_empty_secret_is_none() throws Exception {
        String file = "[{\"name\": \"POSTGRES_PASSWORD\", \"secret\": true}, {\"name\": \"OTHER_PASSWORD\", \"value\":"
                + " \"x\"}]";
        Path there = Files.writeString(root.resolve("secret"), "hunter2\n");
        Environment environment =
                load(file, Map.of("POSTGRES_PASSWORD", "", "POSTGRES_PASSWORD_FILE", there.toString()));
        assertEquals("hunter2", environment.secret("POSTGRES_PASSWORD").reveal());
        assertEquals(List.of("POSTGRES_PASSWORD"), environment.secrets());
        assertTrue(refused(file, Map.of("POSTGRES_PASSWORD", "")).getMessage().contains("is not set"));
        Files.writeString(there, "\n");
        assertTrue(refused(file, Map.of("POSTGRES_PASSWORD_FILE", there.toString()))
                .getMessage()
                .contains("is empty"));
    }

    @Test
    void a_secret_that_is_missing_is_named() {
        ExitException stop = refused("[{\"name\": \"POSTGRES_PASSWORD\", \"secret\": true}]", Map.of());
        assertTrue(stop.getMessage().contains("POSTGRES_PASSWORD"));
        assertTrue(stop.hint.contains("POSTGRES_PASSWORD_FILE"));
    }

    @Test
    void what_refers_to_a_secret_is_a_secret() throws Exception {
        Environment environment = load("""
            [{"name": "KEY", "secret": true}, {"name": "URL", "value": "x:${KEY}"}, {"name": "DSN", "value": "${URL}"}, {"name": "PLAIN", "value": "p"}]\
            """, Map.of("KEY", "k"));
        for (Environment.Variable variable : environment.variables())
            assertEquals(!variable.name().equals("PLAIN"), variable.secret(), variable.name());
    }

    @ParameterizedTest
    @CsvSource({"5432, 5432", "0, 0", "65535, 65535"})
    void a_port_is_a_number(String text, int port) throws Exception {
        assertEquals(
                port,
                load("[{\"name\": \"POSTGRES_PORT\", \"value\": \"" + text + "\"}]", Map.of())
                        .port("POSTGRES_PORT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "54 32", "five", "5432/tcp", "999999"})
    void anything_else_is_no_port(String text) throws Exception {
        Environment environment = load("[{\"name\": \"POSTGRES_PORT\", \"value\": \"" + text + "\"}]", Map.of());
        assertEquals(
                ExitException.WRONG_INPUT,
                assertThrows(ExitException.class, () -> environment.port("POSTGRES_PORT")).code);
    }

    @Test
    void an_unknown_environment_lists_those_there_are() throws Exception {
        Files.writeString(root.resolve("config/a.json"), "[]");
        Files.writeString(root.resolve("config/b.json"), "[]");
        ExitException stop =
                assertThrows(ExitException.class, () -> Environment.load(new Project(root), "c", Map.of()));
        assertTrue(stop.getMessage().contains("config/c.json"));
        assertEquals("There are: a, b.", stop.hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "", " ", "a b", "/etc/passwd"})
    void a_name_that_is_no_plain_word_is_refused(String name) {
        assertEquals(
                ExitException.WRONG_INPUT,
                assertThrows(ExitException.class, () -> Environment.load(new Project(root), name, Map.of())).code);
    }

    /** Each wrong file with the place and the words of its error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | config/x.json:1:1: the file is empty",
                "{\"name\": \"A\", \"value\": \"1\"} | config/x.json:1:1: a list is wanted",
                "\"A=1\" | config/x.json:1:1: a list is wanted",
                "[ | config/x.json:1:",
                "[{\"name\": \"A\", \"value\": \"1\"},] | config/x.json:1:",
                "[{name: \"A\", \"value\": \"1\"}] | config/x.json:1:",
                "[{\"name\": \"A\", \"value\": \"1\"}] x | config/x.json:1:",
                "[{\"name\": \"A\", \"value\": \"1\"}] [] | config/x.json:1:31: nothing may follow",
                "[\"A=1\"] | config/x.json:1:2: each element must be an object",
                "[[]] | config/x.json:1:2: each element must be an object",
                "[{}] | config/x.json:1:2: an object without",
                "[{\"value\": \"1\"}] | config/x.json:1:2: an object without",
                "[{\"name\": \"A\"}] | config/x.json:1:2: A has no",
                "[{\"name\": \"A\", \"secret\": false}] | config/x.json:1:2: A has no",
                "[{\"name\": 5, \"value\": \"1\"}] | config/x.json:1:11: a name must be a string",
                "[{\"name\": \"\", \"value\": \"1\"}] | config/x.json:1:11: \"\" is no name",
                "[{\"name\": \"1A\", \"value\": \"1\"}] | config/x.json:1:11: \"1A\" is no name",
                "[{\"name\": \"A B\", \"value\": \"1\"}] | config/x.json:1:11: \"A B\" is no name",
                "[{\"name\": \"A=B\", \"value\": \"1\"}] | config/x.json:1:11: \"A=B\" is no name",
                "[{\"name\": \"A\", \"value\": null}] | config/x.json:1:25: a value must be",
                "[{\"name\": \"A\", \"value\": {}}] | config/x.json:1:25: a value must be",
                "[{\"name\": \"A\", \"value\": [\"1\"]}] | config/x.json:1:2: A takes one value",
                "[{\"name\": \"APPLICATION_MIGRATIONS\", \"value\": [1]}] | config/x.json:1:47: a list may hold"
                        + " strings only",
                "[{\"name\": \"A\", \"value\": \"1\", \"comment\": \"x\"}] | config/x.json:1:30: unknown key"
                        + " \"comment\"",
                "[{\"name\": \"A\", \"name\": \"B\", \"value\": \"1\"}] | config/x.json:1:16: the key \"name\" stands"
                        + " twice",
                "[{\"name\": \"A\", \"value\": \"1\"}, {\"name\": \"A\", \"value\": \"2\"}] | config/x.json:1:40: A"
                        + " stands twice",
                "[{\"name\": \"A\", \"secret\": \"yes\"}] | config/x.json:1:26: \"secret\" is true or false",
                "[{\"name\": \"A\", \"secret\": true, \"value\": \"x\"}] | config/x.json:1:2: A is a secret",
            })
    void a_wrong_file_is_refused_with_line_and_column(String json, String message) {
        String said = refused(json, Map.of()).getMessage();
        assertTrue(said.startsWith(message), said);
    }

    @Test
    void the_line_is_the_right_one() {
        assertTrue(
                refused("[\n  {\"name\": \"A\", \"value\": \"1\"},\n  {\"name\": \"B\", \"valeu\": \"1\"}\n]", Map.of())
                        .getMessage()
                        .startsWith("config/x.json:3:"));
    }

    @Test
    void a_file_that_is_not_utf8_is_refused() throws Exception {
        Files.write(root.resolve("config/x.json"), new byte[] {'[', (byte) 0xE9, ']'});
        ExitException stop =
                assertThrows(ExitException.class, () -> Environment.load(new Project(root), "x", Map.of()));
        assertTrue(stop.getMessage().contains("not UTF-8"), stop.getMessage());
    }
}
