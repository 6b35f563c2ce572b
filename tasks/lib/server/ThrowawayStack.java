//JAVA 17+

package lib.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.DockerHost;
import lib.environment.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a throw-away run starts: compose's own model of its files, without what the run would share with the stack of a
 * developer that the same files describe. Whatever way a mount is written in, here it has one form.
 */
class ThrowawayStack {

    private static final String INIT_SCRIPTS = "/docker-entrypoint-initdb.d";
    /** From a mount to the PG_VERSION of image 18: 18/docker/PG_VERSION. */
    private static final int DEPTH = 3;

    private final ComposeFiles files;
    private final Environment environment;
    private final Function<JsonNode, Set<String>> dataDirectories;
    private final ObjectNode root;
    private final List<JsonNode> renewed = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private final List<String> readOnly = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();

    /**
     * @param model compose's answer to {@link ComposeCommands#model}
     * @param dataDirectories where a service keeps its data, by its variables and its image
     */
    ThrowawayStack(
            String model,
            ComposeFiles files,
            Environment environment,
            Function<JsonNode, Set<String>> dataDirectories) {
        this.files = files;
        this.environment = environment;
        this.dataDirectories = dataDirectories;
        root = (ObjectNode) JsonMapper.shared().readTree(model);
        if (files.foreign()) leaveOutBuilt();
        Set<String> servers = servers();
        for (Map.Entry<String, JsonNode> entry : root.path("services").properties()) {
            ObjectNode service = (ObjectNode) entry.getValue();
            service.remove("profiles");
            if (files.foreign()) service.remove("container_name");
            ports(entry.getKey(), service);
            mounts(entry.getKey(), service, servers.contains(entry.getKey()));
        }
        root.path("volumes").properties().forEach(volume -> {
            // another stack's own name, driver or directory would be another stack's data
            boolean read = volume.getValue().path("external").asBoolean(false) && !written.contains(volume.getKey());
            if (!read) ((ObjectNode) volume.getValue()).removeAll();
        });
        root.path("networks").forEach(network -> {
            if (files.foreign() && !network.path("external").asBoolean(false)) ((ObjectNode) network).remove("name");
        });
    }

    /** Marks the database's container. */
    void label(Map<String, String> labels) {
        ObjectNode service = (ObjectNode) root.path("services").path(files.database());
        ObjectNode all = service.get("labels") instanceof ObjectNode there ? there : service.putObject("labels");
        labels.forEach(all::put);
    }

    JsonNode root() {
        return root;
    }

    /** Directories of this machine that the database may read, and would otherwise be free to write into. */
    List<String> readOnly() {
        return readOnly;
    }

    /** Directories of this machine that services beside the database write into, as those of another stack may. */
    List<String> shared() {
        return shared;
    }

