//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/** How a program ended and what it said. */
public record Result(String command, int code, String out, String err) {

    public Result succeeded() {
        return exitedWith(0);
    }

    public Result exitedWith(int expected) {
        assertEquals(expected, code, this::toString);
        return this;
    }

    public Result prints(String text) {
        assertTrue(out.contains(text), () -> "standard output lacks «" + text + "»\n" + this);
        return this;
    }

    /** Prints the line of a test class, whatever time it took. */
    public Result printsClass(String name, String counts) {
        String line = Pattern.quote(name) + " +[\\d.]+ s {2}" + Pattern.quote(counts);
        assertTrue(
                out.lines().anyMatch(each -> each.matches(line)),
                () -> "standard output lacks the line of " + name + ": " + counts + "\n" + this);
        return this;
    }

    public Result doesNotPrint(String text) {
        assertFalse(out.contains(text), () -> "standard output has «" + text + "»\n" + this);
        return this;
    }

    public Result says(String text) {
        assertTrue(err.contains(text), () -> "standard error lacks «" + text + "»\n" + this);
        return this;
    }

    public Result printsExactly(String text) {
        assertEquals(text, out, this::toString);
        return this;
    }

    @Override
    public String toString() {
        return command + "\nended with " + code + "\n--- standard output\n" + out + "--- standard error\n" + err;
    }
}
