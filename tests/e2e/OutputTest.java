//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.Workspace;

/** What a run prints can be read in a log as well as at a terminal. */
class OutputTest extends EndToEnd {

    private static final String ESCAPE = "\u001b";

    @ParameterizedTest
    @OnEngines
    void into_a_pipe_go_no_control_characters(On engine) throws IOException {
        engine.require();
        Result result = here.manage("--engine", engine.name(), "test", "ConfigurationTest")
                .succeeded();
        assertFalse((result.out() + result.err()).contains(ESCAPE), result::toString);
        assertFalse((result.out() + result.err()).contains("\r"), result::toString);
    }

    @ParameterizedTest
    @CsvSource({"docker, NO_COLOR", "docker, CI", "embedded, NO_COLOR", "embedded, CI"})
    @Tag("all")
    void at_a_terminal_none_either_when_they_are_not_wanted(On engine, String variable) throws IOException {
        engine.require();
        here.set("NO_COLOR", "").set("CI", "").set(variable, "true");
        Result result = here.atTerminal(
                        Workspace.argv("manage.java", "--engine", engine.name(), "test", "ConfigurationTest"), "")
                .succeeded();
        assertTrue(result.out().contains("5 passed, 0 failed"), result::toString);
        assertFalse(result.out().contains(ESCAPE), () -> result.toString().replace(ESCAPE, "<ESC>"));
    }
}
