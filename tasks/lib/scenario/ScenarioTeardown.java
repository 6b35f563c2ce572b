//JAVA 17+

package lib.scenario;

import java.util.List;
import lib.base.SignalHandling;
import lib.server.DatabaseServer;
import lib.server.RunLock;

/** Removes a scenario that could not be made, once, whoever comes first: a failure or a signal. */
class ScenarioTeardown {

    private final ScenarioRemoval removal;
    private final RunLock lock;
    private final DatabaseServer engine;
    private boolean begun;
    private boolean complete;

    ScenarioTeardown(ScenarioRemoval removal, RunLock lock, DatabaseServer engine) {
        this.removal = removal;
        this.lock = lock;
        this.engine = engine;
    }

    /** After a failure: what goes wrong here does not hide that. */
    synchronized void run() {
        if (begun) return;
        begun = true;
        try {
            removal.remove(lock, List.of(engine));
            complete = true;
        } catch (RuntimeException e) {
            removal.context
                    .console()
                    .warn("the teardown was not completed: " + e.getMessage()
                            + "\nThe next scenario up or down tries again; manage.java doctor lists what is left.");
        } finally {
            SignalHandling.outcome(
                    complete
                            ? "; the scenario " + removal.name + " is removed."
                            : "; parts of the scenario " + removal.name + " could not be removed, see above.");
        }
    }

    boolean complete() {
        return complete;
    }
}
