//JAVA 17+

package lib.testing;

import java.time.Duration;
import java.util.List;
import lib.base.Console;

/** What a run of the tests is asked for. */
public record TestOptions(Tests tests, Server server, Execution execution, CoverageWanted coverage, Telling telling) {

    /**
     * Which tests run.
     *
     * @param failed only what failed when it last ran
     * @param changed only what can reach what changed since this revision of git; null for all
     * @param shard a part of the tests; null for all
     */
    public record Tests(TestSelection selection, boolean failed, String changed, Shard shard) {

        public boolean all() {
            return selection.isEmpty() && !failed && changed == null && shard == null;
        }
    }

    /**
     * The server that they run on.
     *
     * @param timeout how long to wait for PostgreSQL
     * @param waitTimeout how long to wait for another run of this checkout
     * @param keep when to leave the server up
     * @param fresh a kept server is not taken back
     */
    public record Server(Duration timeout, Duration waitTimeout, Keep keep, boolean fresh) {}

    public enum Keep {
        NEVER,
        AFTER_FAILURE,
        ALWAYS
    }

    /**
     * How they run.
     *
     * @param parallel how many JVMs run tests at the same time, each with a database of its own
     * @param failFast end at the first failure
     * @param watch run again what a change of the sources has to do with
     * @param maven arguments for Maven as they stand
     */
    public record Execution(int parallel, boolean failFast, boolean watch, Retries retries, List<String> maven) {}

    /**
     * Other tries of what failed.
     *
     * @param most how many; 0 leaves that to the POM
     * @param flakyFails a test that passes at another try only makes the run red
     */
    public record Retries(int most, boolean flakyFails) {}

    /**
     * What is done about coverage.
     *
     * @param failUnder the coverage in percent that is too low; 0 for none
     * @param open show it in the browser
     */
    public record CoverageWanted(boolean measured, double failUnder, boolean open) {}

    /**
     * What it tells of the tests, and how.
     *
     * @param json one object on standard output, and nothing else
     * @param slowest how many of the slowest tests; 0 for none
     * @param sqlLog what each sent to the server, in files
     * @param failuresOnly nothing of those that pass
     * @param each a line for each, and not for its class alone
     */
    public record Telling(boolean json, int slowest, boolean sqlLog, boolean failuresOnly, boolean each) {

        TestProgress.Shown shown(Console console) {
            if (failuresOnly) return TestProgress.Shown.FAILURES;
            if (console.quiet()) return TestProgress.Shown.SUMMARY;
            return each || console.verbose() ? TestProgress.Shown.TESTS : TestProgress.Shown.CLASSES;
        }
    }

    /** Whether nothing narrows which tests run. */
    public boolean whole() {
        return tests.all() && !execution.watch();
    }

    /** The same, of other tests. */
    public TestOptions of(TestSelection selection, boolean failed) {
        return new TestOptions(
                new Tests(selection, failed, tests.changed(), tests.shard()), server, execution, coverage, telling);
    }
}
