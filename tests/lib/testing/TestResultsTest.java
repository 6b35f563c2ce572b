//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The slowest test is named where it matters. */
class TestResultsTest {

    private static Optional<String> slowest(double... seconds) {
        return TestResults.slowestOf(new TestReports(
                DoubleStream.of(seconds)
                        .mapToObj(time -> new TestReports.Case(
                                new TestReports.Id("a.UserTest", "takes" + (int) time, ""),
                                time,
                                TestReports.Status.PASSED,
                                null,
                                ""))
                        .toList(),
                Map.of(),
                Map.of()));
    }

    @Test
    void one_that_takes_long_and_a_large_part_is_named() {
        assertEquals(
                "The slowest test took 4.0 of the 6.0 s of all tests: UserTest#takes4. More: --slowest 10",
                slowest(1, 4, 1).get());
    }

    @Test
    void one_that_is_quick_or_one_of_many_or_the_only_one_is_not() {
        assertEquals(Optional.empty(), slowest(0.1, 1.9));
        assertEquals(Optional.empty(), slowest(3, 3, 3, 3, 3));
        assertEquals(Optional.empty(), slowest(9));
        assertEquals(Optional.empty(), slowest());
    }
}
