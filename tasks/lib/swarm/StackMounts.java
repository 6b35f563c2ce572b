//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lib.base.ExitException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is mounted in the containers of one service: volumes, directories of the machine, memory. */
class StackMounts {

    private final String service;
    private final ObjectNode to;
    private final StackContents contents;

    /** @param to the service of the stack file */
    StackMounts(String service, ObjectNode to, StackContents contents) {
        this.service = service;
        this.to = to;
        this.contents = contents;
    }

    /**
     * @param from the service of the compose file
     * @param project what is mounted from this directory does not exist on the other machines
     */
    void addAll(JsonNode from, Path project) {
        for (JsonNode mount : from.path("volumes")) {
            String type = mount.path("type").asString("volume");
            Path source = type.equals("bind") ? Path.of(mount.path("source").asString()) : null;
            if (source != null && source.startsWith(project)) configs(source, mount);
            else volume(type, mount);
        }
        JsonNode tmpfs = from.path("tmpfs");
        for (JsonNode each : tmpfs.isString() ? List.of(tmpfs) : tmpfs) tmpfs(each.asString());
        if (from.hasNonNull("shm_size"))
            memory("/dev/shm", from.path("shm_size").asString());
    }

    private void volume(String type, JsonNode mount) {
        ObjectNode kept = to.withArray("volumes").addObject().put("type", type);
        for (String key : List.of("source", "target")) {
            if (mount.hasNonNull(key)) kept.put(key, mount.path(key).asString());
        }
        if (mount.path("read_only").asBoolean(false)) kept.put("read_only", true);
        if (mount.path("volume").path("nocopy").asBoolean(false))
            kept.putObject("volume").put("nocopy", true);
        if (mount.path("bind").hasNonNull("propagation"))
            kept.putObject("bind").set("propagation", mount.path("bind").path("propagation"));
        if (mount.path("tmpfs").hasNonNull("size"))
            kept.putObject("tmpfs")
                    .put(
                            "size",
                            StackFile.bytes(mount.path("tmpfs").path("size").asString()));
    }

    /** @param mount as TARGET or TARGET:OPTION,OPTION */
    private void tmpfs(String mount) {
        String[] parts = mount.split(":", 2);
        String size = Arrays.stream(parts.length == 1 ? new String[0] : parts[1].split(","))
                .filter(option -> option.startsWith("size="))
                .map(option -> option.substring("size=".length()))
                .findFirst()
                .orElse(null);
        memory(parts[0], size);
    }

    private void memory(String target, String size) {
        ObjectNode mount =
                to.withArray("volumes").addObject().put("type", "tmpfs").put("target", target);
        if (size != null) mount.putObject("tmpfs").put("size", StackFile.bytes(size));
    }

    /** What is mounted from the project is on this machine alone: its files become configs. */
    private void configs(Path source, JsonNode mount) {
        if (!mount.path("read_only").asBoolean(false)) {
            throw ExitException.wrongInput(
                    "the service " + service + " may write to " + source + ", which is on this machine only",
                    "Mount it with :ro, or use a named volume.");
        }
        contents.addDirectory(service, source, mount.path("target").asString(), to);
    }
}
