//JAVA 17+

package lib.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a program, found in what it prints. */
record Version(String text, int major, int minor, int patch) implements Comparable<Version> {

    private static final Pattern PATTERN = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?[\\w.+-]*");

    static Optional<Version> in(String output) {
        Matcher version = PATTERN.matcher(output);
        if (!version.find()) return Optional.empty();
        return Optional.of(new Version(
                version.group(), number(version.group(1)), number(version.group(2)), number(version.group(3))));
    }

    private static int number(String part) {
        return part == null ? 0 : Integer.parseInt(part);
    }

    @Override
    public int compareTo(Version other) {
        int[] differences = {major - other.major, minor - other.minor, patch - other.patch};
        for (int difference : differences) {
            if (difference != 0) return difference;
        }
        return 0;
    }
}
