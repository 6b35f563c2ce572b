//JAVA 17+

package lib.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names that a word of the user's may stand for.
 *
 * @param part whether any part of a name may be meant
 */
record NearestNames(String wanted, boolean part) {

    static final int LIMIT = 5;

    /** The nearest first. */
    List<String> among(Stream<String> names) {
        Map<String, Integer> distances = new TreeMap<>();
        names.forEach(name -> distances.put(name, distance(name.toLowerCase(Locale.ROOT))));
        int limit = Math.max(1, wanted.length() / (part ? 3 : 2));
        return distances.entrySet().stream()
                .filter(known -> known.getValue() <= limit)
                .sorted(Map.Entry.comparingByValue())
                .limit(LIMIT)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many characters must be changed, added or taken away to get the name, or any part of it. */
    private int distance(String name) {
        String word = wanted.toLowerCase(Locale.ROOT);
        int[] row =
                IntStream.rangeClosed(0, name.length()).map(i -> part ? 0 : i).toArray();
        for (int i = 1; i <= word.length(); i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = row[j - 1] + (word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
            }
            row = next;
        }
        return part ? IntStream.of(row).min().getAsInt() : row[name.length()];
    }
}
