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
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of an environment: where each value comes from. */
class EnvironmentTest extends ConfigDirectory {

    @Test
    void strings_numbers_and_booleans_are_values() throws Exception {
        Environment environment = load("""
            [{"name": "A", "value": "text"}, {"name": "B", "value": 5433}, {"name": "C", "value": true}, {"name": "D", \
            "value": ""}]\
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
            [{"name": "KEY", "secret": true}, {"name": "URL", "value": "x:${KEY}"}, {"name": "DSN", \
            "value": "${URL}"}, {"name": "PLAIN", "value": "p"}]\
            """, Map.of("KEY", "k"));
        for (Environment.Variable variable : environment.variables())
            assertEquals(!variable.name().equals("PLAIN"), variable.secret(), variable.name());
    }

    @Test
    void what_is_used_as_a_password_is_a_secret() throws Exception {
        Environment environment = load("""
            [{"name": "A", "value": "a1"}, {"name": "B", "value": "b1"}, {"name": "C", "value": "${D}"},
             {"name": "D", "value": "d1"}, {"name": "E", "value": "e1"}, {"name": "HOST", "value": "h"},
             {"name": "URL", "value": "jdbc:postgresql://${HOST}/x?user=${E}&password=${A}"},
             {"name": "DSN", "value": "postgres://me:${B}@${HOST}/x"}, {"name": "SHOP_PASS", "value": "${C}"},
             {"name": "SHOP_TOKEN", "value": "x-${E}"}]\
            """, Map.of());
        Set<String> secret = environment.variables().stream()
                .filter(Environment.Variable::secret)
                .map(Environment.Variable::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("A", "B", "C", "D", "URL", "DSN", "SHOP_PASS", "SHOP_TOKEN"), secret);
    }

    @Test
    void a_value_that_holds_a_password_is_shown_to_nobody() throws Exception {
        Environment environment = load("""
            [{"name": "MAVEN_OPTS", "value": "-Xmx1g -Ddb.password=hunter2"}, {"name": "APPLICATION_DB", "value": "x"},
             {"name": "SHORT_PASSWORD", "value": "ex"}]\
            """, Map.of());
        assertEquals("***", environment.variables().iterator().next().shown());
        assertEquals(
                "no *** here, and an ex example: ex='***' at jdbc:expert",
                environment.masked("no hunter2 here, and an ex example: ex='ex' at jdbc:expert"));
    }

    @ParameterizedTest
    @CsvSource({"$$${X}, $x", "$$$${X}, $${X}", "$$$$${X}, $$x", "a$${X}b, a${X}b", "$$a{X}, $$a{X}", "${X}$$, x$$"})
    void dollars_before_a_value_can_be_written(String written, String value) throws Exception {
        assertEquals(
                value,
                load("[{\"name\": \"A\", \"value\": \"" + written + "\"}]", Map.of("X", "x"))
                        .require("A"));
    }

    @Test
    void what_is_written_as_literal_is_read_as_it_was() throws Exception {
        for (String text : List.of("$", "$$", "${X}", "$${X}", "$$${X}", "a$${b}$${c", "{X}", "$X", "p$$w"))
            assertEquals(
                    text,
                    load("[{\"name\": \"A\", \"value\": \"" + EnvironmentFile.literal(text) + "\"}]", Map.of())
                            .require("A"));
    }

    @Test
    void children_are_told_the_environment_that_was_chosen() throws Exception {
        assertEquals(
                "x",
                load("[{\"name\": \"APPLICATION_CONFIG\", \"value\": \"other\"}]", Map.of())
                        .exported()
                        .get("APPLICATION_CONFIG"));
    }

    @ParameterizedTest
    @CsvSource({"5432, 5432", "0, 0", "65535, 65535"})
    void a_port_is_a_number(String text, int port) throws Exception {
        assertEquals(
                port,
                load("[{\"name\": \"POSTGRES_PORT\", \"value\": \"" + text + "\"}]", Map.of())
                        .port("POSTGRES_PORT"));
    }
}
