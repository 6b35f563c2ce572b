//JAVA 17+

package lib.database;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a text, of which no more are read than are asked for, and those that are done with are let go. */
class TextBytes {

    private final InputStream in;
    private byte[] bytes = new byte[1 << 17];
    private int begin;
    private int end;
    /** Whether there is nothing more to read. */
    private boolean ended;

    TextBytes(InputStream in) {
        this.in = in;
    }

    /** Reads on until there are as many bytes, or no more; all indices are others then. */
    void fill(int size) throws IOException {
        if (ended || end - begin >= size) return;
        byte[] place = size > bytes.length ? new byte[Math.max(size, bytes.length * 2)] : bytes;
        System.arraycopy(bytes, begin, place, 0, end - begin);
        end -= begin;
        begin = 0;
        bytes = place;
        while (!ended && end < size) {
            int read = in.read(bytes, end, bytes.length - end);
            if (read < 0) ended = true;
            else end += read;
        }
    }

    /** They stand in it from {@link #begin} to {@link #end}. */
    byte[] array() {
        return bytes;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    int size() {
        return end - begin;
    }

    boolean ended() {
        return ended;
    }

    /** Lets the first ones go. */
    void skip(int count) {
        begin += count;
    }

    /** Takes some out. */
    void remove(int from, int to) {
        System.arraycopy(bytes, to, bytes, from, end - to);
        end -= to - from;
    }
}
