//JAVA 17+

package lib.swarm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** Brings a stack file to the cluster, one step after another, and waits until it is what runs there. */
public class StackRollout {

    /** So often each new task of a service has failed before it is given up that has no version to go back to. */
    private static final int FAILURES = 3;

    private static final int LOG_LINES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLISECONDS = 500;

    private final Context context;
    private final Swarm swarm;
    private final Duration timeout;
    private final Map<String, String> told = new HashMap<>();
    /** For what is asked over and over, and so not shown. */
    private final ProcessRunner asking;

    /** @param timeout how long services may take until they run */
    public StackRollout(Context context, Swarm swarm, Duration timeout) {
        this.context = context;
        this.swarm = swarm;
        this.timeout = timeout;
        this.asking = context.dryRun()
                ? context.runner()
                : new ProcessRunner.Real(new Console(context.talk().out(), true, false));
    }

    /** What the cluster says now. */
    public StackState state() {
        List<String> services = lines(swarm.services());
        if (services.isEmpty()) return StackState.of("", "");
        List<String> tasks = lines(swarm.tasks(services));
        return StackState.of(
                ask(swarm.inspect(services)),
                tasks.isEmpty()
                        ? ""
                        : asking.captured(command(swarm.inspectTasks(tasks))).out());
    }

    /** Creates the secrets and configs that are not there yet. */
    public void create(List<StackContent> contents) {
        for (String kind : List.of("secret", "config")) {
            List<String> there = lines(swarm.list(kind));
            for (StackContent content : contents) {
                if (!content.kind().equals(kind) || there.contains(content.name())) continue;
                ProcessRunner.Output said = context.runner().fed(command(swarm.create(content)), content.bytes());
                if (said.code() != 0)
                    throw ExitException.workFailed(
                            "the " + content + " could not be created: "
                                    + said.err().strip(),
                            null);
                there.add(content.name());
            }
        }
    }

    /** Removes the secrets and configs that neither a service nor what it would be rolled back to has. */
    public void prune() {
        List<String> services = lines(swarm.services());
        String used = services.isEmpty() ? "" : ask(swarm.inspect(services));
        for (String kind : List.of("secret", "config")) {
            List<String> old = lines(swarm.list(kind)).stream()
                    .filter(name -> !used.contains("\"" + name + "\""))
                    .toList();
            if (!old.isEmpty()) context.runner().captured(command(swarm.remove(kind, old)));
        }
    }

    /** Starts or updates services of the file. */
    public void deploy(StackFile file, Collection<String> services, String resolve, boolean whole) {
        ProcessRunner.Output said = context.runner()
                .fed(command(swarm.deploy(resolve, whole)), file.text(services).getBytes(StandardCharsets.UTF_8));
        said.out().lines().forEach(context.talk()::detail);
        if (said.code() != 0)
            throw ExitException.workFailed(
                    "docker stack deploy refused it: " + said.err().strip(),
                    "See the file that it got: manage.java deploy --dry-run");
        said.err().lines().forEach(context.talk()::detail);
    }

    /** Runs a job of the file to its end, and prints its log. */
    public void run(StackFile file, String job, String resolve) {
        String name = swarm.stack() + "_" + job;
        state().service(name).ifPresent(this::clear);
        context.talk().say("Running " + job + " ...");
        SignalHandling.step(job + " ran");
        boolean ended = false;
        try {
            deploy(file, List.of(job), resolve, false);
            StackState.Task failed = context.dryRun() ? null : end(name, job);
            String log = log(name, "all");
            if (!log.isBlank()) context.talk().out().println(log);
            ended = true;
            if (failed != null)
                throw ExitException.workFailed(
                        job + " failed: " + failed.error(),
                        "Its log is above. The version that ran before runs on, untouched.");
        } finally {
            if (!ended) SignalHandling.shield();
            context.runner().captured(command(swarm.removeService(name)));
        }
    }

