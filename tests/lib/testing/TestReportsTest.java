//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports are read of what could not tell of itself, and of nothing else. */
class TestReportsTest {

    @TempDir
    Path directory;

    private final long start = System.currentTimeMillis();

    private Path report(String place, String suite, String cases) throws IOException {
        Path file = directory.resolve(place).resolve("TEST-" + suite + ".xml");
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                "<testsuite name='" + suite
                        + "' time='1,234.5'>\n<properties><property name='a' value='b'/></properties>" + cases
                        + "</testsuite>");
    }

    private static String passed(String type) {
        return "<testcase classname='" + type + "' name='works' time='0.5'><system-out>x</system-out></testcase>";
    }

    private TestReports.Execution execution(String place, boolean reported) {
        return new TestReports.Execution(directory.resolve(place), 0, start, Long.MAX_VALUE, reported);
    }

    private List<String> names(TestReports.Execution... executions) throws IOException {
        return TestReports.NONE.with(List.of(executions), start, directory).cases().stream()
                .map(one -> one.id().toString())
                .sorted()
                .toList();
    }

    @Test
    void what_was_written_of_a_run_is_read_again() throws IOException {
        List<TestReports.Case> cases = List.of(
                new TestReports.Case(
                        new TestReports.Id("a.XTest", "good", "[1] 5 < 6"), 0.25, TestReports.Status.PASSED, null, ""),
                new TestReports.Case(
                        new TestReports.Id("a.XTest", "bad", ""),
                        1.5,
                        TestReports.Status.FAILED,
                        "<a> & \u0000",
                        "XTest.java:7"),
                new TestReports.Case(
                        new TestReports.Id("a.XTest$In", "later", ""), 0, TestReports.Status.SKIPPED, "no", ""),
                new TestReports.Case(
                        new TestReports.Id("b.YTest", "other", ""), 0, TestReports.Status.PASSED, null, ""));
        Path reports = directory.resolve("target/surefire-reports");
        Path text = Files.writeString(Files.createDirectories(reports).resolve("a.XTest.txt"), "of a run before");
        new XmlReports(reports, new TestReports(cases, Map.of("a.XTest", 2.0), Map.of())).write(List.of("a.XTest"));
        TestReports read = TestReports.NONE.with(List.of(), start, directory);
        assertEquals(Map.of("a.XTest", 2.0, "a.XTest$In", 0.0), read.classes());
        assertEquals(
                List.of(
                        new TestReports.Case(
                                new TestReports.Id("a.XTest", "bad", ""),
                                1.5,
                                TestReports.Status.FAILED,
                                "<a> & ?",
                                "XTest.java:7"),
                        new TestReports.Case(
                                new TestReports.Id("a.XTest", "good [1] 5 < 6", ""),
                                0.25,
                                TestReports.Status.PASSED,
                                null,
                                ""),
                        cases.get(2)),
                read.cases().stream()
                        .sorted(Comparator.comparing(test -> test.id().type() + " " + test.id()))
                        .toList());
        assertFalse(Files.exists(text));
    }

    @Test
    void a_report_has_each_test_and_how_it_ended() throws IOException {
        report(
                "target/surefire-reports",
                "a.XTest",
                passed("a.XTest") + "<testcase classname='a.XTest' name='bad(int)[1]' time='2'><failure"
                        + " message='why'>java.lang.AssertionError: why\n"
                        + "\tat a.Assert.fail(Assert.java:1)\n"
                        + "\tat a.XTest.bad(XTest.java:7)\n"
                        + "</failure></testcase><testcase classname='a.XTest' name='later'><skipped"
                        + " message='not now'/></testcase>");
        TestReports read = TestReports.NONE.with(List.of(), start, directory);
        assertEquals(List.of(3, 1, 1, 2), List.of(read.tests(), read.failed(), read.skipped(), read.executed()));
        assertEquals(
                new TestReports.Case(
                        new TestReports.Id("a.XTest", "bad(int)[1]", ""),
                        2,
                        TestReports.Status.FAILED,
                        "why",
                        "XTest.java:7"),
                read.cases().get(1));
        assertEquals(1234.5, read.classes().get("a.XTest"));
    }

    @Test
    void a_report_tells_at_which_try_a_test_passed() throws IOException {
        report(
                "target/surefire-reports",
                "a.XTest",
                "<testcase classname='a.XTest' name='shakes' time='1'><flakyFailure message='why'>x</flakyFailure>"
                        + "<flakyError message='why'>x</flakyError></testcase>"
                        + "<testcase classname='a.XTest' name='bad' time='1'><failure message='why'>x</failure>"
                        + "<rerunFailure message='why'>x</rerunFailure></testcase>");
        TestReports read = TestReports.NONE.with(List.of(), start, directory);
        assertEquals(List.of(2, 1, 1), List.of(read.tests(), read.passed(), read.failed()));
        assertEquals(Map.of(new TestReports.Id("a.XTest", "shakes", ""), 3), read.flaky());
    }

    @Test
    void those_of_an_execution_that_told_are_not_read_and_those_of_another_are_wherever_they_are() throws IOException {
        report("core/target/surefire-reports", "CoreTest", passed("CoreTest"));
        report("web/target/other", "WebTest", passed("WebTest"));
        report("web/target/other/deeper", "DeeperTest", passed("DeeperTest"));
        assertEquals(List.of("CoreTest#works"), names());
        assertEquals(List.of("CoreTest#works", "WebTest#works"), names(execution("web/target/other", false)));
        assertEquals(
                List.of("WebTest#works"),
                names(execution("web/target/other", false), execution("core/target/surefire-reports", true)));
        assertEquals(
                List.of("CoreTest#works"),
                names(execution("core/target/surefire-reports", false), execution("web/target/other", true)));
    }

    @Test
    void one_directory_may_have_reports_of_both() throws IOException {
        Path second = report("target/surefire-reports", "SecondTest", passed("SecondTest"));
        Files.setLastModifiedTime(second, java.nio.file.attribute.FileTime.fromMillis(start + 60_000));
        report("target/surefire-reports", "FirstTest", passed("FirstTest"));
        Path reports = directory.resolve("target/surefire-reports");
        assertEquals(
                List.of("SecondTest#works"), names(new TestReports.Execution(reports, 0, start, start + 30_000, true)));
    }

    @Test
    void those_of_an_earlier_run_are_not_read() throws IOException {
        Path old = report("target/surefire-reports", "OldTest", passed("OldTest"));
        Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(start - 60_000));
        assertEquals(List.of(), names());
    }
}
