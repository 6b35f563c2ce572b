//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import lib.process.ProcessRunner;

/** Programs that some tests want of this machine beside Java and Maven. */
public final class Programs {

    private Programs() {}

    /** Skips the test where one is missing; in CI that is a failure. */
    public static void require(String name) {
        if (ProcessRunner.onPath(name) != null) return;
        if (System.getenv("CI") != null) fail(name + " is required in CI");
        assumeTrue(false, "there is no " + name + " here");
    }
}