    /** A job that is over was left by a run that was killed; one that runs belongs to another. */
    private void clear(StackState.Service job) {
        boolean runs = state().tasks(job).stream()
                .anyMatch(task -> Set.of("running", "starting", "preparing").contains(task.state()));
        if (runs) {
            throw ExitException.machineLacks(
                    job.name() + " is running: another deploy is under way, or one was killed",
                    "Wait for its end, or: docker service rm " + job.name());
        }
        tell(swarm.removeService(job.name()));
    }

    /** Waits for the end of a job; null, or the task that failed. It may take as long as it wants, once it runs. */
    private StackState.Task end(String name, String job) {
        Instant end = Instant.now().plus(timeout);
        while (true) {
            StackState state = state();
            StackState.Service service = state.service(name).orElse(null);
            if (service == null) throw ExitException.workFailed(job + " was removed by somebody else", null);
            List<StackState.Task> tasks = state.tasks(service);
            long complete = tasks.stream()
                    .filter(task -> task.state().equals("complete"))
                    .count();
            if (complete > 0 && complete >= (service.replicas() < 0 ? tasks.size() : service.replicas())) return null;
            List<StackState.Task> failed =
                    tasks.stream().filter(StackState.Task::failed).toList();
            if (failed.size()
                    > service.template()
                            .path("RestartPolicy")
                            .path("MaxAttempts")
                            .asInt(0)) return failed.get(failed.size() - 1);
            boolean runs = tasks.stream().anyMatch(task -> task.state().equals("running"));
            if (!runs && Instant.now().isAfter(end)) {
                String why = tasks.stream()
                        .map(StackState.Task::error)
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse("no machine took it");
                throw ExitException.workFailed(
                        job + " did not start within " + timeout.toSeconds() + " s: " + why,
                        "docker node ls shows the machines. Nothing else was changed.");
            }
            SignalHandling.sleep(POLL_MILLISECONDS);
        }
    }

    /**
     * Waits until services run as they should.
     *
     * @param known the tasks that were there before
     * @return null, or the first service that does not, and why
     */
    public Failure await(Collection<String> services, Set<String> known) {
        SignalHandling.step("the cluster updated");
        Instant end = Instant.now().plus(timeout);
        boolean before = false;
        while (true) {
            StackState state = state();
            List<StackState.Service> all = state.services().stream()
                    .filter(service -> services.contains(shortName(service)))
                    .toList();
            for (StackState.Service service : all) {
                tell(state, service);
                List<StackState.Task> failed = state.tasks(service).stream()
                        .filter(task -> task.failed() && !known.contains(task.id()))
                        .toList();
                boolean hopeless =
                        service.before() == null && failed.size() >= FAILURES * Math.max(1, service.replicas());
                if (StackState.failed(service) || hopeless) return failure(state, service, known, service.message());
            }
            List<StackState.Service> waiting =
                    all.stream().filter(service -> !state.settled(service)).toList();
            // at first it may be that the swarm has not begun yet
            boolean there = waiting.isEmpty() && all.size() == services.size();
            if (there && before) return null;
            before = there;
            if (Instant.now().isAfter(end)) {
                String late = "not there within " + timeout.toSeconds() + " s";
                return waiting.isEmpty()
                        ? new Failure(String.join(", ", services), late, "")
                        : failure(state, waiting.get(0), known, late);
            }
            SignalHandling.sleep(POLL_MILLISECONDS);
        }
    }

    /** Why a service did not come up. */
    public record Failure(String service, String reason, String log) {}

    private Failure failure(StackState state, StackState.Service service, Set<String> known, String otherwise) {
        StackState.Task task = state.lastFailure(service, known);
        if (task == null) return new Failure(shortName(service), otherwise, "");
        return new Failure(shortName(service), task.error(), log(task.id(), String.valueOf(LOG_LINES)));
    }

