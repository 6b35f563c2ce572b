//JAVA 17+

package lib.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an assertion expected above what was there, where both are too long to be compared beside each other. */
class AssertionDifference {

    private static final int COMPARABLE = 76;
    /** Beyond it, a terminal may go on in the next line. */
    private static final int WIDTH = 100;
    /** As JUnit and Hamcrest word it, and TestNG. */
    private static final Pattern COMPARISON =
            Pattern.compile("(.*?\\bexpected:? ?)([<\\[].*[>\\]])( but (?:was|found):? ?)([<\\[].*[>\\]])");

    private AssertionDifference() {}

    /** A line of a failure's message, as the lines to show. */
    static Stream<String> lines(String message) {
        Matcher comparison = COMPARISON.matcher(message);
        if (message.length() <= COMPARABLE || !comparison.matches()) return Stream.of(message);
        String expected = comparison.group(2);
        String actual = comparison.group(4);
        int width = Math.max(comparison.group(1).length(), comparison.group(3).length());
        int equal = equal(expected, actual);
        return Stream.of(
                indented(comparison.group(1), width) + expected,
                indented(comparison.group(3), width) + actual,
                width + equal < WIDTH
                        ? " ".repeat(width + equal) + "^"
                        : "They differ from character " + equal + " on.");
    }

    private static String indented(String words, int width) {
        return " ".repeat(width - words.length()) + words;
    }

    /** How many characters are the same at the beginning. */
    private static int equal(String expected, String actual) {
        int length = Math.min(expected.length(), actual.length());
        int i = 0;
        while (i < length && expected.charAt(i) == actual.charAt(i)) i++;
        return i;
    }
}
