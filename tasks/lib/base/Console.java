//JAVA 17+

package lib.base;

import java.io.PrintStream;
import java.time.Duration;

/** What the program says while it works. It goes to standard error, so that standard output is the result alone. */
public record Console(PrintStream out, boolean quiet, boolean verbose) {

    public static final String PROGRAM = "manage";

    /** A step that begins, in the imperative. */
    public void info(String text) {
        if (!quiet) out.println(PROGRAM + ": " + text);
    }

    /** How long something took, as people read it. */
    public static String seconds(Duration time) {
        return time.toMillis() / 100 / 10.0 + " s";
    }

    /** What only {@code --verbose} shows. */
    public void detail(String text) {
        if (verbose) out.println(PROGRAM + ": " + text);
    }

    /** What must be seen even with {@code --quiet}. */
    public void warn(String text) {
        out.println(PROGRAM + ": " + text);
    }
}
