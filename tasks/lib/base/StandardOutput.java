//JAVA 17+

package lib.base;

import java.io.*;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Standard output, whose reader can go away and whose disk can be full: then the work ends, as what it prints gets
 * nowhere.
 */
public class StandardOutput extends OutputStream {

    /** What was to be printed could not be. No planned stop: nobody who goes on after one goes on after this. */
    public static class Lost extends RuntimeException {

        Lost(IOException e) {
            super("standard output cannot be written: " + e.getMessage(), e);
        }
    }

    private static final StandardOutput STANDARD = new StandardOutput();

    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private volatile Thread worker;
    private volatile Lost lost;

    /** Takes the place of System.out, for a program whose work is done by this thread. */
    public static void install() {
        STANDARD.worker = Thread.currentThread();
        System.setOut(stream(8192, true));
    }

    /** A stream that does not write out each line by itself. */
    public static PrintStream buffered() {
        return stream(1 << 16, false);
    }

    private static PrintStream stream(int size, boolean lines) {
        return new PrintStream(
                new BufferedOutputStream(STANDARD, size), lines, lines ? charset() : StandardCharsets.UTF_8);
    }

    /** Java's own; in a locale without a character set, it would print question marks. */
    static Charset charset() {
        String name = Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse("UTF-8");
        return name.equals("ANSI_X3.4-1968") ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    /** What happened to it; null where all was written. */
    public static Lost lost() {
        return STANDARD.lost;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Fails once, so that what is printed while the work is taken down does not stop that. */
    @Override
    public void write(byte[] bytes, int from, int length) {
        if (lost != null) return;
        try {
            file.write(bytes, from, length);
        } catch (IOException e) {
            lost = new Lost(e);
            if (Thread.currentThread() == worker) throw lost;
            SignalHandling.cutShort(worker);
        }
    }
}
