//JAVA 17+
//DEPS org.jline:jline-terminal:3.30.9
//DEPS org.jline:jline-terminal-jni:3.30.9

package lib.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import lib.base.OperatingSystem;
import lib.base.OutputStyle;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * What somebody types: keys as they are pressed at a terminal, which is as it was once this is closed or the JVM ends;
 * else lines.
 */
class TypedKeys implements AutoCloseable {

    private static final String ENTER = "\n";

    private final Queue<String> typed = new ConcurrentLinkedQueue<>();
    private final Optional<Terminal> terminal;

    TypedKeys() {
        terminal = OutputStyle.atTerminal() ? open() : Optional.empty();
        Thread reader = new Thread(this::read, "keys");
        reader.setDaemon(true);
        reader.start();
    }

    private static Optional<Terminal> open() {
        try {
            Terminal opened = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    // else it would give Ctrl-C back to the system, which ends us at once
                    .nativeSignals(false)
                    // elsewhere stty does it, and no library of the system's kind has to be unpacked
                    .exec(!OperatingSystem.WINDOWS)
                    .jni(OperatingSystem.WINDOWS)
                    .ffm(false)
                    .build();
            opened.enterRawMode();
            return Optional.of(opened);
        } catch (IOException | IllegalStateException e) {
            // a terminal that only knows lines
            return Optional.empty();
        }
    }

    private void read() {
        try {
            if (terminal.isPresent()) readKeys(terminal.get().reader());
            else readLines();
        } catch (IOException e) {
            // nobody is there to type
        }
    }

    private void readKeys(Reader keys) throws IOException {
        for (int key = keys.read(); key >= 0; key = keys.read())
            typed.add(key == '\r' || key == '\n' ? ENTER : String.valueOf((char) key));
    }

    private void readLines() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) typed.add(line.strip());
    }

    /** What to do by the next of it; empty where there is none, or it means nothing. */
    Optional<SourceWatcher.Action> next() {
        String next = typed.poll();
        if (next == null) return Optional.empty();
        return switch (next) {
            case "", "r" -> Optional.of(SourceWatcher.Action.ALL);
            case "f" -> Optional.of(SourceWatcher.Action.FAILED);
            case ENTER -> Optional.of(SourceWatcher.Action.SAME);
            case "q" -> Optional.of(SourceWatcher.Action.QUIT);
            default -> Optional.empty();
        };
    }

    /** What may be typed. */
    String help() {
        return terminal.isPresent()
                ? "r runs all tests, f those that failed, Enter the same again; q quits."
                : "Enter runs all tests, f those that failed; q quits.";
    }

    @Override
    public void close() throws IOException {
        if (terminal.isPresent()) terminal.get().close();
    }
}
