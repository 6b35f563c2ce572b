//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lib.base.ExitException;
import lib.environment.Context;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** Whether Maven runs the tests, or which command. */
class TestCommandChoiceTest extends SmallRepository {

    private static final String VARIABLE = TestCommand.VARIABLE;

    /** What would run, for people; Maven, where that does. */
    private String runs(String json, String... words) throws IOException {
        Context context = context(json);
        return TestCommand.of(context, List.of(words))
                .map(command -> command.shown(context))
                .orElse("Maven");
    }

    private ExitException refused(String json, String... words) {
        return assertThrows(ExitException.class, () -> runs(json, words));
    }

    @Test
    void in_a_maven_repository_maven_runs_them_unless_a_command_is_named() throws IOException {
        assertEquals("Maven", runs("[]"));
        assertEquals("Maven", runs("[]", "-Pfast", "verify"));
        assertEquals("Maven", runs("[]", "verify"));
        assertEquals("./gradlew test", runs("[]", "./gradlew", "test"));
        String set = variable(VARIABLE, "\"./gradlew  test\"");
        assertEquals("./gradlew test", runs(set));
        assertEquals("./gradlew test --tests UserTest", runs(set, "--tests", "UserTest"));
        assertEquals("npm test", runs(set, "npm", "test"));
        assertEquals("Maven", runs(set, "verify"));
    }

    @Test
    void without_a_pom_there_must_be_a_command() throws IOException {
        Files.delete(root.resolve("pom.xml"));
        assertEquals("verify all", runs("[]", "verify", "all"));
        assertEquals("'./my tests' -x", runs(variable(VARIABLE, "[\"./my tests\"]"), "-x"));
        ExitException none = refused("[]", "-Pfast");
        assertEquals(ExitException.WRONG_INPUT, none.code);
        assertTrue(none.getMessage().startsWith("there is neither a pom.xml nor an app/pom.xml"), none::getMessage);
        assertTrue(refused(variable(VARIABLE, "\"sh -c 'a b'\"")).hint.startsWith("Write a list of strings"));
    }

    @Test
    void a_program_is_found_before_anything_starts() throws IOException {
        Path script = write("bin/test", "");
        TestCommand command = new TestCommand(true, List.of("bin/test", "a b"));
        assertEquals(
                "bin/test is not executable",
                assertThrows(ExitException.class, () -> command.argv(context("[]")))
                        .getMessage());
        assertTrue(script.toFile().setExecutable(true));
        assertEquals(List.of(script.toString(), "a b"), command.argv(context("[]")));
        assertEquals(
                "bin/none does not exist",
                assertThrows(ExitException.class, () -> new TestCommand(true, List.of("bin/none")).argv(context("[]")))
                        .getMessage());
        assertEquals(
                ExitException.MACHINE_LACKS,
                assertThrows(
                                ExitException.class,
                                () -> new TestCommand(true, List.of("no-such-program")).argv(context("[]")))
                        .code);
    }
}
