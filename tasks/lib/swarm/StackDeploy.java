//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.util.*;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The deploy section of a service: what the compose file says, and what a cluster should do where it says nothing. */
public class StackDeploy {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param service the service as far as the stack file has it
     * @param home the label of the machine it is tied to, or null
     */
    static ObjectNode of(StackModel model, String name, JsonNode service, String home, StackFile.Choices choices) {
        JsonNode compose = model.service(name);
        JsonNode from = compose.path("deploy");
        boolean job = model.jobs().contains(name);
        ObjectNode to = JSON.createObjectNode();
        mode(to, from, compose, service, job, choices.versions().jobs());
        resources(to, from, compose);
        restart(to, from, compose, job);
        if (!job) update(to, from, service, model.home(name) != null);
        if (from.hasNonNull("endpoint_mode")) to.set("endpoint_mode", from.path("endpoint_mode"));
        // the proxy asks for the addresses of all tasks, and a virtual one needs IPVS, which not every kernel has
        else if (!StackPorts.has(service, "ingress")) to.put("endpoint_mode", "dnsrr");
        if (!from.path("placement").isEmpty())
            to.set("placement", from.path("placement").deepCopy());
        if (home != null) to.withObject("placement").putArray("constraints").add("node.labels." + home + " == true");
        ObjectNode all = to.putObject("labels");
        from.path("labels").properties().forEach(label -> all.set(label.getKey(), label.getValue()));
        choices.labels().forEach(all::put);
        return to;
    }

    /** @param jobs whether a stack can have any; else they are services that are not started again */
    private static void mode(
            ObjectNode to, JsonNode from, JsonNode compose, JsonNode service, boolean job, boolean jobs) {
        String mode = from.path("mode").asString("");
        JsonNode replicas = from.hasNonNull("replicas") ? from.path("replicas") : compose.path("scale");
        if (job) {
            String once = mode.endsWith("-job") ? mode : "replicated-job";
            to.put("mode", jobs ? once : once.replace("-job", ""));
        } else if (mode.isEmpty() && replicas.asInt(1) == 1 && StackPorts.onHost(service)) {
            to.put("mode", "global");
            return;
        } else if (!mode.isEmpty()) {
            to.put("mode", mode);
        }
        if (!mode.startsWith("global") && replicas.isNumber()) to.put("replicas", replicas.asInt());
    }

    private static void resources(ObjectNode to, JsonNode from, JsonNode compose) {
        ObjectNode limits = JSON.createObjectNode();
        ObjectNode reservations = JSON.createObjectNode();
        amounts(limits, compose.path("cpus"), compose.path("mem_limit"), compose.path("pids_limit"));
        amounts(reservations, JSON.missingNode(), compose.path("mem_reservation"), JSON.missingNode());
        JsonNode given = from.path("resources");
        amounts(
                limits,
                given.path("limits").path("cpus"),
                given.path("limits").path("memory"),
                given.path("limits").path("pids"));
        amounts(
                reservations,
                given.path("reservations").path("cpus"),
                given.path("reservations").path("memory"),
                JSON.missingNode());
        if (given.path("reservations").has("generic_resources"))
            reservations.set("generic_resources", given.path("reservations").path("generic_resources"));
        if (!limits.isEmpty()) to.withObject("resources").set("limits", limits);
        if (!reservations.isEmpty()) to.withObject("resources").set("reservations", reservations);
    }

    private static void amounts(ObjectNode to, JsonNode cpus, JsonNode memory, JsonNode pids) {
        if (cpus.isValueNode() && !cpus.isNull() && !cpus.asString().equals("0")) to.put("cpus", cpus.asString());
        if (memory.isValueNode() && !memory.isNull()) to.put("memory", memory.asString());
        if (pids.isValueNode() && !pids.isNull()) to.put("pids", Integer.parseInt(pids.asString()));
    }

    private static void restart(ObjectNode to, JsonNode from, JsonNode compose, boolean job) {
        if (from.hasNonNull("restart_policy")
                && !(job
                        && from.path("restart_policy")
                                .path("condition")
                                .asString("any")
                                .equals("any"))) {
            to.set("restart_policy", from.path("restart_policy").deepCopy());
            return;
        }
        String[] request = compose.path("restart").asString("").split(":");
        ObjectNode policy = JSON.createObjectNode();
        if (request[0].equals("on-failure")) {
            policy.put("condition", "on-failure");
            if (request.length > 1) policy.put("max_attempts", Integer.parseInt(request[1]));
            else if (job) policy.put("condition", "none");
        } else if (job || request[0].equals("no") || request[0].equals("false")) {
            policy.put("condition", "none");
        } else if (!request[0].isEmpty()) {
            policy.put("condition", "any");
        }
        if (!policy.isEmpty()) to.set("restart_policy", policy);
    }

    /** One after another, the new one before the old one goes, unless they would be in each other's way. */
    private static void update(ObjectNode to, JsonNode from, JsonNode service, boolean data) {
        String order = data || StackPorts.onHost(service) ? "stop-first" : "start-first";
        for (String section : List.of("update_config", "rollback_config")) {
            ObjectNode config = to.putObject(section)
                    .put("parallelism", 1)
                    .put("order", order)
                    .put("monitor", "10s")
                    .put("failure_action", section.equals("update_config") ? "rollback" : "pause");
            from.path(section).properties().forEach(entry -> config.set(entry.getKey(), entry.getValue()));
        }
    }
}
