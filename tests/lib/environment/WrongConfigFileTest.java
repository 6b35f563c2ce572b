//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Map;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong file with the place and the words of its error. */
class WrongConfigFileTest extends ConfigDirectory {

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
                "{\"name\": \"A\", \"value\": \"1\"} | config/x.json:1:1: a list is expected",
                "\"A=1\" | config/x.json:1:1: a list is expected",
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
                "[{\"name\": \"\", \"value\": \"1\"}] | config/x.json:1:11: \"\" is not a name",
                "[{\"name\": \"1A\", \"value\": \"1\"}] | config/x.json:1:11: \"1A\" is not a name",
                "[{\"name\": \"A B\", \"value\": \"1\"}] | config/x.json:1:11: \"A B\" is not a name",
                "[{\"name\": \"A=B\", \"value\": \"1\"}] | config/x.json:1:11: \"A=B\" is not a name",
                "[{\"name\": \"A\", \"value\": null}] | config/x.json:1:25: a value must be",
                "[{\"name\": \"A\", \"value\": {}}] | config/x.json:1:25: a value must be",
                "[{\"name\": \"A\", \"value\": [\"1\"]}] | config/x.json:1:2: A takes one value",
                "[{\"name\": \"APPLICATION_MIGRATIONS\", \"value\": [1]}] | config/x.json:1:47: a list may hold"
                        + " strings only",
                "[{\"name\": \"A\", \"value\": \"1\", \"comment\": \"x\"}] | config/x.json:1:30: unknown key"
                        + " \"comment\"",
                "[{\"name\": \"A\", \"name\": \"B\", \"value\": \"1\"}] | config/x.json:1:16: the key \"name\" appears"
                        + " twice",
                "[{\"name\": \"A\", \"value\": \"1\"}, {\"name\": \"A\", \"value\": \"2\"}] | config/x.json:1:40: A"
                        + " appears twice",
                "[{\"name\": \"A\", \"secret\": \"yes\"}] | config/x.json:1:26: \"secret\" must be true or false",
                "[{\"name\": \"A\", \"secret\": true, \"value\": \"x\"}] | config/x.json:1:2: A is a secret",
            })
    void a_wrong_file_is_refused_with_line_and_column(String json, String message) {
        String output = refused(json, Map.of()).getMessage();
        assertTrue(output.startsWith(message), output);
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
