//JAVA 17+

package lib.base;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names that a word of the user's may stand for.
 *
 * @param partial whether any part of a name may be meant
 * @param letters there may be one mistake in so many of them
 */
public record NearestNames(String word, boolean partial, int letters) {

    public static final int LIMIT = 5;

    /** The nearest first. */
    public List<String> among(Stream<String> names) {
        Map<String, Integer> distances = new TreeMap<>();
        names.forEach(name -> distances.put(name, distance(name.toLowerCase(Locale.ROOT))));
        int limit = Math.max(1, word.length() / letters);
        return distances.entrySet().stream()
                .filter(entry -> entry.getValue() <= limit)
                .sorted(Map.Entry.comparingByValue())
                .limit(LIMIT)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * How many characters must be changed, added, taken away, or swapped with the next one, to get the name, or any
     * part of it.
     */
    private int distance(String name) {
        String lower = word.toLowerCase(Locale.ROOT);
        int[] row = IntStream.rangeClosed(0, name.length())
                .map(i -> partial ? 0 : i)
                .toArray();
        int[] before = row;
        for (int i = 1; i <= lower.length(); i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = row[j - 1] + (lower.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && lower.charAt(i - 1) == name.charAt(j - 2)
                        && lower.charAt(i - 2) == name.charAt(j - 1);
                if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
            }
            before = row;
            row = next;
        }
        return partial ? IntStream.of(row).min().getAsInt() : row[name.length()];
    }
}
