//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The secrets and configs of a stack file: what they hold, and their names on the cluster. */
class StackContents {

    private static final long LARGEST = 500 * 1024;

    private final StackFile file;
    private final StackModel model;
    private final StackFile.Choices choices;

    StackContents(StackFile file, StackModel model, StackFile.Choices choices) {
        this.file = file;
        this.model = model;
        this.choices = choices;
    }

    /** Adds those that the compose file declares. */
    void addAll() {
        for (String kind : List.of("secret", "config")) {
            for (Map.Entry<String, JsonNode> entry :
                    model.root().path(kind + "s").properties()) add(kind, entry.getKey(), entry.getValue());
        }
    }

    private void add(String kind, String key, JsonNode from) {
        if (from.path("external").asBoolean(false))
            external(kind, key, from.path("name").asString(key));
        else add(kind, key, bytes(kind, key, from));
    }

    private byte[] bytes(String kind, String key, JsonNode from) {
        if (from.has("environment")) {
            String variable = from.path("environment").asString();
            String value = choices.variables().apply(variable);
            if (value == null) {
                throw ExitException.wrongInput(
                        "the " + kind + " " + key + " comes from the variable " + variable + ", which is not set",
                        "Export it, or add it to the environment's file in config/.");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }
        if (from.has("content"))
            return from.path("content").asString().replace("$$", "$").getBytes(StandardCharsets.UTF_8);
        String name = from.path("file").asString();
        String known = choices.files().get(name);
        return known != null ? known.getBytes(StandardCharsets.UTF_8) : read(Path.of(name));
    }

    private void add(String kind, String key, byte[] bytes) {
        StackContent content = StackContent.of(kind, model.stack(), key, bytes);
        file.contents().add(content);
        external(kind, key, content.name());
    }

    private void external(String kind, String key, String name) {
        ((ObjectNode) file.root().path(kind + "s"))
                .putObject(key)
                .put("external", true)
                .put("name", name);
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST)
                throw ExitException.wrongInput(
                        file + " is larger than the 500 KB that a cluster takes as a secret or a config",
                        "Put it into the image.");
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
    }

    /**
     * Turns the files of a mounted directory into configs of a service.
     *
     * @param target where it is mounted
     * @param to the service of the stack file
     */
    void addDirectory(String service, Path source, String target, ObjectNode to) {
        try (var files = Files.walk(source)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                String below = OperatingSystem.slashed(source.relativize(each));
                String path = below.isEmpty() ? target : target + "/" + below;
                String key = service + path.replaceAll("[^A-Za-z0-9_.-]", "-");
                add("config", key, read(each));
                to.withArray("configs").addObject().put("source", key).put("target", path);
            }
        } catch (IOException e) {
            throw ExitException.cannotRead(source.toString(), e);
        }
    }
}
