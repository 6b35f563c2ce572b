//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line for each class, once its last test has ended. */
class RunningClassesTest extends ToldRun {

    @BeforeEach
    void of_classes() {
        progress = progress(TestProgress.Shown.CLASSES, false);
    }

    private static String begin(int number, String type) {
        return "start\t" + number + "\tholder\t" + type + "\t\t\n";
    }

    private static String test(int number, String status, String type, String method) {
        return "test\t" + number + "\t" + status + "\t" + type + "\t" + method + "\t\t0.25\t\t\n";
    }

    private static String done(int number, String type, String seconds) {
        return "done\t" + number + "\t" + type + "\t\t" + seconds + "\n";
    }

    private static String line(String type, String seconds, String counts) {
        return String.format("%-42s %8s s  %s%n", type, seconds, counts);
    }

    private String polled() {
        progress.poll();
        return shown();
    }

    @Test
    void a_class_has_one_line_with_its_counts_and_the_time_of_all_that_was_done_for_it() throws IOException {
        events("a", begin(1, "com.example.UserTest") + test(2, "PASSED", "com.example.UserTest", "good"));
        assertEquals("", polled());
        events("a", test(3, "SKIPPED", "com.example.UserTest", "later"));
        events("a", test(4, "PASSED", "com.example.UserTest$Inner", "deep"));
        events("a", done(5, "com.example.UserTest$Inner", "0.3"));
        assertEquals("", polled());
        events("a", done(1, "com.example.UserTest", "1.5"));
        assertEquals(line("UserTest", "1.500", "2 passed, 1 skipped"), polled());
        progress.end();
        assertEquals("", shown());
    }

    @Test
    void a_failure_is_shown_at_once_and_counted_in_the_line_of_its_class() throws IOException {
        events("a", begin(1, "UserTest"));
        events("a", "test\t2\tFAILED\tUserTest\tbad\t\t0.1\twhy\tUserTest.java:3\n");
        assertEquals("UserTest#bad FAILED  0.100 s\n    why\n    at UserTest.java:3\n", polled());
        events("a", done(1, "UserTest", "0.2"));
        assertEquals(line("UserTest", "0.200", "1 failed"), polled());
        progress.end();
        assertEquals("FAILED UserTest#bad - why\n", shown());
    }

    @Test
    void classes_of_several_jvms_do_not_mix() throws IOException {
        events("a", begin(1, "ATest") + test(2, "PASSED", "ATest", "one"));
        events("b", begin(1, "BTest") + test(2, "PASSED", "BTest", "one"));
        assertEquals("", polled());
        events("a", test(3, "PASSED", "ATest", "two") + done(1, "ATest", "0.5"));
        assertEquals(line("ATest", "0.500", "2 passed"), polled());
        events("b", done(1, "BTest", "0.5"));
        assertEquals(line("BTest", "0.500", "1 passed"), polled());
    }

    @Test
    void a_class_whose_framework_tells_no_end_of_it_ends_where_the_next_begins_or_nothing_runs() throws IOException {
        events("maven", "begin\t1\t1000\t\t\n");
        events("a", test(1, "PASSED", "ATest", "one") + test(2, "PASSED", "ATest", "two"));
        assertEquals("", polled());
        events("a", "start\t3\ttest\tBTest\tone\t\n");
        assertEquals(line("ATest", "0.500", "2 passed"), polled());
        events("a", test(3, "PASSED", "BTest", "one"));
        assertEquals("", polled());
        events("maven", "end\t1\t2000\n");
        assertEquals(line("BTest", "0.250", "1 passed"), polled());
    }

    @Test
    void a_class_that_fails_as_a_whole_ends_with_that() throws IOException {
        events("a", begin(1, "UserTest") + "test\t1\tFAILED\tUserTest\t\t\t0.1\tno server\t\n");
        assertEquals("UserTest FAILED  0.100 s\n    no server\n" + line("UserTest", "0.100", "1 failed"), polled());
    }

    @Test
    void what_gets_another_try_is_counted_as_that() throws IOException {
        events("maven", "begin\t1\t1000\t\t1\n");
        progress.poll();
        events("a", "told\t1\n" + begin(1, "UserTest") + test(2, "FAILED", "UserTest", "bad"));
        events("a", done(1, "UserTest", "0.2"));
        assertEquals("UserTest#bad RETRY  0.250 s\n" + line("UserTest", "0.200", "1 to run again"), polled());
        events("a", begin(1, "UserTest") + "start\t2\ttest\tUserTest\tbad\t\n");
        events("a", test(2, "PASSED", "UserTest", "bad") + done(1, "UserTest", "0.2"));
        assertEquals(line("UserTest", "0.200", "1 passed"), polled());
    }

    @Test
    void a_jvm_that_ends_before_its_class_takes_the_class_with_it() throws IOException {
        events("maven", "begin\t1\t1000\t\t\n");
        events("a", "told\t1\n" + begin(1, "UserTest") + "start\t2\ttest\tUserTest\texits\t\n");
        progress.poll();
        events("maven", "end\t1\t2000\n");
        assertEquals(
                "UserTest#exits FAILED  0.000 s\n    the JVM that ran it ended meanwhile\n",
                polled().replaceAll("(?m)^UserTest {2,}.*\n", ""));
    }
}
