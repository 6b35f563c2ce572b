//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
    @Tag("all")
    void into_a_pipe_go_no_control_characters(On engine) throws IOException {
        engine.require();
        Result result = here.manage("--engine", engine.name(), "test", "ConfigurationTest")
                .succeeded();
        assertFalse((result.out() + result.err()).contains(ESCAPE), result::toString);
        assertFalse((result.out() + result.err()).contains("\r"), result::toString);
    }

    @ParameterizedTest
    @Tag("sampled")
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

    @Test
    @Tag("sampled")
    void the_option_wins_over_the_variables_and_the_terminal() {
        String[] test = {"--engine", "embedded", "test", "ConfigurationTest", "--no-coverage", "--color"};
        Result always =
                here.set("NO_COLOR", "true").manage(with(test, "always")).succeeded();
        always.prints("ConfigurationTest#an_unknown_name_is_refused " + ESCAPE + "[32mPASSED" + ESCAPE + "[0m  ");
        assertFalse(always.out().contains("\r"), always::toString);
        here.manage("--color=always", "--help").succeeded().prints(ESCAPE);

        here.set("NO_COLOR", "").set("CI", "");
        Result never = here.atTerminal(Workspace.argv("manage.java", with(test, "never")), "")
                .succeeded();
        assertFalse(never.out().contains(ESCAPE), () -> never.toString().replace(ESCAPE, "<ESC>"));
        here.manage(with(test, "sometimes")).exitedWith(2).says("--color").says("[auto, always, never]");
    }

    @Test
    void at_a_terminal_the_last_line_shows_what_runs_and_goes_before_the_next_is_printed() {
        here.set("NO_COLOR", "").set("CI", "");
        Result result = here.atTerminal(
                        Workspace.argv("manage.java", "--engine", "embedded", "test", "--no-coverage"), "")
                .succeeded();
        String out = result.out();
        assertTrue(out.contains(" s. Now: HttpApiTest\r" + ESCAPE + "[K"), result::toString);
        assertTrue(out.contains("\r" + ESCAPE + "[KHttpApiTest  "), result::toString);
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
    }
}
