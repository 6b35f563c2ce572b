//JAVA 17+

package support;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of many cases of one kind, another one at each run of everything; a class that is named runs them all. The
 * seed of a shuffled run does not choose them.
 */
public final class Sample {

    /** The system property that is true where a sample is enough. */
    public static final String PROPERTY = "tests.sample";

    private Sample() {}

    /** Every so manyth, from a random one on. */
    public static <T> Stream<T> oneIn(int step, List<T> cases) {
        if (!Boolean.getBoolean(PROPERTY)) return cases.stream();
        int first = new Random().nextInt(step);
        return IntStream.range(0, cases.size()).filter(i -> i % step == first).mapToObj(cases::get);
    }
}
