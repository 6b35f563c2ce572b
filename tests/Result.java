//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How a program ended and what it said. */
record Result(String command, int code, String out, String err) {

    Result succeeded() {
        return exitedWith(0);
    }

    Result exitedWith(int expected) {
        assertEquals(expected, code, this::toString);
        return this;
    }

    Result prints(String text) {
        assertTrue(out.contains(text), () -> "standard output lacks «" + text + "»\n" + this);
        return this;
    }

    Result doesNotPrint(String text) {
        assertFalse(out.contains(text), () -> "standard output has «" + text + "»\n" + this);
        return this;
    }

    Result says(String text) {
        assertTrue(err.contains(text), () -> "standard error lacks «" + text + "»\n" + this);
        return this;
    }

    Result printsExactly(String text) {
        assertEquals(text, out, this::toString);
        return this;
    }

    @Override
    public String toString() {
        return command + "\nended with " + code + "\n--- standard output\n" + out + "--- standard error\n" + err;
    }
}
