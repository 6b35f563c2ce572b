//JAVA 17+

package faults;

import java.util.ArrayList;
import java.util.List;
import support.On;

/** What ends {@code test --watch}, while it waits and while it runs tests by itself. */
class WatchFaults {

    private static final String REMOVED = "; the database and all that was started for it are removed.";

    private enum Stage {
        WAITING("waiting for a change"),
        WITHOUT_MAVEN("the tests ran");

        private final String doing;

        Stage(String doing) {
            this.doing = doing;
        }

        private void reach(FaultRun run) throws Exception {
            run.start("ConfigurationTest", "--watch", "--no-coverage").until("Waiting for a change");
            if (this == WAITING) run.pause(1500);
            else run.withSlowTest().untilTestsRun();
        }
    }

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            String where = "watch, " + stage.name().toLowerCase().replace('_', ' ');
            String interrupted = ": interrupted while " + stage.doing + REMOVED;
            faults.add(new Fault("INT GROUP", where, On.embedded, "exit 130" + interrupted, run -> {
                stage.reach(run);
                return run.signal("INT", true).interrupted();
            }));
            faults.add(new Fault("the terminal is closed", where, On.embedded, "exit 129" + interrupted, run -> {
                stage.reach(run);
                return run.signal("HUP", true).interrupted();
            }));
            faults.add(new Fault("KILL", where, On.embedded, "exit 137; next run: exit 0, cleaned up first", run -> {
                stage.reach(run);
                return "exit " + run.killProgram().end() + "; " + run.nextRun();
            }));
        }
        return faults;
    }
}
