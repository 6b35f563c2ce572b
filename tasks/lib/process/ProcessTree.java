//JAVA 17+

package lib.process;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process and those that it started. */
class ProcessTree {

    private static final long STOP_SECONDS = 10;

    /** Asks a program and what it started to end, and ends them when they do not. */
    static void stop(ProcessHandle process) {
        Set<ProcessHandle> family = new LinkedHashSet<>(Set.of(process));
        process.descendants().forEach(family::add);
        process.destroy();
        ended(process, family);
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Gives a program its time to end by itself. */
    static boolean ended(ProcessHandle process) {
        return ended(process, new HashSet<>());
    }

    /** Gives a program its time to end, and collects what it starts meanwhile. */
    private static boolean ended(ProcessHandle process, Set<ProcessHandle> family) {
        try {
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
                    process.isAlive() && System.nanoTime() < end;
                    Thread.sleep(20)) {
                process.descendants().forEach(family::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !process.isAlive();
    }
}
