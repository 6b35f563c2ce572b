//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Project;
import lib.script.ScriptLauncher;

/**
 * The release of PostgreSQL that an embedded server runs.
 *
 * @param major the major version of the image in the compose file
 * @param version what there is for it
 */
record PostgresRelease(String major, String version) {

    /** The newest release of each major version that every platform has. */
    private static final Map<String, String> VERSIONS =
            Map.of("14", "14.22.0", "15", "15.19.0", "16", "16.15.0", "17", "17.11.0", "18", "18.4.0");

    private static final String DEFAULT_MAJOR = "18";
    private static final String OLDEST_MAJOR = "14";

    private static final Pattern IMAGE =
            Pattern.compile("(?:.*/)?[^/]*(?:postg|pgvector|timescale)[^:/@]*(?::(?:[\\w.-]*pg)?(\\d+).*)?");

    /** That for the compose file of an environment, or where that has no database, of the tests. */
    static PostgresRelease of(Context context) {
        return of(files(context).databaseImage());
    }

    private static ComposeFiles files(Context context) {
        ComposeFiles own = ComposeFiles.of(context);
        return own.databaseImage().isEmpty() ? ComposeFiles.ofTheirOwn(context, "testing") : own;
    }

    /** What initdb gets, so that the server is like that of the image. */
    InitdbArguments initdbArguments(Context context) {
        ComposeFiles files = files(context);
        return InitdbArguments.of(
                files.databaseImage(),
                files.databaseVariables(),
                Integer.parseInt(version.substring(0, version.indexOf('.'))));
    }

    /** That of the same major version as an image. */
    static PostgresRelease of(String image) {
        Matcher name = IMAGE.matcher(image);
        String major = name.matches() && name.group(1) != null ? name.group(1) : DEFAULT_MAJOR;
        // what runs on an older server runs on the oldest one that there is here, or nearly always
        String version = VERSIONS.get(older(major) ? OLDEST_MAJOR : major);
        if (version == null) {
            throw ExitException.machineLacks(
                    "there is no embedded PostgreSQL " + major,
                    "Available: " + String.join(", ", majors())
                            + ". Use an image of one of these versions, or --engine docker.");
        }
        return new PostgresRelease(major, version);
    }

    /** Those that there are, the oldest first. */
    static List<String> majors() {
        return VERSIONS.keySet().stream().sorted().toList();
    }

    private static boolean older(String major) {
        return Integer.parseInt(major) < Integer.parseInt(OLDEST_MAJOR);
    }

    /** What there is to say where it takes the place of one that is too old to be there. */
    Optional<String> replacement() {
        return older(major)
                ? Optional.of("There is no embedded PostgreSQL " + major + ": " + version
                        + ", the oldest available, is used instead.")
                : Optional.empty();
    }

    /** Nothing may have been started where the directory it is unpacked in cannot be made. */
    void requireDirectory(Context context, ServerUser user) {
        Path directory = directory(context, user);
        if (!context.dryRun() && !Files.isDirectory(directory)) makeParent(directory);
    }

    private Path directory(Context context, ServerUser user) {
        Path usual = Project.cache().resolve(platform()).resolve(version);
        return context.dryRun() ? usual : user.reachable(usual, platform() + "-" + version);
    }

    /** The directory it is unpacked in; fetched by a script of its own, so that nobody else pays for its jars. */
    Path programs(Context context, ServerUser user) {
        Path directory = directory(context, user);
        if (Files.isDirectory(directory)) return directory;
        requireDirectory(context, user);
        context.console().info("Fetching PostgreSQL " + version + ", once ...");
        int code = ScriptLauncher.run(
                context,
                List.of("-Dpostgres.version=" + version, "-Dpostgres.platform=" + platform()),
                "tasks/lib/download/fetch_postgres.java",
                List.of(directory.toString()));
        if (code != 0)
            throw ExitException.machineLacks(
                    "PostgreSQL " + version + " could not be fetched",
                    "Check that Maven artifacts can be downloaded here, or use --engine docker.");
        return directory;
    }

    private static void makeParent(Path directory) {
        try {
            Files.createTempFile(Files.createDirectories(directory.getParent()), "trial", null)
                    .toFile()
                    .delete();
        } catch (IOException e) {
            throw ExitException.machineLacks(
                            "cannot write to " + directory.getParent(),
                            "Name a directory that can be written to: export XDG_CACHE_HOME=/path/to/directory")
                    .because(e);
        }
    }

    private static String platform() {
        return platform(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    /** In the words of the artifacts: linux-amd64, darwin-arm64v8, windows-amd64, linux-amd64-alpine ... */
    static String platform(String system, String architecture, boolean alpine) {
        // Windows on ARM runs programs for the other processor, and there are none of its own
        if (system.startsWith("Windows")) return "windows-" + (architecture.equals("x86") ? "i386" : "amd64");
        String cpu = switch (architecture) {
            case "aarch64", "arm64" -> "arm64v8";
            case "x86", "i386" -> "i386";
            case "ppc64le" -> "ppc64le";
            default -> "amd64";
        };
        return (system.startsWith("Mac") ? "darwin-" : "linux-") + cpu + (alpine ? "-alpine" : "");
    }
}
