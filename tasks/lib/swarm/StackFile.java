//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.nio.file.Path;
import java.util.*;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A compose file turned into what {@code docker stack deploy} takes, and the secrets and configs that it refers to.
 *
 * @param notes what a cluster cannot do and was left out, for people
 */
public record StackFile(ObjectNode root, List<StackContent> contents, List<String> notes) {

    /**
     * What the compose file does not say.
     *
     * @param directory the project: what is mounted from it does not exist on the other machines
     * @param images the image to run, by service
     * @param homes the label of the machine that a service is tied to, by service
     * @param ports {@code host} or {@code ingress}, or null for what the file says
     * @param versions what the docker program and its engine can do
     * @param labels labels of every service, which restart nothing when they change
     * @param variables the value of a variable, null where it is not set
     * @param files the text of files that need not be there
     */
    public record Choices(
            Path directory,
            Map<String, String> images,
            Map<String, String> homes,
            String ports,
            DockerVersions versions,
            Map<String, String> labels,
            Function<String, String> variables,
            Map<String, String> files) {}

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)i?b?");
    private static final JsonMapper JSON = new JsonMapper();
    /** What needs no change. */
    private static final Set<String> KEPT = Set.of(
            "cap_add",
            "cap_drop",
            "command",
            "credential_spec",
            "dns",
            "dns_search",
            "entrypoint",
            "environment",
            "healthcheck",
            "hostname",
            "init",
            "isolation",
            "labels",
            "logging",
            "read_only",
            "stdin_open",
            "stop_grace_period",
            "stop_signal",
            "sysctls",
            "tty",
            "ulimits",
            "user",
            "working_dir");
    /** What is turned into something else, or has no meaning for the one who deploys. */
    private static final Set<String> SEEN_TO = Set.of(
            "image",
            "build",
            "deploy",
            "depends_on",
            "restart",
            "scale",
            "cpus",
            "mem_limit",
            "mem_reservation",
            "pids_limit",
            "ports",
            "volumes",
            "tmpfs",
            "shm_size",
            "configs",
            "secrets",
            "networks",
            "extra_hosts",
            "profiles",
            "container_name",
            "expose",
            "pull_policy",
            "develop",
            "attach",
            "platform",
            "env_file");

    public static StackFile of(StackModel model, Choices choices) {
        StackFile file = new StackFile(JSON.createObjectNode(), new ArrayList<>(), new ArrayList<>(leftOut(model)));
        file.root.put("version", choices.versions().startInterval() ? "3.12" : "3.9");
        for (String section : List.of("services", "networks", "volumes", "secrets", "configs"))
            file.root.putObject(section);
        StackContents contents = new StackContents(file, model, choices);
        contents.addAll();
        for (String name : model.services()) file.service(model, choices, name, contents);
        file.requireReachable(model, choices);
        model.root()
                .path("networks")
                .properties()
                .forEach(entry -> file.network(model.stack(), entry.getKey(), entry.getValue()));
        model.root()
                .path("volumes")
                .properties()
                .forEach(entry -> file.volume(model.stack(), entry.getKey(), entry.getValue()));
        return file;
    }

    /** What a stack file has no word for. */
    private static List<String> leftOut(StackModel model) {
        Map<String, Set<String>> services = new TreeMap<>();
        for (String name : model.services()) {
            model.service(name).properties().stream()
                    .filter(entry ->
                            !entry.getValue().isNull() && !entry.getKey().startsWith("x-"))
                    .map(Map.Entry::getKey)
                    .filter(key -> !KEPT.contains(key) && !SEEN_TO.contains(key))
                    .forEach(key -> services.computeIfAbsent(key, unknown -> new TreeSet<>())
                            .add(name));
        }
        return services.entrySet().stream()
                .map(entry -> "A swarm does not support " + entry.getKey() + ": left out of" + " "
                        + String.join(", ", entry.getValue()))
                .toList();
    }

    /** The text of the file with some of its services alone. */
    public String text(Collection<String> services) {
        ObjectNode part = root.deepCopy();
        ((ObjectNode) part.path("services")).retain(services);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(part);
    }

    /** Fails where all that is published was meant for the loopback address, which nobody reaches from outside. */
    private void requireReachable(StackModel model, Choices choices) {
        boolean declared = model.services().stream()
                .anyMatch(name -> !model.service(name).path("ports").isEmpty());
        boolean published = model.services().stream()
                .anyMatch(name -> root.path("services").path(name).has("ports"));
        if (!declared || published) return;
        String address = choices.variables.apply("APPLICATION_HOST");
        throw ExitException.wrongInput(
                "every port is published on 127.0.0.1 only, and a swarm publishes on all addresses of its machines or"
                        + " not at all",
                address != null && address.startsWith("127.")
                        ? "To publish them on all addresses: export APPLICATION_HOST=0.0.0.0"
                        : "To publish a port on all addresses, write it without 127.0.0.1.");
    }

    private void service(StackModel model, Choices choices, String name, StackContents contents) {
        JsonNode from = model.service(name);
        ObjectNode to = ((ObjectNode) root.path("services")).putObject(name);
        to.put("image", choices.images.getOrDefault(name, model.image(name)));
        from.properties().forEach(entry -> {
            if (KEPT.contains(entry.getKey()) && !entry.getValue().isNull())
                to.set(entry.getKey(), entry.getValue().deepCopy());
        });
        if (!choices.versions().startInterval() && to.path("healthcheck") instanceof ObjectNode check)
            check.remove("start_interval");
        // compose writes name=address, a stack file name:address
        for (JsonNode host : from.path("extra_hosts"))
            to.withArray("extra_hosts").add(host.asString().replaceFirst("[=:]", ":"));
        for (Map.Entry<String, JsonNode> network : from.path("networks").properties()) {
            ObjectNode joined = to.withObject("networks").putObject(network.getKey());
            if (network.getValue().has("aliases"))
                joined.set("aliases", network.getValue().path("aliases"));
        }
        for (String kind : List.of("secrets", "configs")) {
            for (JsonNode reference : from.path(kind)) to.withArray(kind).add(reference(reference));
        }
        StackPorts.add(from, to, choices.ports, note -> notes.add(name + ": " + note));
        new StackMounts(name, to, contents).addAll(from, choices.directory);
        to.set("deploy", StackDeploy.of(model, name, to, choices.homes.get(name), choices));
    }

    private static ObjectNode reference(JsonNode from) {
        ObjectNode to = JSON.createObjectNode();
        for (String key : List.of("source", "target", "uid", "gid")) {
            if (from.hasNonNull(key)) to.put(key, from.path(key).asString());
        }
        JsonNode mode = from.path("mode");
        if (mode.isNumber()) to.put("mode", mode.asInt());
        else if (mode.isString()) to.put("mode", Integer.parseInt(mode.asString(), 8));
        return to;
    }

    /** A size such as 64m, 1gb or 67108864. */
    static long bytes(String size) {
        Matcher matcher = SIZE.matcher(size.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches())
            throw ExitException.wrongInput("\"" + size + "\" is not a size", "Write it as 64m or 1g.");
        int power = " kmgt".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        return (long) (Double.parseDouble(matcher.group(1)) * Math.pow(1024, power));
    }

    private void network(String stack, String key, JsonNode from) {
        ObjectNode to = ((ObjectNode) root.path("networks")).putObject(key);
        if (named(stack, key, from, to)) return;
        // a bridge is the network of one machine
        if (!from.path("driver").asString("bridge").equals("bridge")) to.set("driver", from.path("driver"));
        for (String name : List.of("driver_opts", "labels")) {
            if (!from.path(name).isEmpty()) to.set(name, from.path(name));
        }
        for (String name : List.of("internal", "attachable")) {
            if (from.path(name).asBoolean(false)) to.put(name, true);
        }
        ArrayNode subnets = JSON.createArrayNode();
        for (JsonNode part : from.path("ipam").path("config"))
            subnets.addObject().set("subnet", part.path("subnet"));
        if (!subnets.isEmpty()) to.putObject("ipam").set("config", subnets);
    }

    private void volume(String stack, String key, JsonNode from) {
        ObjectNode to = ((ObjectNode) root.path("volumes")).putObject(key);
        if (named(stack, key, from, to)) return;
        for (String name : List.of("driver", "driver_opts", "labels")) {
            if (from.hasNonNull(name)
                    && !(from.path(name).isObject() && from.path(name).isEmpty())) to.set(name, from.path(name));
        }
    }

    /** Sets a name that is not the one that the stack gives it; whether it is one that is there already. */
    private static boolean named(String stack, String key, JsonNode from, ObjectNode to) {
        String name = from.path("name").asString("");
        boolean external = from.path("external").asBoolean(false);
        if (!name.isEmpty() && !name.equals(stack + "_" + key)) to.put("name", name);
        if (external) to.put("external", true);
        return external;
    }
}
