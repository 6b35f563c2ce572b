//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.On;
import support.OnEngines;
import support.Result;
import support.SampleSource;
import support.WithServer;
import support.Workspace;

/** Whoever reads what we print can go away, and the disk that takes it can be full. */
class LostOutputTest extends WithServer {

    private Result bash(String line, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("bash", "-c", line));
        argv.addAll(Workspace.argv("manage.java", arguments));
        return here.run(argv, "");
    }

    private static List<String> output(Result result) {
        return result.err().lines().filter(line -> !line.startsWith("[jbang")).toList();
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 4,
            of = {
                "sql;select 1",
                "sql;--format;csv;copy (select 1) to stdout",
                "sql;--on-error;continue;select 1;select 2",
                "config;show",
                "migrate;info",
                "db;diagram",
                "db;url",
                "completion;bash",
                "--help",
                "--version",
                "-n;sql;select 1",
                "-n;mvn;test"
            })
    @Tag("all")
    @Tag("sampled")
    void what_a_full_disk_does_not_take_is_an_error_in_one_line(String command) {
        Result result = bash("\"$0\" \"$@\" > /dev/full", command.split(";")).exitedWith(1);
        assertEquals(
                List.of("manage: standard output cannot be written: No space left on device"),
                output(result),
                result::toString);
    }

    @Test
    @Tag("all")
    void an_error_of_the_work_is_told_as_well() {
        bash("\"$0\" \"$@\" > /dev/full", "sql", "select repeat('x', 100000); select nope")
                .exitedWith(1)
                .says("standard output cannot be written");
        bash("\"$0\" \"$@\" > /dev/full", "sql", "select nope").exitedWith(1).says("column \"nope\" does not exist");
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 2,
            of = {"csv", "json", "table", "vertical"})
    @Tag("all")
    void a_closed_pipe_ends_a_query_at_once(String format) {
        // as many rows as nobody could wait for
        Result result = bash(
                        "\"$0\" \"$@\" | head -1; exit ${PIPESTATUS[0]}",
                        "sql",
                        "--format",
                        format,
                        "select generate_series(1, 1000000000000)")
                .exitedWith(1);
        assertEquals(
                List.of("manage: standard output cannot be written: Broken pipe"), output(result), result::toString);
    }

    @ParameterizedTest
    @Tag("sampled")
    @OnEngines
    @Tag("all")
    void tests_whose_reader_goes_leave_nothing_behind(On engine) throws Exception {
        engine.require();
        bash(
                        "\"$0\" \"$@\" 2>&1 | head -3; exit ${PIPESTATUS[0]}",
                        "--engine",
                        engine.name(),
                        "test",
                        "UserRepositoryTest")
                .exitedWith(1);
        assertTrue(here.read(".manage/testing.run").isBlank());
        bash("\"$0\" \"$@\" 2> >(head -1 >&2)", "--engine", engine.name(), "test", "ConfigurationTest")
                .succeeded()
                .prints("PASSED");
        bash("\"$0\" \"$@\" >&- 2>&-", "--engine", engine.name(), "test", "ConfigurationTest");
        assertTrue(here.read(".manage/testing.run").isBlank());
    }

    @ParameterizedTest
    @CsvSource({"'2> /dev/full', 0", "'> /dev/full 2>&1', 1", "'2>&-', 0"})
    @Tag("all")
    void what_is_said_is_no_result(String where, int code) {
        bash("\"$0\" \"$@\" " + where, "sql", "select 1").exitedWith(code);
    }
}
