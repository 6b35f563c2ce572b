//JAVA 17+

package lib.base;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many columns of a terminal a text takes: a Chinese character or an emoji two, a combining accent none. */
public class DisplayWidth {

    /** The first combining mark; whatever comes before it takes one column. */
    private static final int COMBINING = 0x300;

    private static final int EMOJI_PRESENTATION = 0xFE0F;

    /** Apart, as most texts need none of it. */
    private static class Unicode {

        /** What a reader takes for one character, such as a family of emoji that joiners hold together. */
        static final Pattern CLUSTER = Pattern.compile("\\X");

        /**
         * Wide and fullwidth in Unicode 18's EastAsianWidth.txt; what is not assigned between two ranges joins them.
         */
        static final NavigableMap<Integer, Integer> WIDE = ranges("""
            1100-115F 231A-231B 2329-232A 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2630-2637 2648-2653 267F
            268A-268F 2693 26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705
            270A-270B 2728 274C 274E 2753-2755 2757 2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55 2E80-3029
            3030-303E 3041-3163 3165-3247 3250-A4C6 A960-A97C AC00-D7A3 F900-FAFF FE10-FE6B FF01-FF60
            FFE0-FFE6 16FE0-16FE3 16FF2-1B2FB 1D300-1D376 1F004 1F0CF 1F18E 1F191-1F19A 1F1AE-1F320
            1F32D-1F335 1F337-1F37C 1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4 1F3F8-1F43E 1F440
            1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567 1F57A 1F595-1F596 1F5A4 1F5FB-1F64F 1F680-1F6C5
            1F6CC 1F6D0-1F6D2 1F6D5-1F6DF 1F6EB-1F6EC 1F6F4-1F6FC 1F7DA-1F7F0 1F90C-1F93A 1F93C-1F945
            1F947-1F9FF 1FA70-1FAFA 20000-3FFFD
            """);

        private static NavigableMap<Integer, Integer> ranges(String text) {
            NavigableMap<Integer, Integer> ranges = new TreeMap<>();
            for (String range : text.strip().split("\\s+")) {
                String[] ends = range.split("-");
                ranges.put(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16));
            }
            return ranges;
        }
    }

    public static int of(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) >= COMBINING)
                return clusters(text).mapToInt(DisplayWidth::ofCluster).sum();
        return text.length();
    }

    /** The text at the left of so many columns. */
    public static String left(String text, int width) {
        return text + blanks(text, width);
    }

    /** The text at the right of so many columns. */
    public static String right(String text, int width) {
        return blanks(text, width) + text;
    }

    /** As much of a text as so many columns hold, with an ellipsis where it is not all. */
    public static String cut(String text, int width) {
        if (text.length() <= width && of(text) <= width) return text;
        int columns = 0;
        int kept = 0;
        // no more of a long text is looked at than is shown
        for (Matcher cluster = Unicode.CLUSTER.matcher(text); cluster.find(); ) {
            columns += ofCluster(cluster.group());
            if (columns > width) return text.substring(0, kept) + '\u2026';
            if (columns < width) kept = cluster.end();
        }
        return text;
    }

    private static String blanks(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text)));
    }

    private static Stream<String> clusters(String text) {
        return Unicode.CLUSTER.matcher(text).results().map(found -> found.group());
    }

    /** None is wider than two columns, whatever it is made of. */
    private static int ofCluster(String cluster) {
        return Math.min(2, cluster.codePoints().map(DisplayWidth::ofCodePoint).sum());
    }

    private static int ofCodePoint(int code) {
        if (code < COMBINING || code == EMOJI_PRESENTATION) return 1;
        return switch (Character.getType(code)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> {
                var range = Unicode.WIDE.floorEntry(code);
                yield range != null && code <= range.getValue() ? 2 : 1;
            }
        };
    }
}
