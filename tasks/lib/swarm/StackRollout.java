//JAVA 17+

package lib.swarm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.process.ProcessRunner;

/** Brings a stack file to the cluster, and puts back or removes what is there. */
public class StackRollout {

    private static final Duration REMOVAL = Duration.ofSeconds(60);

    private final Context context;
    private final Swarm swarm;
    private final Duration timeout;
    final SwarmClient cluster;
    final StackWatcher watcher;

    /** @param timeout how long services may take until they run, and all together until they are gone */
    StackRollout(Context context, Swarm swarm, Duration timeout) {
        this.context = context;
        this.swarm = swarm;
        this.timeout = timeout;
        this.cluster = new SwarmClient(context, swarm);
        this.watcher = new StackWatcher(context.console(), swarm, cluster, timeout);
    }

    /** Creates the secrets and configs that are not there yet. */
    public void create(List<StackContent> contents) {
        for (String kind : List.of("secret", "config")) {
            List<String> there = cluster.lines(swarm.list(kind));
            for (StackContent content : contents) {
                if (!content.kind().equals(kind) || there.contains(content.name())) continue;
                ProcessRunner.Output output =
                        context.runner().fed(cluster.command(swarm.create(content)), content.bytes());
                if (output.code() != 0)
                    throw ExitException.workFailed(
                            "the " + content + " could not be created: "
                                    + output.err().strip(),
                            "See what there is: docker secret ls, docker config ls. Then deploy again.");
                there.add(content.name());
            }
        }
    }

    /** Removes the secrets and configs that neither a service nor what it would be rolled back to has. */
    public void prune() {
        List<String> services = cluster.lines(swarm.services());
        String used = services.isEmpty() ? "" : cluster.ask(swarm.inspect(services));
        for (String kind : List.of("secret", "config")) {
            List<String> old = cluster.lines(swarm.list(kind)).stream()
                    .filter(name -> !used.contains("\"" + name + "\""))
                    .toList();
            if (!old.isEmpty()) context.runner().captured(cluster.command(swarm.remove(kind, old)));
        }
    }

    /** Starts or updates services of the file. */
    public void deploy(StackFile file, Collection<String> services, String resolve) {
        ProcessRunner.Output output = context.runner()
                .fed(cluster.command(swarm.deploy(resolve)), file.text(services).getBytes(StandardCharsets.UTF_8));
        output.out().lines().forEach(context.console()::detail);
        if (output.code() != 0)
            throw ExitException.workFailed(
                    "docker stack deploy refused the stack file: "
                            + output.err().strip(),
                    "To see the stack file: manage.java deploy --dry-run");
        output.err().lines().forEach(context.console()::detail);
    }

    /** Runs a job of the file to its end, and prints its log. */
    public void run(StackFile file, String job, String resolve) {
        new StackJob(context, swarm, cluster, job).run(() -> deploy(file, List.of(job), resolve), timeout);
    }

    /** Removes services that the version that runs does not have. */
    public void remove(Collection<StackState.Service> services) {
        services.forEach(service -> cluster.order(swarm.removeService(service.name())));
    }

    /** Puts services back to what they were before the last deploy; the names of those that were. */
    public List<String> rollBack(Collection<StackState.Service> services) {
        List<StackState.Service> those = services.stream()
                .filter(service -> service.before() != null && service.before().compareTo(service.deployed()) < 0)
                .toList();
        for (StackState.Service service : those) {
            // the swarm itself has begun with one that failed
            if (!service.update().rollsBack()) cluster.order(swarm.rollback(service.name()));
        }
        return those.stream().map(swarm::shortName).toList();
    }

    /** Ends the stack, and waits until nothing of it is there; the volumes stay. */
    public void remove() {
        SignalHandling.step("the stack was removed");
        for (Instant end = Instant.now().plus(timeout); ; SignalHandling.sleep(StackWatcher.POLL_MILLISECONDS)) {
            // a network that was still in use is left by the first try, and the next may come while it goes
            ProcessRunner.Output output = context.runner().captured(cluster.command(swarm.remove()));
            List<String> left = new ArrayList<>(cluster.lines(swarm.services()));
            for (String kind : List.of("network", "secret", "config")) left.addAll(cluster.lines(swarm.list(kind)));
            if (left.isEmpty() || context.dryRun()) return;
            if (Instant.now().isAfter(end))
                throw ExitException.workFailed(
                        "parts of the stack are still there: " + String.join(", ", left) + "; "
                                + output.err().strip(),
                        "Try again: manage.java deploy remove");
        }
    }

    /** Removes the volumes on the machine that we talk to; the names of those that could not be. */
    public List<String> removeVolumes() {
        List<String> volumes = cluster.lines(swarm.list("volume"));
        // containers are gone a little later than their services
        for (Instant end = Instant.now().plus(REMOVAL);
                !volumes.isEmpty() && Instant.now().isBefore(end);
                SignalHandling.sleep(StackWatcher.POLL_MILLISECONDS)) {
            context.runner().captured(cluster.command(swarm.remove("volume", volumes)));
            volumes = cluster.lines(swarm.list("volume"));
        }
        return volumes;
    }
}
