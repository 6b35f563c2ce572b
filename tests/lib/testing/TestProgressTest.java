//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see of a run of Maven: the tests as they end, and what is not routine. */
class TestProgressTest extends ToldRun {

    @Test
    void each_test_is_shown_once_as_soon_as_its_line_is_whole() throws IOException {
        events("a", "test\t1\tPASSED\tcom.example.UserTest\tcreates\t\t0.0125\t\t\ntest\t2\tSKIP");
        progress.poll();
        assertEquals("UserTest#creates PASSED  0.013 s\n", shown());
        events("a", "PED\tcom.example.UserTest\tlater\t\t0.0\t\t\n");
        events("b", "test\t2\tPASSED\tOtherTest$Inner\twhere\t[1] \u00e9\t2.0\t\t\n");
        progress.poll();
        assertEquals(
                2,
                shown().lines()
                        .filter(line -> line.equals("UserTest#later SKIPPED  0.000 s")
                                || line.equals("OtherTest$Inner#where [1] \u00e9 PASSED  2.000 s"))
                        .count());
        progress.poll();
        assertEquals("", shown());
    }

    @Test
    void a_failure_is_shown_with_its_message_and_its_line_and_once_more_in_the_end() throws IOException {
        events(
                "a",
                "test\t3\tFAILED\tUserTest\tcreates\t\t0.1\texpected: <1>\\n"
                        + " but was: <2\\\\n"
                        + ">\tUserTest.java:17\n"
                        + "test\t4\tFAILED\tUserTest\t\t\t0.0\tno server\t\n");
        progress.poll();
        assertEquals(
                "UserTest#creates FAILED  0.100 s\n"
                        + "    expected: <1>\n"
                        + "     but was: <2\\n"
                        + ">\n"
                        + "    at UserTest.java:17\n"
                        + "UserTest FAILED  0.000 s\n"
                        + "    no server\n",
                shown());
        progress.end();
        assertEquals("FAILED UserTest#creates - expected: <1>\nFAILED UserTest - no server\n", shown());
    }

    @Test
    void of_failures_only_what_passes_is_not_shown() throws IOException {
        TestProgress failures = progress(TestProgress.Shown.FAILURES, false);
        events(
                "a",
                "test\t1\tPASSED\tUserTest\tcreates\t\t0.1\t\t\n"
                        + "test\t2\tFAILED\tUserTest\tdrops\t\t0.1\tno\tUserTest.java:17\n");
        failures.accept("what a plugin prints");
        failures.poll();
        assertEquals("UserTest#drops FAILED  0.100 s\n    no\n    at UserTest.java:17\n", shown());
        failures.end();
        assertEquals("FAILED UserTest#drops - no\n", shown());
    }

    @Test
    void a_test_whose_JVM_ended_meanwhile_has_failed() throws IOException {
        events("maven", "maven\nbegin\t1\t1000\t\t\nbegin\t2\t1000\t\t\n");
        events(
                "a",
                "told\t1\nstart\t1\tholder\tUserTest\t\t\nstart\t2\ttest\tUserTest\tgood\t\n"
                        + "test\t2\tPASSED\tUserTest\tgood\t\t0.1\t\t\nstart\t3\ttest\tUserTest\texits\t\n");
        events("b", "told\t1\nstart\t1\tholder\tSetUpTest\t\t\nstart\t2\tholder\tSetUpTest$Inner\t\t\n");
        events("c", "told\t2\nstart\t1\ttest\tOtherTest\truns\t\n");
        progress.poll();
        assertEquals("UserTest#good PASSED  0.100 s\n", shown());
        events("maven", "end\t1\t2000\n");
        progress.poll();
        List<String> lines = shown().lines().sorted().toList();
        assertEquals(
                List.of(
                        "    the JVM that ran it ended meanwhile",
                        "    the JVM that ran it ended meanwhile",
                        "SetUpTest$Inner FAILED  0.000 s",
                        "UserTest#exits FAILED  0.000 s"),
                lines);
    }

    @Test
    void what_tests_print_is_shown_where_one_fails_and_nowhere_else() throws IOException {
        events("maven", "maven\nbegin\t1\t1000\t\t\n");
        progress.accept("printed by a test");
        progress.accept("[INFO] printed by a test as Maven prints");
        progress.accept("printed by another");
        events(
                "a",
                "test\t1\tPASSED\tUserTest\tgood\t\t0.1\t\t\t\n"
                        + "test\t2\tFAILED\tUserTest\tbad\t\t0.1\twhy\t\tone\\ntwo\\n\n");
        events("maven", "end\t1\t2000\n");
        progress.poll();
        progress.accept("that was still on its way");
        assertEquals(
                "UserTest#good PASSED  0.100 s\nUserTest#bad FAILED  0.100 s\n    why\n"
                        + "    It printed:\n    | one\n    | two\n",
                shown());
        progress.accept("[INFO] --- another plugin");
        progress.accept("printed by another plugin");
        assertEquals("printed by another plugin\n", shown());
        progress.end();
        assertTrue(Files.readString(directory.resolve("maven.log")).contains("printed by another\n"));
    }

