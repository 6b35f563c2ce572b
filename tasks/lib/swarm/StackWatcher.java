//JAVA 17+

package lib.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lib.base.Console;
import lib.base.SignalHandling;

/** Waits until the services of a stack run as they should, and tells how they come along. */
class StackWatcher {

    static final long POLL_MILLISECONDS = 1000;
    /** So often each new task of a service has failed before it is given up that has no version to go back to. */
    private static final int FAILURES = 3;

    private static final int LOG_LINES = 20;

    /** Why a service did not come up. */
    record Failure(String service, String reason, String log) {}

    private final Console console;
    private final Swarm swarm;
    private final SwarmClient cluster;
    private final Duration timeout;
    /** What was told of each service last. */
    private final Map<String, String> reported = new HashMap<>();

    /** @param timeout how long services may take until they run */
    StackWatcher(Console console, Swarm swarm, SwarmClient cluster, Duration timeout) {
        this.console = console;
        this.swarm = swarm;
        this.cluster = cluster;
        this.timeout = timeout;
    }

    /**
     * Waits until services run as they should.
     *
     * @param known the tasks that were there before
     * @return null, or the first service that does not, and why
     */
    Failure await(Collection<String> services, Set<String> known) {
        SignalHandling.step("the cluster updated");
        Instant end = Instant.now().plus(timeout);
        boolean before = false;
        while (true) {
            StackState state = cluster.state();
            List<StackState.Service> all = reported(state, services);
            Optional<StackState.Service> failed = all.stream()
                    .filter(service -> StackState.failed(service) || hopeless(state, service, known))
                    .findFirst();
            if (failed.isPresent())
                return failure(state, failed.get(), known, failed.get().update().message());
            List<StackState.Service> waiting =
                    all.stream().filter(service -> !state.settled(service)).toList();
            // at first it may be that the swarm has not begun yet
            boolean there = waiting.isEmpty() && all.size() == services.size();
            if (there && before) return null;
            before = there;
            if (Instant.now().isAfter(end)) {
                String late = "not running after " + timeout.toSeconds() + " s";
                return waiting.isEmpty()
                        ? new Failure(String.join(", ", services), late, "")
                        : failure(state, waiting.get(0), known, late);
            }
            SignalHandling.sleep(POLL_MILLISECONDS);
        }
    }

    private static boolean hopeless(StackState state, StackState.Service service, Set<String> known) {
        Stream<StackState.Task> failed =
                state.tasks(service).stream().filter(task -> task.failed() && !known.contains(task.id()));
        return service.before() == null && failed.count() >= FAILURES * Math.max(1, service.replicas());
    }

    private Failure failure(StackState state, StackState.Service service, Set<String> known, String otherwise) {
        StackState.Task task = state.lastFailure(service, known);
        String name = swarm.shortName(service);
        // one that gets neither well nor unwell has a log too
        if (task == null) return new Failure(name, otherwise, cluster.log(service.id(), String.valueOf(LOG_LINES)));
        return new Failure(name, task.error(), cluster.log(task.id(), String.valueOf(LOG_LINES)));
    }

    /** Waits until services run again; false when they do not within the time. */
    boolean settle(Collection<String> services) {
        SignalHandling.step("the cluster rolled back");
        boolean before = false;
        for (Instant end = Instant.now().plus(timeout);
                Instant.now().isBefore(end);
                SignalHandling.sleep(POLL_MILLISECONDS)) {
            StackState state = cluster.state();
            List<StackState.Service> all = reported(state, services);
            boolean there = all.stream().allMatch(state::settled);
            if (there && before) return true;
            before = there;
            if (all.stream().anyMatch(service -> service.update().state().equals("rollback_paused"))) return false;
        }
        return false;
    }

    /** Those of some names, with a line for each that changed. */
    private List<StackState.Service> reported(StackState state, Collection<String> names) {
        List<StackState.Service> all = state.services().stream()
                .filter(service -> names.contains(swarm.shortName(service)))
                .toList();
        for (StackState.Service service : all) {
            String update = service.update().shown();
            String now = swarm.shortName(service) + " " + state.replicas(service)
                    + (update.isEmpty() ? "" : " (" + update + ")");
            if (!now.equals(reported.put(service.name(), now))) console.info("  " + now);
        }
        return all;
    }
}
