//JAVA 17+

package lib.process;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a stream, which is read to its end by a thread of its own. */
class LastLines {

    private static final int KEPT = 100;
    /** What a program has started may hold the stream open when it has ended. */
    private static final int WAIT = 2000;

    private final Deque<String> lines = new ArrayDeque<>();
    private Thread reader;

    void of(InputStream stream) {
        reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) add(line);
            } catch (IOException e) {
                // the program has ended
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    private synchronized void add(String line) {
        lines.add(line);
        if (lines.size() > KEPT) lines.remove();
    }

    /** What there was when the program ended. */
    String text() {
        try {
            reader.join(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return String.join("\n", lines);
        }
    }
}
