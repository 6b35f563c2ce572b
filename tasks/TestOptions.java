//JAVA 17+

import java.time.Duration;
import java.util.List;

/**
 * What a run of the tests is asked for.
 *
 * @param selection test classes, methods, patterns or files; none for all tests
 * @param maven     arguments for Maven as they stand
 * @param timeout   how long to wait for PostgreSQL
 * @param patience  how long to wait for another run of this checkout
 * @param keep      when to leave the server up
 * @param fresh     a kept server is not taken back
 * @param parallel  how many JVMs run tests at the same time, each with a database of its own
 * @param coverage  measure it
 * @param failUnder the coverage in percent that is too low; 0 for none
 * @param open      show the coverage in the browser
 */
public record TestOptions(List<String> selection, List<String> maven, Duration timeout, Duration patience, Keep keep, boolean fresh,
                          int parallel, boolean coverage, double failUnder, boolean open) {

    public enum Keep { NEVER, AFTER_FAILURE, ALWAYS }
}
