//JAVA 17+

package lib.server;

import java.util.*;
import lib.environment.Context;
import lib.environment.DockerHost;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a compose file would make, as compose itself resolves it.
 *
 * @param loopback whether the database's port is published on the loopback address alone
 * @param ports the fixed ports of this machine that its services publish
 * @param volumes the volumes that {@code down --volumes} would remove
 * @param binds files and directories of the engine's machine that are mounted, secrets too
 * @param everywhere whether a port is published on every address
 * @param refused services whose image does not start with the volume that they have
 */
public record ComposeModel(
        boolean loopback,
        Set<Integer> ports,
        List<String> volumes,
        List<String> binds,
        boolean everywhere,
        List<String> refused) {

    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");

    /**
     * A service's container.
     *
     * @param health empty where the service declares no healthcheck
     */
    public record Container(String service, String state, int exitCode, String health) {

        public boolean has(String... states) {
            return List.of(states).contains(state);
        }

        /** Healthy, or without a healthcheck, or a one-shot service that has done its work. */
        public boolean ready() {
            return health.isEmpty() || health.equals("healthy") || has("exited") && exitCode == 0;
        }
    }

    /** Reads the answer to {@link ComposeCommands#model}, of a file that need not have a database. */
    public static ComposeModel of(String json) {
        return of(new JsonMapper().readTree(json), ComposeCommands.SERVICE);
    }

    /** Says what starting these containers means, on another machine above all. */
    public void warn(Context context, Optional<DockerHost> machine, String label) {
        for (String service : refused) {
            context.console()
                    .warn(label + ": " + service + " has a volume in " + ImageData.BEFORE_18
                            + ", and from version 18 the image does not start with a volume there. Add PGDATA: "
                            + ImageData.BEFORE_18 + " to its environment.");
        }
        machine.ifPresent(remote -> warn(context, remote, label));
    }

    private void warn(Context context, DockerHost remote, String label) {
        if (everywhere) {
            context.console()
                    .warn(label + " publishes ports on every address of " + remote.host()
                            + ": whoever reaches that machine can try the passwords. " + DockerHost.PUBLISH
                            + "=ADDRESS narrows it.");
        }
        if (!binds.isEmpty()) {
            context.console()
                    .warn(label + " mounts paths that " + remote.host() + " does not have: " + String.join(", ", binds)
                            + "; they are not copied: that machine uses its own, or creates empty ones.");
        }
    }

    static ComposeModel of(JsonNode root, String serviceOfDatabase) {
        JsonNode database = root.path("services").path(serviceOfDatabase);
        boolean loopback = false;
        boolean everywhere = false;
        Set<Integer> ports = new TreeSet<>();
        List<String> binds = new ArrayList<>();
        for (JsonNode service : root.path("services")) {
            for (JsonNode port : service.path("ports")) {
                String host = port.path("host_ip").asString("");
                boolean local = host.startsWith("127.") || host.equals("::1");
                if (service == database && port.path("target").asInt(0) == ComposeCommands.PORT) loopback = local;
                everywhere |= EVERYWHERE.contains(host);
                String published = port.path("published").asString("");
                if (published.matches("\\d+")
                        && !published.equals("0")
                        && port.path("protocol").asString("tcp").equals("tcp")) ports.add(Integer.valueOf(published));
            }
            for (JsonNode volume : service.path("volumes")) {
                if (volume.path("type").asString("").equals("bind"))
                    binds.add(volume.path("source").asString(""));
            }
        }
        for (String section : List.of("secrets", "configs")) {
            for (JsonNode one : root.path(section)) {
                if (one.has("file")) binds.add(one.path("file").asString(""));
            }
        }
        List<String> volumes = new ArrayList<>();
        for (JsonNode volume : root.path("volumes")) {
            if (!volume.path("external").asBoolean(false))
                volumes.add(volume.path("name").asString(""));
        }
        List<String> refused = root.path("services").properties().stream()
                .filter(service -> ImageData.isRefused(service.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return new ComposeModel(loopback, ports, volumes, binds, everywhere, refused);
    }

    /**
     * Reads the answer to {@link ComposeCommands#containers}; older versions print one list, newer ones an object a
     * line.
     */
    public static List<Container> containers(String json) {
        List<Container> containers = new ArrayList<>();
        for (String line : json.lines().filter(text -> !text.isBlank()).toList()) {
            try {
                JsonNode node = new JsonMapper().readTree(line);
                for (JsonNode c : node.isArray() ? node : List.of(node)) {
                    containers.add(new Container(
                            c.path("Service").asString(""),
                            c.path("State").asString(""),
                            c.path("ExitCode").asInt(0),
                            c.path("Health").asString("")));
                }
            } catch (JacksonException e) {
                // a warning among the answers
            }
        }
        return containers;
    }
}
