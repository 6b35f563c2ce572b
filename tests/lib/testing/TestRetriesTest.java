//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that surefire runs again after they have failed. */
class TestRetriesTest extends ToldRun {

    @Test
    void what_passes_at_another_try_is_flaky_and_not_failed() throws IOException {
        events("maven", "begin\t1\t1000\t\t2\n");
        progress.poll();
        events("a", "told\t1\ntest\t1\tFAILED\tUserTest\tbad\t\t0.1\twhy\t\n");
        progress.poll();
        assertEquals("UserTest#bad RETRY  0.100 s\n    why\n", shown());
        assertEquals(List.of(1, false), List.of(progress.reported().failed(), progress.failed()));
        events("a", "start\t1\ttest\tUserTest\tbad\t\ntest\t1\tPASSED\tUserTest\tbad\t\t0.1\t\t\n");
        events("b", "told\t1\ntest\t1\tPASSED\tUserTest\tbad\t\t0.1\t\t\n");
        progress.poll();
        shown();
        progress.end();
        assertEquals("FLAKY UserTest#bad (passed on the 2nd try)\n", shown());
        assertEquals(
                List.of(2, 0),
                List.of(progress.reported().tests(), progress.reported().failed()));
        assertFalse(progress.failed());
        assertEquals(0, progress.notRetried());
    }

    @Test
    void what_fails_at_its_last_try_has_failed() throws IOException {
        events("maven", "begin\t1\t1000\t\t2\n");
        progress.poll();
        events("a", "told\t1\n");
        String failure = "start\t1\ttest\tUserTest\tbad\t\ntest\t1\tFAILED\tUserTest\tbad\t\t0.1\twhy\t\n";
        for (String status : List.of("RETRY", "RETRY", "FAILED")) {
            assertFalse(progress.failed());
            events("a", failure);
            progress.poll();
            assertEquals("UserTest#bad " + status + "  0.100 s\n    why\n", shown());
        }
        assertTrue(progress.failed());
        progress.end();
        assertEquals("FAILED UserTest#bad - why\n", shown());
    }

    @Test
    void what_surefire_cannot_run_again_is_counted() throws IOException {
        events("maven", "begin\t1\t1000\t\t2\nbegin\t2\t1000\t\t\n");
        events("a", "told\t1\ntest\t1\tFAILED\tNgTest\tbad\t\t0.1\twhy\t\n");
        events("b", "told\t2\ntest\t1\tFAILED\tOtherTest\tbad\t\t0.1\twhy\t\n");
        events("maven", "end\t1\t2000\nend\t2\t2000\n");
        progress.end();
        assertTrue(progress.failed());
        assertEquals(1, progress.notRetried());
    }

    @Test
    void tries_are_counted_as_people_do() {
        assertEquals(
                List.of("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th"),
                IntStream.of(1, 2, 3, 4, 11, 12, 13, 21, 111)
                        .mapToObj(TestPrinter::ordinal)
                        .toList());
    }

    @Test
    void a_class_that_fails_by_itself_and_not_at_another_try_is_flaky_too() throws IOException {
        events("a", "told\t1\nstart\t1\tholder\tUserTest\t\t\ntest\t1\tFAILED\tUserTest\t\t\t0.1\twhy\t\n");
        events(
                "a",
                "start\t1\tholder\tUserTest\t\t\n"
                        + "start\t2\ttest\tUserTest\ta\t\n"
                        + "test\t2\tPASSED\tUserTest\ta\t\t0.1\t\t\n");
        events("a", "done\t1\tUserTest\t\t0.3\n");
        progress.end();
        assertTrue(shown().endsWith("FLAKY UserTest (passed on the 2nd try)\n"));
        assertEquals(
                List.of(1, 0),
                List.of(progress.reported().tests(), progress.reported().failed()));
    }
}
