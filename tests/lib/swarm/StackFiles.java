//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.swarm;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A compose file as compose answers it, and the stack file that it becomes. */
abstract class StackFiles {

    @TempDir
    Path directory;

    static final String WEB = "\"web\": {\"image\": \"shop\", \"networks\": {\"default\": null}, \"command\": null %s}";

    static StackModel model(String services, String... sections) {
        String more = sections.length == 0 ? "" : ", " + String.join(", ", sections);
        return StackModel.of(
                "shop",
                "{\"name\": \"shop\", \"services\": {" + services
                        + "}, \"networks\": {\"default\": {\"name\": \"shop_default\", \"ipam\": {}}}" + more + "}",
                "docker/production.yml");
    }

    StackFile file(StackModel model, String ports) {
        return file(model, ports, 28, 20);
    }

    StackFile file(StackModel model, String ports, int program, int engine) {
        return StackFile.of(
                model,
                new StackFile.Choices(
                        directory,
                        Map.of("web", "shop:0123456789ab"),
                        Map.of("db", "shop.data"),
                        ports,
                        new DockerVersions(program, engine),
                        Map.of("manage.java.version", "1"),
                        Map.of("PASSWORD", "hunter2", "APPLICATION_HOST", "127.0.0.1")::get,
                        Map.of()));
    }

    /** What becomes of some keys of the service web. */
    JsonNode web(String more) {
        return file(model(WEB.formatted(more.isEmpty() ? "" : ", " + more)), null)
                .root()
                .path("services")
                .path("web");
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