    /** Services that others depend on, and that are not started as they are built from sources. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** What a run starts tests the sources, and needs nothing that is built from them. */
    private void leaveOutBuilt() {
        ObjectNode services = (ObjectNode) root.path("services");
        List<String> started = files.servicesToStart();
        services.properties().stream()
                .filter(service -> service.getValue().has("build") && !started.contains(service.getKey()))
                .forEach(service -> leftOut.add(service.getKey()));
        services.remove(leftOut);
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            if (service.getValue().get("depends_on") instanceof ObjectNode needed) needed.remove(leftOut);
            if (service.getValue().get("links") instanceof ArrayNode links)
                links.removeIf(link -> leftOut.contains(link.asString("").split(":")[0]));
            requireNothingOf(service.getKey(), service.getValue());
        }
    }

    private void requireNothingOf(String name, JsonNode service) {
        Stream<String> joined = Stream.concat(
                Stream.of("network_mode", "ipc", "pid")
                        .map(key -> service.path(key).asString(""))
                        .filter(value -> value.startsWith("service:"))
                        .map(value -> value.substring("service:".length())),
                service.path("volumes_from")
                        .valueStream()
                        .map(from -> from.asString("").split(":")[0]));
        joined.filter(leftOut::contains).findFirst().ifPresent(built -> {
            throw ExitException.wrongInput(
                    "the service " + name + " of " + files.label() + " cannot start without " + built
                            + ", which is built from source",
                    "COMPOSE_SERVICES names the services that a test run starts beside the database: name both there,"
                            + " or neither.");
        });
    }

    /** The services that run PostgreSQL, and those whose mounts they take. */
    private Set<String> servers() {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        root.path("services").properties().stream()
                .filter(service ->
                        service.getKey().equals(files.database()) || ComposeFiles.isPostgres(service.getValue()))
                .forEach(service -> open.add(service.getKey()));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!found.add(name)) continue;
            JsonNode others = root.path("services").path(name).path("volumes_from");
            others.forEach(from -> open.add(from.asString("").split(":")[0]));
        }
        return found;
    }

    /** A port that a variable of the environment stands for is published as that has it. */
    private void ports(String name, ObjectNode service) {
        Map<Integer, String> known = new TreeMap<>();
        environment.servicePorts().stream()
                .filter(variable -> files.behind(variable).getKey().equals(name))
                .forEach(variable -> known.put(files.behind(variable).getValue(), variable));
        if (files.foreign() && name.equals(files.database())) known.put(ComposeCommands.PORT, "POSTGRES_PORT");
        if (known.isEmpty()) return;
        ArrayNode ports = service.get("ports") instanceof ArrayNode there ? there : service.putArray("ports");
        known.forEach((target, variable) -> {
            String published = environment.require(variable);
            List<JsonNode> of = ports.valueStream()
                    .filter(port -> port.path("target").asInt(0) == target)
                    .toList();
            if (of.stream().anyMatch(port -> port.path("published").asString("").equals(published))) return;
            of.forEach(port -> ports.removeIf(port::equals));
            String address = environment.get(DockerHost.PUBLISH, "127.0.0.1").replaceAll("[\\[\\]]", "");
            ports.addObject()
                    .put("mode", "ingress")
                    .put("host_ip", address)
                    .put("target", target)
                    .put("published", published)
                    .put("protocol", "tcp");
        });
    }

    private void mounts(String name, ObjectNode service, boolean server) {
        for (JsonNode from : service.path("volumes_from")) {
            if (!from.asString("").startsWith("container:") || from.asString("").endsWith(":ro")) continue;
            throw ExitException.wrongInput(
                    "the service " + name + " of " + files.label()
                            + " uses the mounts of a container of another stack (" + from.asString("") + ")",
                    "A throw-away run could write into its data: remove volumes_from from the file, or add :ro to it.");
        }
        for (JsonNode each : service.path("volumes")) {
            ObjectNode mount = (ObjectNode) each;
            if (mount.path("read_only").asBoolean(false)) continue;
            String type = mount.path("type").asString("");
            boolean data = isData(mount.path("target").asString(""), service);
            if (type.equals("volume")) {
                written.add(mount.path("source").asString(""));
                if (files.foreign() && server && data) renew(mount, service, true);
            } else if (type.equals("bind")
                    && isDirectory(Path.of(mount.path("source").asString("")))) {
                bind(name, service, server, mount, data);
            }
        }
        if (!(service.get("volumes") instanceof ArrayNode volumes)) return;
        volumes.removeIf(mount -> renewed.stream().anyMatch(one -> one == mount));
    }

    /**
     * A server gets no directory that it could write into: one that is not known to hold data is there to be read. So
     * nothing is lost, whatever is not known of the image; at worst a server that wants to write there ends.
     */
    private void bind(String name, ObjectNode service, boolean server, ObjectNode mount, boolean data) {
        Path source = Path.of(mount.path("source").asString(""));
        boolean scripts = within(mount.path("target").asString(""), INIT_SCRIPTS);
        if (!scripts && (data || server && holdsData(source))) {
            renew(mount, service, server);
        } else {
            if (server) mount.put("read_only", true);
            // what a run says of init scripts would be news to nobody
            if (!scripts) (server ? readOnly : shared).add(source + " (" + name + ")");
        }
    }

    /** A mount of the run's own: in memory, or where its owner matters and is not known, as the image has it. */
    private void renew(ObjectNode mount, ObjectNode service, boolean inMemory) {
        String target = mount.path("target").asString("");
        String owner = owner(service.path("user").asString(""), mount);
        if (inMemory && (!owner.isEmpty() || !service.has("user"))) {
            ArrayNode tmpfs = service.get("tmpfs") instanceof ArrayNode there ? there : service.putArray("tmpfs");
            tmpfs.add(target + owner);
            renewed.add(mount);
        } else {
            mount.removeAll();
            mount.put("type", "volume").put("target", target);
        }
    }

    /** Not every server is started as root, which could change the owner. */
    private static String owner(String user, ObjectNode mount) {
        String[] ids = user.split(":");
        if (user.matches("\\d+(:\\d+)?")) return ":uid=" + ids[0] + ",gid=" + ids[ids.length - 1];
        Path source = Path.of(mount.path("source").asString(""));
        try {
            boolean bind = mount.path("type").asString("").equals("bind");
            if (!bind || !Files.getFileStore(source).supportsFileAttributeView("unix")) return "";
            Map<String, Object> owner = Files.readAttributes(source, "unix:uid,gid");
            return ":uid=" + owner.get("uid") + ",gid=" + owner.get("gid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notHere) {
            return "";
        }
    }

    private boolean isData(String target, JsonNode service) {
        return dataDirectories.apply(service).stream()
                .anyMatch(directory -> within(target, directory) || within(directory, target));
    }

    private static boolean within(String path, String directory) {
        return (path + "/").startsWith(directory.endsWith("/") ? directory : directory + "/");
    }

    /** What is not there would be made as a directory; a file or a socket holds no data of a server. */
    private static boolean isDirectory(Path source) {
        return Files.isDirectory(source) || !Files.exists(source);
    }

    /** Nothing to read is in a directory that is empty, that only its owner may enter, or that a server initialised. */
    private static boolean holdsData(Path source) {
        if (!Files.exists(source)) return true;
        try (Stream<Path> files = Files.walk(source, DEPTH)) {
            List<Path> found = files.limit(10_000).toList();
            return found.size() == 1 || found.stream().anyMatch(file -> file.endsWith("PG_VERSION"));
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }
}
