//JAVA 17+

package lib.swarm;

import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.base.TextTable;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Git;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import lib.server.ComposeCommands;
import lib.server.ComposeProgram;

/** A compose file on a cluster: deployed, looked at, put back, removed. */
public class StackDeployment {

    public enum PortMode {
        ingress,
        host
    }

    public final Context context;
    /** The secrets of the environment, by the file that the compose file may call for; none of them is written. */
    private final Map<String, String> secretFiles = new TreeMap<>();

    public final Swarm swarm;
    private final ComposeCommands compose;
    private final String label;
    private final SwarmEngine engine;
    private final StackRollout rollout;

    /** @param stack its name on the cluster, or null */
    public StackDeployment(Context requested, String stack, Duration timeout) {
        context = SecretFiles.named(requested);
        for (String secret : requested.environment().secrets())
            secretFiles.put(
                    context.environment().require(secret + "_FILE"),
                    context.environment().secret(secret).reveal());
        ComposeCommands found = ComposeProgram.compose(context);
        if (found.engineProgram().get(0).equals("podman"))
            throw ExitException.machineLacks("podman has no swarm", "Install Docker.");
        String name = stack != null ? stack : name(context, found.project());
        if (!name.matches("[a-z0-9][a-z0-9_-]*"))
            throw ExitException.wrongInput(
                    "\"" + name + "\" is not a name for a stack", "Use lower-case letters, digits, - and _.");
        this.swarm = new Swarm(name);
        this.compose = found.of(name);
        this.label = context.project().show(found.files().get(0));
        this.engine = new SwarmEngine(context, swarm);
        this.rollout = new StackRollout(context, swarm, timeout);
    }

    /** The same from every checkout: what is deployed from another directory is the next version. */
    private static String name(Context context, String project) {
        String own = ComposeCommands.projectName(
                context.project().root(), context.environment().name, DockerHost.user(context));
        return project.equals(own) ? own.replaceFirst("-[0-9a-f]{6}$", "") : project;
    }

    public int deploy(StackImages.Request request, PortMode ports) {
        StackModel model = model();
        StackNodes nodes = engine.nodes();
        StackImages images = new StackImages(context, compose, swarm, model, request, nodes.usable());
        images.prepare();
        StackState before = rollout.cluster.state();
        StackFile file = file(model, images, nodes.homes(model, before), ports);
        for (String note : file.notes()) context.console().info(note + ".");
        if (context.dryRun()) System.out.println(context.environment().masked(file.text(model.services())));
        rollout.create(file.contents());
        jobs(model, file, images, before);
        context.console().info("Updating " + swarm.stack() + " ...");
        try {
            rollout.deploy(file, model.lasting(), images.resolve);
        } catch (ExitException refused) {
            throw refused.and(putBack(before, Set.of()));
        }
        require(model.lasting(), before.taskIds(), before);
        // only now, so that a version that fails has taken nothing away
        rollout.remove(before.services().stream()
                .filter(service -> !model.services().contains(swarm.shortName(service)))
                .toList());
        rollout.prune();
        return context.dryRun() ? 0 : status();
    }

    private StackFile file(StackModel model, StackImages images, Map<String, String> homes, PortMode ports) {
        int[] versions = engine.versions();
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return StackFile.of(
                model,
                new StackFile.Choices(
                        context.project().root(),
                        images.chosen,
                        homes,
                        ports == null ? null : ports.name(),
                        new DockerVersions(versions[0], versions[1]),
                        Map.of(StackState.DEPLOYED, time, StackState.VERSION, version()),
                        this::variable,
                        secretFiles));
    }

    /** Runs the jobs of the stack, each after the services that it needs. */
    private void jobs(StackModel model, StackFile file, StackImages images, StackState before) {
        Set<String> running = before.services().stream()
                .filter(before::settled)
                .map(swarm::shortName)
                .collect(Collectors.toSet());
        for (String job : model.jobs()) {
            // what is up is left as it is until the job has succeeded
            Set<String> first = new LinkedHashSet<>(model.neededBy(job));
            first.removeAll(running);
            if (!first.isEmpty()) {
                context.console().info("Starting " + String.join(", ", first) + " ...");
                rollout.deploy(file, first, images.resolve);
                require(first, before.taskIds(), null);
                running.addAll(first);
            }
            rollout.run(file, job, images.resolve);
        }
    }

    /** Waits for services, and fails where they do not come up; what was changed is then put back. */
    private void require(Set<String> services, Set<String> known, StackState before) {
        if (context.dryRun()) return;
        SignalHandling.outcome(
                "; the cluster continues by itself: manage.java deploy status, manage.java deploy rollback");
        StackWatcher.Failure failure = rollout.watcher.await(services, known);
        if (failure == null) return;
        String log = failure.log().isEmpty() ? "" : "The end of its log:\n" + failure.log() + "\n";
        String hint = failure.reason().contains("No such image")
                ? "A machine of the cluster does not have the image: add --push or --load HOST.\n"
                : "";
        String what = failure.service() + " did not start: " + failure.reason();
        if (before == null) throw ExitException.workFailed(what, log + hint + "Nothing else was changed.");
        context.console().warn(what + "; rolling back ...");
        throw ExitException.workFailed(what, log + hint + putBack(before, Set.of(failure.service())));
    }