    @Test
    void a_name_is_one_line_whatever_is_in_it() throws IOException {
        events("a", "test\t1\tPASSED\tUserTest\tgood\t[1] a\\nb \u001b[31mred \ud83d\ude00\t0.1\t\t\n");
        progress.poll();
        assertEquals("UserTest#good [1] a b  red \ud83d\ude00 PASSED  0.100 s\n", shown());
    }

    @Test
    void what_of_maven_failed_after_green_tests_is_known() throws IOException {
        events("maven", "maven\nbegin\t1\t1000\t\t\nend\t1\t2000\n");
        events("a", "test\t1\tPASSED\tUserTest\tgood\t\t0.1\t\t\n");
        progress.accept("[ERROR] Failed to execute goal x:javadoc (attach) on project shop: no comment -> [Help 1]");
        progress.end();
        assertEquals(
                "Failed to execute goal x:javadoc (attach) on project shop: no comment",
                progress.failedGoal().get());
        events("a", "test\t2\tFAILED\tUserTest\tbad\t\t0.1\twhy\t\n");
        progress.poll();
        assertTrue(progress.failedGoal().isEmpty());
    }

    @Test
    void quiet_leaves_the_failures_alone() throws IOException {
        TestProgress quiet = progress(TestProgress.Shown.SUMMARY, false);
        events("a", "test\t5\tPASSED\tUserTest\tgood\t\t0.1\t\t\ntest\t6\tFAILED\tUserTest\tbad\t\t0.1\twhy\t\n");
        quiet.accept("printed by a test");
        quiet.end();
        assertEquals("FAILED UserTest#bad - why\n", shown());
    }

    @Test
    void of_mavens_own_lines_its_errors_are_shown_once_and_without_the_usual_advice() {
        for (String line : new String[] {
            "[INFO] Scanning",
            "[WARNING] deprecated",
            "",
            "printed by a test",
            "[ERROR] COMPILATION ERROR : ",
            "[ERROR] /p/X.java:[3,4] ';' expected",
            "[INFO] BUILD FAILURE",
            "[ERROR] Failed to execute goal x: Compilation failure: Compilation failure: ",
            "[ERROR] /p/X.java:[3,4] ';' expected",
            "[ERROR] no plugin x -> [Help 1]",
            "[ERROR] [Help 1] somewhere",
            "[ERROR] ",
            "[ERROR] Re-run Maven using the -X switch"
        }) {
            progress.accept("\u001b[0m" + line);
        }
        assertEquals(
                "printed by a test\n"
                        + "[ERROR] COMPILATION ERROR : \n"
                        + "[ERROR] /p/X.java:[3,4] ';' expected\n"
                        + "[ERROR] no plugin x\n",
                shown());
    }

    @Test
    void what_surefire_says_of_failures_is_not_said_again() throws IOException {
        events("maven", "maven\nbegin\t1\t1000\t\t\n");
        progress.accept("[ERROR] Failures: ");
        progress.accept("[ERROR]   UserTest.bad:3 a");
        progress.accept("second line of a message");
        events("a", "test\t7\tFAILED\tUserTest\tbad\t\t0.1\ta\\nsecond line of a message\t\n");
        events("maven", "end\t1\t2000\n");
        progress.accept("[ERROR] Failed to execute goal maven-surefire-plugin: There are test failures.");
        progress.end();
        assertEquals(
                "UserTest#bad FAILED  0.100 s\n    a\n    second line of a message\nFAILED UserTest#bad - a\n",
                shown());
    }

    @Test
    void an_error_of_the_build_after_green_tests_is_shown() throws IOException {
        events("maven", "maven\nbegin\t1\t1000\t\t\nend\t1\t2000\n");
        progress.accept("[ERROR] The forked VM terminated without properly saying goodbye");
        assertEquals("[ERROR] The forked VM terminated without properly saying goodbye\n", shown());
    }

    @Test
    void raw_shows_all_and_the_log_has_all_in_any_case() throws IOException {
        progress.accept("[INFO] hidden");
        progress.end();
        assertEquals("", shown());
        assertEquals("[INFO] hidden\n", Files.readString(directory.resolve("maven.log")));
        TestProgress raw = progress(TestProgress.Shown.TESTS, true);
        raw.accept("[DEBUG] shown");
        raw.end();
        assertEquals("[DEBUG] shown\n", shown());
    }

    @Test
    void whether_maven_took_the_extension_is_known() throws IOException {
        assertFalse(progress.hasExtension());
        events("maven", "maven\n");
        assertTrue(progress.hasExtension());
    }
}
