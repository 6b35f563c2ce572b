//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestHistoryTest {

    @TempDir
    Path directory;

    @BeforeEach
    void sources() throws IOException {
        Files.createDirectories(directory.resolve("src/test/java/a"));
        for (String name : List.of("UserTest", "OrderTest")) source(name);
    }

    private void source(String name) throws IOException {
        Files.writeString(
                directory.resolve("src/test/java/a/" + name + ".java"),
                "package a;\nclass " + name + " { @Test void x() { } }");
    }

    /** The state after a run of a class, or of TestNG's suite of several: of each test {@code class|method|outcome}. */
    private TestHistory after(TestHistory before, String suite, double seconds, String... tests) throws IOException {
        return before.after(reports(suite, seconds, tests), TestSources.below(directory), true);
    }

    private static TestReports reports(String suite, double seconds, String... tests) {
        List<TestReports.Case> cases = Arrays.stream(tests)
                .map(test -> test.split("\\|", -1))
                .map(parts -> {
                    TestReports.Status status = TestReports.Status.valueOf(parts[2].isEmpty() ? "PASSED" : parts[2]);
                    String message = parts[2].equals("SKIPPED") && !suite.equals("TestSuite") ? "disabled" : "why";
                    return new TestReports.Case(new TestReports.Id(parts[0], parts[1], ""), 0.25, status, message, "");
                })
                .toList();
        return new TestReports(cases, Map.of(suite, seconds), Map.of());
    }

    private TestHistory none() {
        return TestHistory.read(directory.resolve("tests.json"));
    }

    @Test
    void what_failed_is_a_selection() throws IOException {
        TestHistory last = after(
                none(),
                "a.UserTest",
                1,
                "a.UserTest|good|",
                "a.UserTest|bad|FAILED",
                "a.UserTest|worse|ERROR",
                "a.UserTest|later|SKIPPED",
                "a.UserTest$Empty|finds|FAILED");
        assertEquals(List.of("a.UserTest#bad+worse", "a.UserTest$Empty#finds"), last.failed());
    }

    @Test
    void the_names_of_every_framework_are_reduced_to_the_method() throws IOException {
        for (String name : List.of("m", "m(int)[1]", "m{int}[1]", "m[0]", "m[n is 1, ok]", "m[1](1)", "m()[2]")) {
            assertEquals(
                    List.of("a.UserTest#m"),
                    after(none(), "a.UserTest", 1, "a.UserTest|" + name + "|FAILED")
                            .failed(),
                    name);
        }
    }

    @Test
    void one_red_repetition_of_several_is_a_failure() throws IOException {
        assertEquals(
                List.of("a.UserTest#m"),
                after(none(), "a.UserTest", 1, "a.UserTest|m[0]|", "a.UserTest|m[1]|FAILED", "a.UserTest|m[2]|")
                        .failed());
    }

    @Test
    void a_class_that_failed_before_any_method_runs_again_as_a_whole() throws IOException {
        for (String name : List.of("", "a.UserTest", "initializationError", "a display name")) {
            assertEquals(
                    List.of("a.UserTest"),
                    after(none(), "a.UserTest", 1, "a.UserTest|" + name + "|FAILED")
                            .failed(),
                    name);
        }
        TestHistory failed = after(
                none(), "TestSuite", 1, "a.UserTest|setUp|FAILED", "a.UserTest|m|SKIPPED", "a.OrderTest|m|FAILED");
        assertEquals(List.of("a.OrderTest#m", "a.UserTest"), failed.failed());
        assertEquals(
                List.of("a.OrderTest#m"),
                after(failed, "a.UserTest", 1, "a.UserTest|m|").failed());
    }

    @Test
    void what_did_not_run_stays_failed() throws IOException {
        TestHistory first = after(none(), "a.UserTest", 1, "a.UserTest|a|FAILED", "a.UserTest|b|FAILED");
        TestHistory second = after(first, "a.OrderTest", 1, "a.OrderTest|c|FAILED");
        TestHistory third = after(second, "a.UserTest", 1, "a.UserTest|a|", "a.UserTest|b|SKIPPED");
        assertEquals(List.of("a.OrderTest#c", "a.UserTest#b"), third.failed());
    }

    @Test
    void a_class_whose_source_is_gone_is_forgotten() throws IOException {
        TestHistory first = after(none(), "a.UserTest", 1, "a.UserTest|a|FAILED", "a.UserTest$In|b|FAILED");
        Files.delete(directory.resolve("src/test/java/a/UserTest.java"));
        TestHistory second = after(first, "a.OrderTest", 1, "a.OrderTest|c|");
        assertEquals(List.of(), second.failed());
        assertEquals(OptionalDouble.empty(), second.seconds("a.UserTest"));
    }

    @Test
    void a_class_takes_what_its_set_up_and_its_nested_classes_take() throws IOException {
        TestHistory last = after(none(), "a.UserTest", 3, "a.UserTest|a|", "a.UserTest$In|b|");
        assertEquals(3, last.seconds("a.UserTest").orElseThrow());
        assertEquals(OptionalDouble.empty(), last.seconds("a.OrderTest"));
    }

    @Test
    void a_run_of_fewer_tests_does_not_change_how_long_a_class_takes() throws IOException {
        TestHistory all = after(none(), "a.UserTest", 3, "a.UserTest|a|", "a.UserTest|b|");
        assertEquals(
                3,
                after(all, "a.UserTest", 1, "a.UserTest|a|")
                        .seconds("a.UserTest")
                        .orElseThrow());
        assertEquals(
                2,
                after(all, "a.UserTest", 2, "a.UserTest|a|", "a.UserTest|b|")
                        .seconds("a.UserTest")
                        .orElseThrow());
    }

    @Test
    void it_is_kept_in_a_file_and_a_broken_file_is_none() throws IOException {
        Path file = directory.resolve("tests.json");
        TestHistory last = after(none(), "a.UserTest", 1.5, "a.UserTest|a|FAILED");
        last.write(file);
        assertEquals(last, TestHistory.read(file));
        Files.writeString(file, "{\"a\": ");
        assertTrue(TestHistory.read(file).classes().isEmpty());
        Files.writeString(file, "{\"a.UserTest\": 7}");
        assertTrue(TestHistory.read(file).classes().isEmpty());
    }

    @Test
    void a_part_of_the_tests_changes_what_failed_but_not_how_long_it_took() throws IOException {
        TestHistory whole = after(none(), "a.UserTest", 1, "a.UserTest|good|");
        TestHistory part =
                whole.after(reports("a.UserTest", 9, "a.UserTest|good|FAILED"), TestSources.below(directory), false);
        assertEquals(List.of("a.UserTest#good"), part.failed());
        assertEquals(whole.seconds("a.UserTest"), part.seconds("a.UserTest"));
    }

    @Test
    void the_slowest_are_those_of_every_class_that_is_known() throws IOException {
        TestHistory first = after(none(), "a.UserTest", 2, "a.UserTest|one(int)[1]|", "a.UserTest|one(int)[2]|");
        TestHistory both = after(first, "a.OrderTest", 0.25, "a.OrderTest|two|");
        assertEquals(
                List.of(
                        new TestHistory.Slow("a.UserTest", "", 1.5),
                        new TestHistory.Slow("a.UserTest", "one", 0.5),
                        new TestHistory.Slow("a.OrderTest", "two", 0.25)),
                both.slowest(9));
        assertEquals(1, both.slowest(1).size());
        both.write(directory.resolve("tests.json"));
        assertEquals(both.slowest(9), none().slowest(9));
    }

    @Test
    void a_file_of_an_earlier_version_is_read() throws IOException {
        Files.writeString(
                directory.resolve("tests.json"),
                "{\"a.UserTest\": {\"seconds\": 2.5, \"tests\": 1, \"failed\": [\"bad\"]}}");
        assertEquals(List.of("a.UserTest#bad"), none().failed());
        assertEquals(List.of(new TestHistory.Slow("a.UserTest", "", 2.5)), none().slowest(9));
    }
}
