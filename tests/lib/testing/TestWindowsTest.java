//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lib.maven.TestEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To which test belongs what happened at a time. */
class TestWindowsTest {

    @TempDir
    Path directory;

    private void events(String jvm, String... lines) throws IOException {
        Files.writeString(
                directory.resolve(jvm + ".events"), String.join("\n", lines).replace('|', '\t') + "\n");
    }

    private static String ended(int number, String test, long time) {
        return "test|" + number + "|PASSED|UserTest|" + test + "||0.1|||" + "|" + time;
    }

    private static List<String> names(TestWindows windows, long time, String fork) {
        return windows.at(time, fork).stream()
                .map(window -> window.id().toString())
                .sorted()
                .toList();
    }

    @Test
    void it_belongs_to_the_test_and_between_tests_to_the_innermost_class() throws IOException {
        events(
                "a",
                "told|1|",
                "start|1|holder|UserTest|||100",
                "start|2|test|UserTest|one||110",
                ended(2, "one", 120),
                "start|3|holder|UserTest$Inner|||125",
                "start|4|test|UserTest$Inner|two||130",
                ended(4, "two", 140),
                "done|3|UserTest$Inner||0.1|150",
                "start|5|test|UserTest|dies||160");
        TestWindows windows = TestWindows.of(new TestEvents(directory));
        assertEquals(List.of(), names(windows, 99, ""));
        assertEquals(List.of("UserTest"), names(windows, 100, ""));
        assertEquals(List.of("UserTest#one"), names(windows, 110, ""));
        assertEquals(List.of("UserTest#one"), names(windows, 120, ""));
        assertEquals(List.of("UserTest"), names(windows, 121, ""));
        assertEquals(List.of("UserTest$Inner"), names(windows, 128, ""));
        assertEquals(List.of("UserTest$Inner#two"), names(windows, 135, ""));
        assertEquals(List.of("UserTest"), names(windows, 151, ""));
        assertEquals(List.of("UserTest#dies"), names(windows, 99_000, ""));
    }

    @Test
    void of_several_jvms_the_database_tells_which_and_else_it_is_each() throws IOException {
        events("a", "told|1|1", "start|1|test|UserTest|one||100", ended(1, "one", 200));
        events("b", "told|1|2", "start|1|test|UserTest|two||100", ended(1, "two", 200));
        TestWindows windows = TestWindows.of(new TestEvents(directory));
        assertEquals(List.of("UserTest#one"), names(windows, 150, "1"));
        assertEquals(List.of("UserTest#two"), names(windows, 150, "2"));
        assertEquals(List.of("UserTest#one", "UserTest#two"), names(windows, 150, ""));
    }
}
