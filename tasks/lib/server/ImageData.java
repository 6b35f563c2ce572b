//JAVA 17+

package lib.server;

import java.util.*;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where services keep their data: PGDATA, and the volumes that their images declare.
 *
 * @param inspect answers with an image's configuration as JSON; with nothing where the image is not here
 */
record ImageData(UnaryOperator<String> inspect) {

    private static final String PGDATA = "PGDATA";
    /** Of the images that are in use for PostgreSQL, before they have been fetched. */
    private static final Set<String> USUAL =
            Set.of("/var/lib/postgresql", "/bitnami/postgresql", "/home/postgres/pgdata");

    Set<String> of(JsonNode service) {
        Set<String> folders = new TreeSet<>();
        String image = service.path("image").asString("");
        String config = image.isEmpty() ? "" : inspect.apply(image).strip();
        if (config.startsWith("{")) {
            JsonNode known = JsonMapper.shared().readTree(config);
            known.path("Volumes").properties().forEach(volume -> folders.add(volume.getKey()));
            known.path("Env")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(variable -> variable.startsWith(PGDATA + "="))
                    .forEach(variable -> folders.add(variable.substring(PGDATA.length() + 1)));
        } else {
            folders.addAll(USUAL);
        }
        String named = service.path("environment").path(PGDATA).asString("");
        if (!named.isEmpty()) folders.add(named);
        return folders;
    }
}
