//JAVA 17+

package support;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of many cases of one kind, another one each day, so that what fails in one run fails in the next; a class that
 * is named runs them all.
 */
public final class Sample {

    /** The system property that is true where a sample is enough. */
    public static final String PROPERTY = "tests.sample";

    private Sample() {}

    /** Every so manyth, from the one whose turn it is on. */
    public static <T> Stream<T> oneIn(int step, List<T> cases) {
        if (!Boolean.getBoolean(PROPERTY)) return cases.stream();
        int first = ofToday(step);
        return IntStream.range(0, cases.size()).filter(i -> i % step == first).mapToObj(cases::get);
    }

    /** All of them with {@code --all}; in the short selection every so manyth. */
    public static <T> Stream<T> inShort(int step, List<T> cases) {
        return Boolean.getBoolean(OnEngines.ALL) ? cases.stream() : oneIn(step, cases);
    }

    /** @return from 0 to step - 1, another one each day */
    public static int ofToday(int step) {
        return (int) (LocalDate.now(ZoneOffset.UTC).toEpochDay() % step);
    }
}
