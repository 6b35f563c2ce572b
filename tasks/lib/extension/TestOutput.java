//JAVA 17+

package lib.extension;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The last of what tests print, to be shown where one fails. Surefire's own streams, which it gives a JVM of the tests,
 * are copied; those that a test puts in their place are left alone.
 */
final class TestOutput {

    private static final int KEPT = 16 * 1024;
    private static final String SUREFIRE = "org.apache.maven.surefire.";

    private static final byte[] LAST = new byte[KEPT];
    private static long written;

    private TestOutput() {}

    /** Before a test: surefire sets its streams after the first listeners are there. */
    static void watch() {
        if (isSurefires(System.out)) System.setOut(new Copy(System.out));
        if (isSurefires(System.err)) System.setErr(new Copy(System.err));
    }

    /** Where nobody else has put streams in their place. */
    static void copy() {
        System.setOut(new Copy(System.out));
        System.setErr(new Copy(System.err));
    }

    private static boolean isSurefires(PrintStream stream) {
        return stream != null && stream.getClass().getName().startsWith(SUREFIRE);
    }

    /** How much was printed until now. */
    static long position() {
        synchronized (LAST) {
            return written;
        }
    }

    /** What was printed since then, as far as it is kept, in whole lines. */
    static String since(long position) {
        byte[] bytes;
        boolean cut;
        synchronized (LAST) {
            cut = written - position > KEPT;
            long from = cut ? written - KEPT : position;
            bytes = new byte[(int) (written - from)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = LAST[(int) ((from + i) % KEPT)];
        }
        String text = new String(bytes, Charset.defaultCharset());
        return cut ? "..." + text.substring(Math.max(0, text.indexOf('\n'))) : text;
    }

    private static void keep(byte[] bytes, int offset, int length) {
        synchronized (LAST) {
            int from = offset + Math.max(0, length - KEPT);
            written += from - offset;
            for (int i = from; i < offset + length; i++) LAST[(int) (written++ % KEPT)] = bytes[i];
        }
    }

    private static void keep(String text) {
        byte[] bytes = text.getBytes(Charset.defaultCharset());
        keep(bytes, 0, bytes.length);
    }

    /** Whole texts and lines go on as they are; closing it does nothing, as with surefire's. */
    private static final class Copy extends PrintStream {

        private final PrintStream original;

        Copy(PrintStream original) {
            super(new Both(original), true);
            this.original = original;
        }

        @Override
        public void print(String text) {
            keep(String.valueOf(text));
            original.print(text);
        }

        @Override
        public void println(String text) {
            keep(text + "\n");
            original.println(text);
        }

        @Override
        public void println(Object value) {
            println(String.valueOf(value));
        }

        @Override
        public void close() {
            flush();
        }
    }

    private static final class Both extends OutputStream {

        private final PrintStream original;

        Both(PrintStream original) {
            this.original = original;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            keep(bytes, offset, length);
            original.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            original.flush();
        }
    }
}
