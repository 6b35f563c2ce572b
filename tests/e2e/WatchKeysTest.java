//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Watching;
import support.Workspace;

/** {@code test --watch} at a terminal: keys count as they are pressed, and it is whole again afterwards. */
@Tag("all")
class WatchKeysTest extends EndToEnd {

    private static final String PASSED = "ConfigurationTest#an_unknown_name_is_refused PASSED";
    private static final String INTERRUPT = "\u0003";

    /**
     * A shell without job control starts background programs with SIGINT ignored, and a child inherits that; one
     * without a trap may end with its child at Ctrl-C.
     */
    private static final String DEFAULT_SIGNALS = "trap : INT; env --default-signal=INT,HUP ";

    /** What the terminal is in the end. */
    private static final String STATE = "; echo; stty -a | tr ';' '\\n' | grep -w -e icanon -e echo";

    private Watching atTerminal() throws Exception {
        here.set("NO_COLOR", "true");
        List<String> argv = new ArrayList<>(
                Workspace.argv("manage.java", "--engine", "embedded", "test", "ConfigurationTest", "--no-coverage"));
        argv.add("--watch");
        String line = argv.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return new Watching(here, List.of("script", "-qec", DEFAULT_SIGNALS + line + STATE, "/dev/null"));
    }

    private static void assertWhole(String end) {
        List<String> words = List.of(end.split("\\s+"));
        assertTrue(words.contains("icanon") && words.contains("echo"), end);
    }

    @Test
    void keys_count_as_they_are_pressed_and_the_terminal_is_whole_after_q() throws Exception {
        try (Watching watching = atTerminal()) {
            assertTrue(watching.untilItWaits().contains(PASSED));
            watching.type("\r");
            assertTrue(watching.untilItWaits().contains(PASSED));
            watching.type("x");
            watching.type("r");
            assertTrue(watching.untilItWaits().contains(PASSED));
            watching.type("q");
            assertWhole(watching.untilItEnds());
        }
    }

    @Test
    @Tag("sampled")
    void the_terminal_is_whole_after_ctrl_c_and_kill() throws Exception {
        try (Watching watching = atTerminal()) {
            watching.untilItWaits();
            watching.type(INTERRUPT);
            String end = watching.untilItEnds();
            assertWhole(end);
            assertEquals(1, end.split("interrupted", -1).length - 1, end);
        }
        try (Watching watching = atTerminal()) {
            watching.untilItWaits();
            watching.spare().parent().orElseThrow().destroyForcibly();
            assertWhole(watching.untilItEnds());
        }
        here.manage("--engine", "embedded", "test", "ConfigurationTest", "--no-coverage")
                .succeeded();
    }
}
