//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.util.*;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The machines of a cluster, and which of them holds the data of a service. */
public class StackNodes {

    /** @param usable whether it is up and takes tasks */
    public record Node(String id, String name, boolean usable, Set<String> labels) {}

    private final Context context;
    private final Swarm swarm;
    /** The machine that the engine of this environment runs on. */
    private final String self;

    private final List<Node> nodes;

    public StackNodes(Context context, Swarm swarm, String self, List<Node> nodes) {
        this.context = context;
        this.swarm = swarm;
        this.self = self;
        this.nodes = nodes;
    }

    /** Reads the answer to docker node inspect. */
    static List<Node> read(String json) {
        List<Node> nodes = new ArrayList<>();
        for (JsonNode node : JsonMapper.shared().readTree(json)) {
            nodes.add(new Node(
                    node.path("ID").asString(),
                    node.path("Description").path("Hostname").asString(),
                    node.path("Status").path("State").asString().equals("ready")
                            && node.path("Spec").path("Availability").asString().equals("active"),
                    new TreeSet<>(node.path("Spec").path("Labels").propertyNames())));
        }
        return nodes;
    }

    public int usable() {
        return (int) nodes.stream().filter(Node::usable).count();
    }

    public String name(String id) {
        return nodes.stream()
                .filter(node -> node.id().equals(id))
                .map(Node::name)
                .findFirst()
                .orElse(id);
    }

    /**
     * The label of the machine that holds the volume of each service that has one. A machine gets it where none has:
     * the one that the service runs on, else the one that we talk to.
     */
    public Map<String, String> homes(StackModel model, StackState state) {
        Map<String, String> homes = new TreeMap<>();
        for (String service : model.lasting()) {
            String volume = model.home(service);
            if (volume == null || model.placed(service)) continue;
            String label = swarm.home(volume);
            homes.put(service, label);
            Node home = nodes.stream()
                    .filter(node -> node.labels().contains(label))
                    .findFirst()
                    .orElseGet(() -> settle(service, label, state));
            if (home == null) continue;
            if (home.usable())
                context.console().info(service + " stays on " + home.name() + ", where its volume " + volume + " is.");
            else
                context.console()
                        .warn(home.name() + ", which holds the volume " + volume + " of " + service
                                + ", is down or drained: " + service + " waits for it.");
        }
        return homes;
    }

    private Node settle(String service, String label, StackState state) {
        Stream<String> running = state.service(swarm.stack() + "_" + service).stream()
                .flatMap(found -> state.current(found).stream())
                .map(StackState.Task::node);
        String id = Stream.concat(
                        Stream.concat(running, Stream.of(self)), nodes.stream().map(Node::id))
                .filter(candidate -> nodes.stream().anyMatch(node -> node.id().equals(candidate) && node.usable()))
                .findFirst()
                .orElse("<node>");
        ProcessRunner.Output output = context.runner().captured(context.command(swarm.label(id, label)));
        if (output.code() != 0)
            throw ExitException.machineLacks(
                    "the machine " + name(id) + " could not be labelled: "
                            + output.err().strip(),
                    "docker node ls shows its state.");
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElse(null);
    }

    /** Takes the labels of a stack away again. */
    public void forget() {
        for (Node node : nodes) {
            for (String label : node.labels()) {
                if (label.startsWith(swarm.home("")))
                    context.runner().captured(context.command(swarm.unlabel(node.id(), label)));
            }
        }
    }

    /** The names of the machines that are not the one we talk to. */
    public List<String> others() {
        return nodes.stream()
                .filter(node -> !node.id().equals(self))
                .map(Node::name)
                .toList();
    }
}