    /** Puts every service back to what it was before the last deploy, and waits; the names of those that were. */
    public List<String> rollBack(StackState state) {
        List<StackState.Service> those = state.services().stream()
                .filter(service -> service.before() != null && service.before().compareTo(service.deployed()) < 0)
                .toList();
        for (StackState.Service service : those) {
            // the swarm itself has begun with one that failed
            if (!service.update().startsWith("rollback")) tell(swarm.rollback(service.name()));
        }
        return those.stream().map(this::shortName).toList();
    }

    /** Waits until services run again; false when they do not within the time. */
    public boolean settle(Collection<String> services) {
        SignalHandling.step("the cluster went back");
        boolean before = false;
        for (Instant end = Instant.now().plus(timeout);
                Instant.now().isBefore(end);
                SignalHandling.sleep(POLL_MILLISECONDS)) {
            StackState state = state();
            List<StackState.Service> all = state.services().stream()
                    .filter(service -> services.contains(shortName(service)))
                    .toList();
            all.forEach(service -> tell(state, service));
            boolean there = all.stream().allMatch(state::settled);
            if (there && before) return true;
            before = there;
            if (all.stream().anyMatch(service -> service.update().equals("rollback_paused"))) return false;
        }
        return false;
    }

    /** Ends the stack, and waits until nothing of it is there; the volumes stay. */
    public void remove() {
        SignalHandling.step("the stack was removed");
        for (Instant end = Instant.now().plus(timeout); ; SignalHandling.sleep(POLL_MILLISECONDS)) {
            // a network that was still in use is left by the first try, and the next may come while it goes
            ProcessRunner.Output said = context.runner().captured(command(swarm.remove()));
            List<String> left = new ArrayList<>(lines(swarm.services()));
            for (String kind : List.of("network", "secret", "config")) left.addAll(lines(swarm.list(kind)));
            if (left.isEmpty() || context.dryRun()) return;
            if (Instant.now().isAfter(end))
                throw ExitException.workFailed(
                        "still there: " + String.join(", ", left) + "; "
                                + said.err().strip(),
                        "Try again: manage.java deploy remove");
        }
    }

    /** Removes the volumes on the machine that we talk to; the names of those that could not be. */
    public List<String> removeVolumes() {
        List<String> volumes = lines(swarm.list("volume"));
        // containers are gone a little later than their services
        for (Instant end = Instant.now().plus(PATIENCE);
                !volumes.isEmpty() && Instant.now().isBefore(end);
                SignalHandling.sleep(POLL_MILLISECONDS)) {
            context.runner().captured(command(swarm.remove("volume", volumes)));
            volumes = lines(swarm.list("volume"));
        }
        return volumes;
    }

    /** The end of a log, as far as the cluster gives it. */
    private String log(String id, String lines) {
        ProcessRunner.Output said = context.runner().captured(command(swarm.log(id, lines)));
        return (said.out() + (said.code() == 0 ? said.err() : "")).strip();
    }

    private void tell(StackState state, StackState.Service service) {
        String now = shortName(service) + " " + state.replicas(service)
                + (service.update().isEmpty() || service.update().equals("completed")
                        ? ""
                        : " (" + service.update().replace('_', ' ') + ")");
        if (!now.equals(told.put(service.name(), now))) context.talk().say("  " + now);
    }

    String shortName(StackState.Service service) {
        return service.name().substring(swarm.stack().length() + 1);
    }

    private List<String> lines(List<String> argv) {
        return new ArrayList<>(ask(argv)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private String ask(List<String> argv) {
        return answer(asking, argv);
    }

    private void tell(List<String> argv) {
        answer(context.runner(), argv);
    }

    private String answer(ProcessRunner runner, List<String> argv) {
        ProcessRunner.Output said = runner.captured(command(argv));
        if (said.code() != 0)
            throw ExitException.machineLacks(
                    String.join(" ", argv.subList(0, 3)) + ": " + said.err().strip(),
                    "docker node ls must answer on the engine that you talk to.");
        return said.out();
    }

    private ProcessSpec command(List<String> argv) {
        return context.command(argv).within(PATIENCE);
    }
}
