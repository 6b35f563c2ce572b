//JAVA 17+

package lib.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of an SQL text that is looked at, from one statement's begin on; what is after it need not be read yet. Its
 * characters have places in it.
 */
class SqlWindow {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final TextBytes bytes;
    private String text = "";
    private char[] chars = {};
    /** Whether it reaches to the end of the text. */
    private boolean last;

    private int counted;
    private int line = 1;

    /** A byte order mark before the text is not part of it. */
    SqlWindow(InputStream in) throws IOException {
        bytes = new TextBytes(in);
        int length = BYTE_ORDER_MARK.length;
        bytes.fill(length);
        if (Arrays.equals(bytes.array(), 0, Math.min(length, bytes.size()), BYTE_ORDER_MARK, 0, length))
            bytes.skip(length);
    }

    boolean atEnd() throws IOException {
        bytes.fill(1);
        return bytes.size() == 0;
    }

    String text() {
        return text;
    }

    char[] chars() {
        return chars;
    }

    /** Makes a number of bytes characters, and some fewer where the last would be cut. */
    void read(int size) throws IOException {
        bytes.fill(size + 1);
        last = bytes.ended() && bytes.size() <= size;
        int to = Math.min(bytes.size(), size);
        byte[] array = bytes.array();
        while (!last && (array[bytes.begin() + to] & 0xC0) == 0x80) to--;
        text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(array, bytes.begin(), to))
                .toString();
        chars = text.toCharArray();
        counted = 0;
    }

    /** Begins at a place, all lines before which are counted. */
    void moveTo(int place) {
        lineAt(place);
        String before = place == chars.length ? text : text.substring(0, place);
        bytes.skip(before.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Whether what ends at a place may go on beyond what is looked at. */
    boolean cutOff(int place) {
        return place == chars.length && !last;
    }

    /** The line of a place, which is not before those that were asked for. */
    int lineAt(int place) {
        for (; counted < place; counted++) if (chars[counted] == '\n') line++;
        return line;
    }

    int endOfLine(int place) {
        int end = text.indexOf('\n', place);
        return end < 0 ? chars.length : end + 1;
    }

    /** The lines from here to one that is {@code \.} and nothing else, in the bytes that they come in. */
    InputStream data() {
        return new Data();
    }

    /** Reads them; what is looked at next begins behind them, once all of them are read. */
    private final class Data extends InputStream {

        /** Bytes of whole lines that are known to be data. */
        private int known;

        private boolean over;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            if (known == 0 && !over) look();
            if (known == 0) return -1;
            int read = Math.min(known, length);
            System.arraycopy(bytes.array(), bytes.begin(), to, from, read);
            bytes.skip(read);
            known -= read;
            return read;
        }

        /** Takes in as many whole lines as there are, one at least. */
        private void look() throws IOException {
            bytes.fill(1);
            for (int size = bytes.size(); known == 0 && !over; size *= 2) {
                bytes.fill(size + 1);
                known = lines() - bytes.begin();
                over |= bytes.ended() && known == bytes.size();
            }
        }

        /** Where the last whole line ends that is data; at the end of data, that is over and its line is done with. */
        private int lines() {
            byte[] array = bytes.array();
            int end = bytes.end();
            int start = bytes.begin();
            for (int i = start; i < end; i++) {
                if (array[i] != '\n') continue;
                if (isEnd(array, start, i)) return endAt(start, i + 1);
                line++;
                start = i + 1;
            }
            if (!bytes.ended()) return start;
            return isEnd(array, start, end) ? endAt(start, end) : end;
        }

        private int endAt(int start, int next) {
            over = true;
            line++;
            // the lines before it are read first
            bytes.remove(start, next);
            return start;
        }

        private static boolean isEnd(byte[] array, int start, int to) {
            if (to - start < 2 || array[start] != '\\' || array[start + 1] != '.') return false;
            for (int i = start + 2; i < to; i++) if (!Character.isWhitespace(array[i])) return false;
            return true;
        }
    }
}
