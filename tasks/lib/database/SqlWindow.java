//JAVA 17+

package lib.database;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The part of an SQL text that is looked at, from one statement's begin on. Its characters have places in it; its bytes
 * have positions in the whole text.
 */
class SqlWindow {

    private final byte[] bytes;
    private int begin;
    private String text = "";
    private char[] chars = {};
    /** Whether it reaches to the end of the text. */
    private boolean last;

    private int counted;
    private int line = 1;

    SqlWindow(byte[] bytes, int begin) {
        this.bytes = bytes;
        this.begin = begin;
    }

    boolean atEnd() {
        return begin >= bytes.length;
    }

    int begin() {
        return begin;
    }

    String text() {
        return text;
    }

    char[] chars() {
        return chars;
    }

    /** Makes a number of bytes characters, and some fewer where the last would be cut. */
    void read(int size) throws CharacterCodingException {
        int end = (int) Math.min(bytes.length, (long) begin + size);
        last = end == bytes.length;
        while (!last && (bytes[end] & 0xC0) == 0x80) end--;
        text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                .toString();
        chars = text.toCharArray();
        counted = 0;
    }

    /** Begins at a position, all lines before which are counted. */
    void moveTo(int position) {
        begin = position;
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

    int position(int place) {
        return begin + text.substring(0, place).getBytes(StandardCharsets.UTF_8).length;
    }

    boolean isInside(int position) {
        return position < bytes.length;
    }

    /** The position where the next line begins; the line that ends there is counted. */
    int nextLine(int position) {
        int i = position;
        while (i < bytes.length && bytes[i] != '\n') i++;
        if (i == bytes.length) return i;
        line++;
        return i + 1;
    }

    /** Whether the line at a position is {@code \.} and nothing else. */
    boolean isEndOfData(int position) {
        if (bytes[position] != '\\' || position + 1 == bytes.length || bytes[position + 1] != '.') return false;
        int i = position + 2;
        while (i < bytes.length && bytes[i] != '\n' && Character.isWhitespace(bytes[i])) i++;
        return i == bytes.length || bytes[i] == '\n';
    }

    ByteBuffer bytes(int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from);
    }
}
