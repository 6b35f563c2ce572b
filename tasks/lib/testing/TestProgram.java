//JAVA 17+

package lib.testing;

import java.io.IOException;
import lib.environment.Context;
import lib.server.DatabaseServer;

/** What runs the tests of a run: Maven, or a command of the project's own. */
interface TestProgram {

    /** Whether it may be started before the server answers. */
    boolean canWait();

    /** Starts it, if it can wait. */
    void start(Context resolved);

    /** Stops one that was started with another address than the server has. */
    void expect(Context resolved, Context expected);

    /**
     * Runs the tests.
     *
     * @param resolved the context with the server's address
     * @param databases makes the databases again for another run
     * @return the exit code
     */
    int run(Context resolved, DatabaseServer server, Runnable databases) throws IOException;

    /** @return whether it was started at all */
    boolean stop();
}
