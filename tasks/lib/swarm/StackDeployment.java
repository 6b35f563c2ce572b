//JAVA 17+

package lib.swarm;

import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import lib.server.ComposeCommands;
import lib.server.ComposeProgram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    private final StackRollout rollout;

    /** @param stack its name on the cluster, or null */
    public StackDeployment(Context asked, String stack, Duration timeout) {
        context = SecretFiles.named(asked);
        for (String secret : asked.environment().secrets())
            secretFiles.put(
                    context.environment().require(secret + "_FILE"),
                    context.environment().secret(secret).reveal());
        ComposeCommands found = ComposeProgram.compose(context);
        if (found.program().get(0).equals("podman"))
            throw ExitException.machineLacks("podman has no swarm", "Install Docker.");
        String name = stack != null ? stack : name(context, found.project());
        if (!name.matches("[a-z0-9][a-z0-9_-]*"))
            throw ExitException.wrongInput(
                    "\"" + name + "\" is no name for a stack", "Small letters, digits, - and _.");
        this.swarm = new Swarm(name);
        this.compose = found.of(name);
        this.label = context.project().show(found.files().get(0));
        this.rollout = new StackRollout(context, swarm, timeout);
    }

    /** The same from every checkout: what is deployed from another folder is the next version. */
    private static String name(Context context, String project) {
        String own = ComposeCommands.projectName(
                context.project().root(), context.environment().name, DockerHost.user(context));
        return project.equals(own) ? own.replaceFirst("-[0-9a-f]{6}$", "") : project;
    }

    public int deploy(StackImages.Wish wish, PortMode ports) {
        StackModel model = model();
        StackNodes nodes = nodes();
        StackImages images = new StackImages(context, compose, swarm, model, wish, nodes.usable());
        images.prepare();
        StackState before = rollout.state();
        int[] versions = versions();
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        StackFile file = StackFile.of(
                model,
                new StackFile.Choices(
                        context.project().root(),
                        images.chosen,
                        nodes.homes(model, before),
                        ports == null ? null : ports.name(),
                        versions[0],
                        versions[1],
                        Map.of(StackState.DEPLOYED, time, StackState.VERSION, version()),
                        this::variable,
                        secretFiles));
        for (String note : file.notes()) context.talk().say(note + ".");
        if (context.dryRun()) System.out.println(context.environment().masked(file.text(model.services())));
        rollout.create(file.contents());
        Set<String> running = before.services().stream()
                .filter(before::settled)
                .map(rollout::shortName)
                .collect(Collectors.toSet());
        for (String job : model.jobs()) {
            // what is up is left as it is until the job has succeeded
            Set<String> first = new LinkedHashSet<>(model.neededBy(job));
            first.removeAll(running);
            if (!first.isEmpty()) {
                context.talk().say("Starting " + String.join(", ", first) + " ...");
                rollout.deploy(file, first, images.resolve, false);
                require(first, before.taskIds(), null);
                running.addAll(first);
            }
            rollout.run(file, job, images.resolve);
        }
        context.talk().say("Updating " + swarm.stack() + " ...");
        rollout.deploy(file, model.lasting(), images.resolve, true);
        require(model.lasting(), before.taskIds(), before);
        rollout.prune();
        return context.dryRun() ? 0 : status();
    }

    /** Waits for services, and fails where they do not come up; what was changed is then put back. */
    private void require(Set<String> services, Set<String> known, StackState before) {
        if (context.dryRun()) return;
        SignalHandling.outcome(
                "; the cluster goes on by itself: manage.java deploy status, manage.java deploy rollback");
        StackRollout.Failure failure = rollout.await(services, known);
        if (failure == null) return;
        String log = failure.log().isEmpty() ? "" : "The end of its log:\n" + failure.log() + "\n";
        String hint = failure.reason().contains("No such image")
                ? "A machine lacks the image: --push, or --load HOST.\n"
                : "";
        String what = failure.service() + " did not come up: " + failure.reason();
        if (before == null) throw ExitException.workFailed(what, log + hint + "Nothing else was changed.");
        if (before.services().isEmpty())
            throw ExitException.workFailed(
                    what,
                    log + hint
                            + "It is the first version, so there is none to go back to. Correct it and deploy again,"
                            + " or: manage.java deploy remove");
        context.talk().warn(what + "; rolling back ...");
        Set<String> back = new TreeSet<>(rollout.rollBack(rollout.state()));
        back.add(failure.service());
        boolean settled = rollout.settle(back);
        throw ExitException.workFailed(
                what,
                log
                        + hint
                        + (settled
                                ? "It was rolled back: the version before runs. Migrations stay."
                                : "It could not be rolled back within the time: manage.java deploy status"));
    }

    public int status() {
        inSwarm();
        StackState state = rollout.state();
        if (context.dryRun()) return 0;
        if (state.services().isEmpty())
            throw ExitException.workFailed("nothing is deployed as " + swarm.stack(), "Deploy it: manage.java deploy");
        StackNodes nodes = nodes();
        StackState.Service newest = state.services().stream()
                .max(Comparator.comparing(StackState.Service::deployed))
                .orElseThrow();
        System.out.println(swarm.stack() + (newest.version().isEmpty() ? "" : ", version " + newest.version())
                + ", deployed " + newest.deployed());
        int width = state.services().stream()
                .mapToInt(service -> rollout.shortName(service).length())
                .max()
                .orElse(0);
        boolean well = true;
        for (StackState.Service service : state.services()) {
            boolean settled = state.settled(service);
            well &= settled;
            String where = state.current(service).stream()
                    .map(task -> nodes.name(task.node()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            StackState.Task failed = settled ? null : state.lastFailure(service, Set.of());
            System.out.printf(
                    "%-" + width + "s  %s  %s  %s%s%s%n",
                    rollout.shortName(service),
                    state.replicas(service),
                    service.image(),
                    where,
                    service.update().isEmpty() || service.update().equals("completed")
                            ? ""
                            : "  " + service.update().replace('_', ' '),
                    failed == null ? "" : "  " + failed.error());
        }
        return well ? 0 : ExitException.WORK_FAILED;
    }

    public int rollback() {
        inSwarm();
        context.talk().say("Rolling " + swarm.stack() + " back ...");
        List<String> back = rollout.rollBack(rollout.state());
        if (context.dryRun()) return 0;
        if (back.isEmpty())
            throw ExitException.workFailed(
                    "there is nothing to roll " + swarm.stack() + " back to",
                    "Check out the version that you want, and deploy it.");
        if (!rollout.settle(back))
            throw ExitException.workFailed("it was not back within the time", "See: manage.java deploy status");
        return status();
    }

    public int remove(boolean volumes) {
        StackNodes nodes = nodes();
        context.talk().say("Removing " + swarm.stack() + " ...");
        rollout.remove();
        List<String> left = volumes ? rollout.removeVolumes() : List.of();
        if (volumes) nodes.forget();
        if (!left.isEmpty()) context.talk().warn("Not removed: " + String.join(", ", left));
        if (volumes && !nodes.others().isEmpty()) {
            context.talk()
                    .say("Volumes on " + String.join(", ", nodes.others())
                            + " are left, where there are any: docker volume ls --filter label=" + Swarm.STACK_LABEL
                            + "=" + swarm.stack());
        }
        if (!context.dryRun())
            System.out.println(swarm.stack() + " was removed"
                    + (volumes ? ", and its data on this machine." : "; its data stays: --volumes removes that too."));
        return left.isEmpty() ? 0 : ExitException.WORK_FAILED;
    }

    private StackModel model() {
        // compose reads the file and starts nothing
        ProcessRunner.Output said = context.real().runner().captured(context.command(compose.model()));
        if (said.code() != 0)
            throw ExitException.wrongInput(
                    "compose refuses " + label + ": " + said.err().strip(),
                    "Check it: manage.java -c " + context.environment().name + " compose config");
        StackModel model = StackModel.of(swarm.stack(), said.out(), label);
        model.refuseSecrets(text -> !context.environment().masked(text).equals(text), label);
        return model;
    }

    private String variable(String name) {
        return context.environment().exported().getOrDefault(name, System.getenv(name));
    }

    private StackNodes nodes() {
        String self = inSwarm();
        List<String> ids = List.of(captured(swarm.nodes()).split("\\s+"));
        return new StackNodes(
                context, swarm, self, context.dryRun() ? List.of() : StackNodes.read(captured(swarm.nodes(ids))));
    }

    /** Fails where the engine manages no cluster; its own id there. */
    private String inSwarm() {
        String said = captured(swarm.info());
        if (context.dryRun()) return "";
        JsonNode info = JsonMapper.shared().readTree(said);
        String state = info.path("LocalNodeState").asString("inactive");
        if (state.equals("inactive")) {
            throw ExitException.machineLacks(
                    "this Docker engine is in no cluster",
                    "One machine is enough to begin with: docker swarm init. Others join it with the line that this"
                            + " prints.");
        }
        if (!state.equals("active"))
            throw ExitException.machineLacks(
                    "this engine's part of the cluster is " + state + ": "
                            + info.path("Error").asString(""),
                    "docker info tells more; docker swarm unlock opens a locked one.");
        if (!info.path("ControlAvailable").asBoolean(false)) {
            String managers = info.path("RemoteManagers").values().stream()
                    .map(manager -> manager.path("Addr").asString().replaceFirst(":\\d+$", ""))
                    .collect(Collectors.joining(", "));
            throw ExitException.machineLacks(
                    "this engine is a worker of its cluster, and only a manager deploys",
                    "Talk to a manager (" + managers + "): docker context use NAME, or DOCKER_HOST=ssh://...");
        }
        return info.path("NodeID").asString();
    }

    /**
     * The major versions of the docker program and of its engine; where they do not answer, as if they were the newest.
     */
    private int[] versions() {
        ProcessRunner.Output said = context.real().runner().captured(context.command(swarm.versions()));
        if (said.code() != 0) return new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE};
        return Arrays.stream(said.out().strip().split(" "))
                .mapToInt(version -> Integer.parseInt(version.replaceFirst("\\D.*", "")))
                .toArray();
    }

    /** The commit that is checked out, where there is one. */
    private String version() {
        if (ProcessRunner.onPath("git", "git.exe") == null) return "";
        ProcessRunner.Output said = context.real()
                .runner()
                .captured(context.command(List.of("git", "describe", "--always", "--dirty", "--tags")));
        return said.code() == 0 ? said.out().strip() : "";
    }

    private String captured(List<String> argv) {
        ProcessRunner.Output said = context.runner().captured(context.command(argv));
        if (said.code() != 0)
            throw ExitException.machineLacks(
                    "docker does not answer: " + said.err().strip(), "docker info tells what is wrong.");
        return said.out();
    }
}
