//JAVA 17+

package lib.testing;

import java.time.Duration;
import java.util.List;

/**
 * What a run of the tests is asked for.
 *
 * @param failed only what failed when it last ran
 * @param failFast end at the first failure
 * @param shard a part of the tests; null for all
 * @param maven arguments for Maven as they stand
 * @param timeout how long to wait for PostgreSQL
 * @param patience how long to wait for another run of this checkout
 * @param keep when to leave the server up
 * @param fresh a kept server is not taken back
 * @param parallel how many JVMs run tests at the same time, each with a database of its own
 * @param coverage measure it
 * @param failUnder the coverage in percent that is too low; 0 for none
 * @param open show the coverage in the browser
 * @param watch run again what a change of the sources has to do with
 */
public record TestOptions(
        TestSelection selection,
        boolean failed,
        boolean failFast,
        Shard shard,
        List<String> maven,
        Duration timeout,
        Duration patience,
        Keep keep,
        boolean fresh,
        int parallel,
        boolean coverage,
        double failUnder,
        boolean open,
        boolean watch) {

    /** Whether nothing narrows which tests run. */
    public boolean whole() {
        return selection.isEmpty() && !failed && shard == null && !watch;
    }

    /** The same, of other tests. */
    public TestOptions of(TestSelection tests, boolean failedOnly) {
        return new TestOptions(
                tests,
                failedOnly,
                failFast,
                shard,
                maven,
                timeout,
                patience,
                keep,
                fresh,
                parallel,
                coverage,
                failUnder,
                open,
                watch);
    }

    public enum Keep {
        NEVER,
        AFTER_FAILURE,
        ALWAYS
    }
}
