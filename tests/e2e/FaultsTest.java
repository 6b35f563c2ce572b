//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faults.Fault;
import faults.FaultSuite;
import faults.RandomKills;
import faults.SignalFaults;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import support.Sample;

/**
 * A sample of {@code tests/faults.java}: of the signals one for every sixteenth stage, others every time; of the rest
 * every twentieth one that is quick. The whole is a command of its own.
 */
@Tag("all")
@Isolated
@Tag("copied")
class FaultsTest {

    private static final int KILLS = 2;
    private static final int STEP = 16;
    private static final int STEP_OF_OTHERS = 20;
    private static final List<String> SLOW = List.of("docker hangs", "checkouts at once, all");

    static Stream<Fault> sample() {
        int kinds = SignalFaults.Kind.values().length;
        int first = Sample.ofToday(kinds * STEP);
        AtomicInteger number = new AtomicInteger();
        // the kinds of one stage follow one another: one of every sixteenth stage, and another kind each day
        Stream<Fault> signals = SignalFaults.all().stream().filter(fault -> {
            int i = number.getAndIncrement();
            return (first + i / kinds) % STEP == 0 && i % kinds == (first + i / kinds) / STEP % kinds;
        });
        int firstOther = Sample.ofToday(STEP_OF_OTHERS);
        Stream<Fault> others = FaultSuite.withoutSignals()
                .filter(fault -> SLOW.stream().noneMatch(fault.toString()::contains))
                .filter(fault -> number.getAndIncrement() % STEP_OF_OTHERS == firstOther);
        return Stream.concat(signals, others);
    }

    @ParameterizedTest
    @MethodSource("sample")
    void is_taken_as_expected(Fault fault) throws Exception {
        fault.require();
        FaultSuite suite = new FaultSuite(new PrintStream(OutputStream.nullOutputStream()));
        suite.attempt(fault);
        assertEquals(List.of(), suite.wrong);
    }

    @Test
    void killed_at_random_moments_nothing_is_left_in_the_end() throws Exception {
        long seed = new Random().nextLong();
        assertEquals("", RandomKills.round(KILLS, seed, System.out));
    }
}
