//JAVA 17+

package lib.database;

import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to do when the server lacks an extension of PostgreSQL that a script wants. */
public class ExtensionAdvice {

    private static final Pattern MESSAGE = Pattern.compile(
            "extension \"([\\w-]+)\" (?:is not available|must be preloaded|must be loaded)|could not open extension"
                    + " control file \"[^\"]*/([\\w-]+)\\.control\"");
    private static final Pattern VERSION = Pattern.compile("/postgresql/(\\d+)/");
    private static final String DEFAULT_VERSION = "18";
    /** Images that have it, for a major version of PostgreSQL. */
    private static final Map<String, String> IMAGES = Map.of(
            "vector",
            "pgvector/pgvector:pg%s",
            "timescaledb",
            "timescale/timescaledb:latest-pg%s",
            "timescaledb_toolkit",
            "timescale/timescaledb-ha:pg%s",
            "pgrouting",
            "pgrouting/pgrouting (a tag that begins with %s)",
            "citus",
            "citusdata/citus (the release for PostgreSQL %s)",
            "age",
            "apache/age (the release for PostgreSQL %s)",
            "pg_search",
            "paradedb/paradedb:latest-pg%s");

    private static final Set<String> POSTGIS = Set.of(
            "postgis",
            "postgis_raster",
            "postgis_topology",
            "postgis_sfcgal",
            "postgis_tiger_geocoder",
            "address_standardizer",
            "address_standardizer_data_us");

    /** What to say to a message of the server, wherever it was found; nothing where it is about something else. */
    public static Optional<String> advice(String message) {
        Matcher missing = MESSAGE.matcher(String.valueOf(message));
        if (!missing.find()) return Optional.empty();
        String name = Stream.of(1, 2)
                .map(missing::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        Matcher path = VERSION.matcher(message);
        String version = path.find() ? path.group(1) : DEFAULT_VERSION;
        String image = POSTGIS.contains(name) ? "postgis/postgis (a tag that begins with %s-)" : IMAGES.get(name);
        return Optional.of("This server has no extension \"" + name + "\". "
                + (image == null
                        ? "Use an image that has it, or build one FROM postgres:" + version
                                + " that installs it (Debian: postgresql-" + version + "-...)"
                        : "Use an image that has it: " + image.formatted(version))
                + ". Set it as image: of the database in the compose file, and run with --engine docker; the embedded"
                + " PostgreSQL has only the extensions that come with PostgreSQL itself.");
    }
}
