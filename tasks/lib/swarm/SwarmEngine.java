//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Docker engine that we talk to, as a part of its cluster. */
class SwarmEngine {

    private final Context context;
    private final Swarm swarm;

    SwarmEngine(Context context, Swarm swarm) {
        this.context = context;
        this.swarm = swarm;
    }

    StackNodes nodes() {
        String self = requireManager();
        List<String> ids = List.of(captured(swarm.nodes()).split("\\s+"));
        return new StackNodes(
                context, swarm, self, context.dryRun() ? List.of() : StackNodes.read(captured(swarm.nodes(ids))));
    }

    /** Fails where the engine manages no cluster, and returns its own id there. */
    String requireManager() {
        String output = captured(swarm.info());
        if (context.dryRun()) return "";
        JsonNode info = JsonMapper.shared().readTree(output);
        String state = info.path("LocalNodeState").asString("inactive");
        if (state.equals("inactive")) {
            throw ExitException.machineLacks(
                    "this Docker engine is not in a cluster",
                    "Create one: docker swarm init. One machine is enough; others join with the command"
                            + " that it prints.");
        }
        if (!state.equals("active"))
            throw ExitException.machineLacks(
                    "the state of this engine in its cluster is " + state + ": "
                            + info.path("Error").asString(""),
                    "docker info shows more; docker swarm unlock unlocks a locked one.");
        if (!info.path("ControlAvailable").asBoolean(false)) {
            String managers = info.path("RemoteManagers").values().stream()
                    .map(manager -> manager.path("Addr").asString().replaceFirst(":\\d+$", ""))
                    .collect(Collectors.joining(", "));
            throw ExitException.machineLacks(
                    "this engine is a worker of its cluster, and only a manager can deploy",
                    "Use a manager (" + managers + "): docker context use NAME, or DOCKER_HOST=ssh://...");
        }
        return info.path("NodeID").asString();
    }

    /**
     * The major versions of the docker program and of its engine; where they do not answer, as if they were the newest.
     */
    int[] versions() {
        ProcessRunner.Output output = context.real().runner().captured(context.command(swarm.versions()));
        if (output.code() != 0) return new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE};
        return Arrays.stream(output.out().strip().split(" "))
                .mapToInt(version -> Integer.parseInt(version.replaceFirst("\\D.*", "")))
                .toArray();
    }

    private String captured(List<String> argv) {
        ProcessRunner.Output output = context.runner().captured(context.command(argv));
        if (output.code() != 0)
            throw ExitException.machineLacks(
                    "docker does not answer: " + output.err().strip(), "docker info shows what is wrong.");
        return output.out();
    }
}