    /**
     * Puts the services back to what they were, and removes those that were not there; how that went, in a sentence.
     *
     * @param failed services that the swarm itself puts back
     */
    private String putBack(StackState before, Set<String> failed) {
        StackState now = rollout.cluster.state();
        rollout.remove(now.without(before));
        if (before.services().isEmpty())
            return "It was the first version, and was removed again; its volumes are kept. Correct it"
                    + " and deploy again.";
        Set<String> back = new TreeSet<>(rollout.rollBack(now.changedSince(before)));
        before.services().stream()
                .map(swarm::shortName)
                .filter(failed::contains)
                .forEach(back::add);
        return rollout.watcher.settle(back)
                ? "It was rolled back: the previous version is running. Migrations are not undone."
                : "The rollback did not finish in time: manage.java deploy status";
    }

    public int status() {
        engine.requireManager();
        StackState state = rollout.cluster.state();
        if (context.dryRun()) return 0;
        if (state.services().isEmpty())
            throw ExitException.workFailed("nothing is deployed as " + swarm.stack(), "Deploy it: manage.java deploy");
        StackNodes nodes = engine.nodes();
        StackState.Service newest = state.services().stream()
                .max(Comparator.comparing(StackState.Service::deployed))
                .orElseThrow();
        System.out.println(swarm.stack() + (newest.version().isEmpty() ? "" : ", version " + newest.version())
                + ", deployed " + newest.deployed());
        TextTable table = new TextTable();
        for (StackState.Service service : state.services())
            table.row(swarm.shortName(service), described(state, service, nodes));
        table.lines().forEach(System.out::println);
        return state.services().stream().allMatch(state::settled) ? 0 : ExitException.WORK_FAILED;
    }

    private static String described(StackState state, StackState.Service service, StackNodes nodes) {
        String where = state.current(service).stream()
                .map(task -> nodes.name(task.node()))
                .sorted()
                .collect(Collectors.joining(", "));
        StackState.Task failed = state.settled(service) ? null : state.lastFailure(service, Set.of());
        String update = service.update().shown();
        return String.join("  ", state.replicas(service), service.image(), where)
                + (update.isEmpty() ? "" : "  " + update)
                + (failed == null ? "" : "  " + failed.error());
    }

    public int rollback() {
        engine.requireManager();
        context.console().info("Rolling " + swarm.stack() + " back ...");
        List<String> back = rollout.rollBack(rollout.cluster.state().services());
        if (context.dryRun()) return 0;
        if (back.isEmpty())
            throw ExitException.workFailed(
                    swarm.stack() + " has no previous version to roll back to",
                    "Check out the version that you want, and deploy it.");
        if (!rollout.watcher.settle(back))
            throw ExitException.workFailed("the rollback did not finish in time", "See: manage.java deploy status");
        return status();
    }

    public int remove(boolean volumes) {
        StackNodes nodes = engine.nodes();
        context.console().info("Removing " + swarm.stack() + " ...");
        rollout.remove();
        List<String> left = volumes ? rollout.removeVolumes() : List.of();
        if (volumes) nodes.forget();
        if (!left.isEmpty()) context.console().warn("Not removed: " + String.join(", ", left));
        if (volumes && !nodes.others().isEmpty()) {
            context.console()
                    .info("Volumes on " + String.join(", ", nodes.others())
                            + " are kept, if there are any: docker volume ls --filter label=" + Swarm.STACK_LABEL
                            + "=" + swarm.stack());
        }
        if (!context.dryRun())
            System.out.println(swarm.stack() + " was removed"
                    + (volumes
                            ? ", and its data on this machine."
                            : "; its data is kept: --volumes" + " removes that too."));
        return left.isEmpty() ? 0 : ExitException.WORK_FAILED;
    }

    private StackModel model() {
        // a secret is known by where it comes from: its letters may be part of any word
        String marker = "secret-" + UUID.randomUUID();
        Map<String, String> marked = new LinkedHashMap<>();
        context.environment().secretNames().forEach(name -> marked.put(name, marker));
        model(marked).refuseSecrets(text -> text.contains(marker), label);
        return model(Map.of());
    }

    /** What compose makes of the file, with other values of some variables. */
    private StackModel model(Map<String, String> changed) {
        // compose reads the file and starts nothing
        ProcessRunner.Output output = context.real()
                .runner()
                .captured(context.command(compose.model()).with(changed));
        if (output.code() != 0)
            throw ExitException.wrongInput(
                    "compose rejects " + label + ": "
                            + context.environment().masked(output.err().strip()),
                    "Check it: manage.java -c " + context.environment().name + " compose config");
        return StackModel.of(swarm.stack(), output.out(), label);
    }

    private String variable(String name) {
        return context.environment().exported().getOrDefault(name, System.getenv(name));
    }

    /** The commit that is checked out, where there is one. */
    private String version() {
        return new Git(context)
                .answer("describe", "--always", "--dirty", "--tags")
                .orElse("")
                .strip();
    }
}
