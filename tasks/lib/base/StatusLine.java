//JAVA 17+

package lib.base;

import java.io.PrintStream;

/**
 * The last line of a terminal, which says what goes on and gives way to whatever is printed; elsewhere there is none.
 */
public class StatusLine {

    /** A longer one would go on in the next line, which nothing takes away. */
    private static final int WIDTH = 79;

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean wanted = !OutputStyle.plain();
    private String shown = "";

    public StatusLine(PrintStream out) {
        this.out = out;
    }

    public boolean isWanted() {
        return wanted;
    }

    public void show(String text) {
        String line = text.length() > WIDTH ? text.substring(0, WIDTH - 3) + "..." : text;
        if (!wanted || line.equals(shown)) return;
        out.print(ERASE + line);
        out.flush();
        shown = line;
    }

    public void clear() {
        if (shown.isEmpty()) return;
        out.print(ERASE);
        out.flush();
        shown = "";
    }
}
