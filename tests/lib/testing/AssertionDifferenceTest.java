//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What was expected above what there was, with a mark where they differ. */
class AssertionDifferenceTest {

    private static final String LEFT = "[User[id=1, email=a@example.com], User[id=2, email=b@example.com]]";
    private static final String RIGHT = "[User[id=2, email=b@example.com], User[id=1, email=a@example.com]]";

    private static String shown(String message) {
        return AssertionDifference.lines(message).collect(Collectors.joining("\n"));
    }

    private static String message(Runnable assertion) {
        try {
            assertion.run();
        } catch (AssertionFailedError error) {
            return error.getMessage();
        }
        throw new IllegalStateException("it holds");
    }

    @Test
    void of_an_assertion_of_JUnit() {
        assertEquals(
                "expected: <" + LEFT + ">\n but was: <" + RIGHT + ">\n                    ^",
                shown(message(() -> assertEquals(LEFT, RIGHT))));
        assertEquals(
                "the oldest first ==> expected: <" + LEFT + ">\n                      but was: <" + RIGHT + ">\n"
                        + " ".repeat(41) + "^",
                shown(message(() -> assertEquals(LEFT, RIGHT, "the oldest first"))));
    }

    @Test
    void of_TestNG_and_JUnit_4() {
        assertEquals(
                "  expected [" + LEFT + "]\n but found [" + RIGHT + "]\n" + " ".repeat(21) + "^",
                shown("expected [" + LEFT + "] but found [" + RIGHT + "]"));
        assertEquals(
                3,
                shown("expected:<" + LEFT + "> but was:<" + RIGHT + ">").lines().count());
    }

    @Test
    void what_fits_in_a_line_or_compares_nothing_stays_as_it_is() {
        String brief = message(() -> assertEquals(1, 2));
        assertEquals(brief, shown(brief));
        String other = "a long message that says nothing of what was expected, or but was: of anything else there is";
        assertEquals(other, shown(other));
    }

    @Test
    void what_differs_far_to_the_right_is_counted() {
        String same = "x".repeat(120);
        assertEquals(
                "They differ from character 121 on.",
                shown(message(() -> assertEquals(same + "a", same + "b")))
                        .lines()
                        .skip(2)
                        .findFirst()
                        .get());
    }
}
