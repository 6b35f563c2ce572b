//JAVA 17+
//SOURCES Rounds.java

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be undone, the last first, however the measuring ends: at the end, after a failure, by a signal. */
class Closing {

    private static final Deque<Rounds.Step> STEPS = new ArrayDeque<>();

    static synchronized void add(Rounds.Step step) {
        STEPS.push(step);
    }

    static synchronized void everything() {
        // after a signal, what is being measured takes itself down first
        ProcessHandle.current()
                .descendants()
                .filter(child ->
                        child.parent().map(ProcessHandle.current()::equals).orElse(false))
                .forEach(child -> {
                    child.destroy();
                    child.onExit().join();
                });
        while (!STEPS.isEmpty()) {
            try {
                STEPS.pop().run();
            } catch (Exception | AssertionError e) {
                System.err.println("Not taken down: " + e);
            }
        }
    }
}
