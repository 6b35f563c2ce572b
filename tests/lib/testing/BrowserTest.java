//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.base.Console;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserTest {

    private static final Path FILE = Path.of("/p/a b/größe.html");
    private static final Map<String, String> SCREEN = Map.of("DISPLAY", ":0");

    @TempDir
    Path directory;

    private static List<String> argv(String system, Map<String, String> variables, String... installed) {
        return Browser.argv(system, variables, Set.of(installed)::contains, FILE);
    }

    @Test
    void each_system_has_its_own_program() {
        assertEquals(List.of("xdg-open", FILE.toString()), argv("Linux", SCREEN, "xdg-open"));
        assertEquals(
                List.of("xdg-open", FILE.toString()),
                argv("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), "xdg-open"));
        assertEquals(List.of("open", FILE.toString()), argv("Mac OS X", Map.of()));
        assertEquals(
                List.of("rundll32", "url.dll,FileProtocolHandler"),
                argv("Windows 11", Map.of()).subList(0, 2));
        String address = argv("Windows 11", Map.of()).get(2);
        assertTrue(address.startsWith("file:///") && address.contains("/a%20b/") && !address.contains(" "), address);
    }

    @Test
    void linux_inside_windows_takes_the_browser_of_windows() {
        assertEquals(List.of("wslview", FILE.toString()), argv("Linux", SCREEN, "wslview", "xdg-open"));
        assertEquals(List.of("wslview", FILE.toString()), argv("Linux", Map.of(), "wslview"));
    }

    @Test
    void without_a_display_or_a_program_there_is_none() {
        assertEquals(List.of(), argv("Linux", Map.of(), "xdg-open"));
        assertEquals(List.of(), argv("Linux", Map.of("DISPLAY", ""), "xdg-open"));
        assertEquals(List.of(), argv("Linux", SCREEN));
    }

    private String opened(List<String> argv) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/testing.json"), "[]");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Console talk = new Console(new PrintStream(output, true), true, false);
        Project project = new Project(directory);
        Browser.open(
                new Context(
                        project,
                        Environment.load(project, "testing", Map.of()),
                        new ProcessRunner.Real(talk),
                        talk,
                        false,
                        "auto"),
                argv,
                FILE);
        return output.toString();
    }

    @Test
    void what_cannot_be_opened_is_said_in_one_line_with_the_path() throws Exception {
        String end = "; the file is " + FILE.toAbsolutePath() + System.lineSeparator();
        assertEquals("manage: there is no browser to open here" + end, opened(List.of()));
        assertEquals("manage: no-such-program was not found" + end, opened(List.of("no-such-program")));
        assertEquals("manage: sh could not open a browser" + end, opened(List.of("sh", "-c", "exit 3")));
        assertEquals("", opened(List.of("true")));
    }

    @Test
    void a_browser_that_stays_open_is_neither_waited_for_nor_ended() throws Exception {
        Path alive = directory.resolve("alive");
        ProcessSpec slow = new ProcessSpec(List.of("sh", "-c", "sleep 1; echo noise; touch alive"), directory, Map.of())
                .within(Duration.ofMillis(100));
        assertEquals(0, new ProcessRunner.Real(new Console(System.err, true, false)).launched(slow));
        assertTrue(Files.notExists(alive));
        for (int i = 0; i < 100 && Files.notExists(alive); i++) Thread.sleep(50);
        assertTrue(Files.exists(alive));
    }
}
