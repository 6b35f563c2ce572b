//JAVA 17+

package lib.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;

/** A service of the stack that runs to its end, such as the migrations. */
class StackJob {

    private final Context context;
    private final Swarm swarm;
    private final SwarmClient cluster;
    private final String job;
    /** Its name on the cluster. */
    private final String name;

    StackJob(Context context, Swarm swarm, SwarmClient cluster, String job) {
        this.context = context;
        this.swarm = swarm;
        this.cluster = cluster;
        this.job = job;
        this.name = swarm.stack() + "_" + job;
    }

    /**
     * Runs it to its end, and prints its log.
     *
     * @param deploy starts it
     * @param timeout how long it may take until it runs
     */
    void run(Runnable deploy, Duration timeout) {
        cluster.state().service(name).ifPresent(this::clear);
        context.console().info("Running " + job + " ...");
        SignalHandling.step(job + " ran");
        boolean ended = false;
        try {
            deploy.run();
            StackState.Task failed = context.dryRun() ? null : end(timeout);
            String log = cluster.log(name, "all");
            if (!log.isBlank()) context.console().out().println(log);
            ended = true;
            if (failed != null)
                throw ExitException.workFailed(
                        job + " failed: " + failed.error(),
                        "Its log is above. The previous version keeps running, unchanged.");
        } finally {
            if (!ended) SignalHandling.shield();
            context.runner().captured(cluster.command(swarm.removeService(name)));
        }
    }

    /** A job that is over was left by a run that was killed; one that runs belongs to another. */
    private void clear(StackState.Service left) {
        boolean runs = cluster.state().tasks(left).stream()
                .anyMatch(task -> Set.of("running", "starting", "preparing").contains(task.state()));
        if (runs) {
            throw ExitException.machineLacks(
                    left.name() + " is running: another deploy is under way, or one was killed",
                    "Wait until it ends, or: docker service rm " + left.name());
        }
        cluster.order(swarm.removeService(left.name()));
    }

    /** Waits for the end; null, or the task that failed. It may take as long as it wants, once it runs. */
    private StackState.Task end(Duration timeout) {
        Instant end = Instant.now().plus(timeout);
        while (true) {
            StackState state = cluster.state();
            StackState.Service service = state.service(name).orElse(null);
            if (service == null) throw ExitException.workFailed(job + " was removed by somebody else", "Deploy again.");
            List<StackState.Task> tasks = state.tasks(service);
            if (complete(service, tasks)) return null;
            List<StackState.Task> failed =
                    tasks.stream().filter(StackState.Task::failed).toList();
            if (failed.size() > attempts(service)) return failed.get(failed.size() - 1);
            boolean runs = tasks.stream().anyMatch(task -> task.state().equals("running"));
            if (!runs && Instant.now().isAfter(end)) throw late(timeout, tasks);
            SignalHandling.sleep(StackWatcher.POLL_MILLISECONDS);
        }
    }

    private static boolean complete(StackState.Service service, List<StackState.Task> tasks) {
        long complete =
                tasks.stream().filter(task -> task.state().equals("complete")).count();
        return complete > 0 && complete >= (service.replicas() < 0 ? tasks.size() : service.replicas());
    }

    private static int attempts(StackState.Service service) {
        return service.template().path("RestartPolicy").path("MaxAttempts").asInt(0);
    }

    private ExitException late(Duration timeout, List<StackState.Task> tasks) {
        String why = tasks.stream()
                .map(StackState.Task::error)
                .filter(error -> !error.isEmpty())
                .findFirst()
                .orElse("no machine took it");
        return ExitException.workFailed(
                job + " did not start within " + timeout.toSeconds() + " s: " + why,
                "docker node ls shows the machines. Nothing else was changed.");
    }
}
