//JAVA 17+

package lib.server;

import java.util.*;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where services keep their data: PGDATA, and the volumes that their images declare.
 *
 * @param inspect answers with an image's configuration as JSON; with nothing where the image is not here
 */
record ImageData(UnaryOperator<String> inspect) {

    /** Where official images had their data; from version 18 on they refuse a volume there, so that none is lost. */
    static final String BEFORE_18 = "/var/lib/postgresql/data";

    private static final Pattern FROM_18 =
            Pattern.compile("(?:docker\\.io/)?(?:library/)?postgres(?::(?:latest|1[89]|[2-9]\\d)(?:\\W.*)?)?");
    private static final String PGDATA = "PGDATA";
    /** Of the images that are in use for PostgreSQL, before they have been fetched. */
    private static final Set<String> USUAL =
            Set.of("/var/lib/postgresql", "/bitnami/postgresql", "/home/postgres/pgdata");

    Set<String> of(JsonNode service) {
        Set<String> directories = new TreeSet<>();
        String image = service.path("image").asString("");
        String config = image.isEmpty() ? "" : inspect.apply(image).strip();
        if (config.startsWith("{")) {
            JsonNode known = JsonMapper.shared().readTree(config);
            known.path("Volumes").properties().forEach(volume -> directories.add(volume.getKey()));
            known.path("Env")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(variable -> variable.startsWith(PGDATA + "="))
                    .forEach(variable -> directories.add(variable.substring(PGDATA.length() + 1)));
        } else {
            directories.addAll(USUAL);
        }
        String named = named(service);
        if (!named.isEmpty()) directories.add(named);
        return directories;
    }

    /** Whether an official image from version 18 on ends at once, because of where its service has a volume. */
    static boolean isRefused(JsonNode service) {
        boolean mounted = Stream.concat(
                        service.path("volumes").valueStream().map(volume -> volume.path("target")),
                        service.path("tmpfs").valueStream())
                .anyMatch(target -> target.asString("").replaceFirst(":.*", "").equals(BEFORE_18));
        return mounted
                && named(service).isEmpty()
                && FROM_18.matcher(service.path("image").asString("")).matches();
    }

    private static String named(JsonNode service) {
        return service.path("environment").path(PGDATA).asString("");
    }
}
