//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lib.base.Console;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import support.Workspace;

/**
 * Images of the major versions that no Debian has, for machines where images cannot be pulled: that of another version
 * with the embedded server's programs. Their client programs are this machine's, as far as it has some that fit.
 */
public final class StandInImage {

    private static final String BASE = "17";
    private static final String CLIENTS = "/usr/lib/postgresql/";
    private static final String DEFAULTS = "share/postgresql/postgresql.conf.sample";

    private StandInImage() {}

    /** Every major version that there is a server of, the oldest first. */
    public static List<String> majors() {
        return PostgresRelease.majors();
    }

    /** Makes that of a version, where the others are stand-ins too and this one is missing or of an older release. */
    public static synchronized void make(String major) throws IOException {
        PostgresRelease release = PostgresRelease.of("postgres:" + major);
        String image = "postgres:" + major;
        if (!newest(image, release.version()) && isThere("manage-java-ci/postgres-base:" + BASE)) make(release, image);
    }

    /** Whether it is there and, where it was made here, has this release. */
    private static boolean newest(String image, String release) {
        return isThere(image)
                && (isThere(image, "--filter", "label=release=" + release)
                        || !isThere(image, "--filter", "label=release"));
    }

    private static boolean isThere(String image, String... filter) {
        return !docker(Stream.concat(Stream.of("image", "ls", "-q", image), Stream.of(filter))
                        .toArray(String[]::new))
                .isEmpty();
    }

    private static void make(PostgresRelease release, String image) throws IOException {
        String major = release.major();
        Context context = context();
        Path programs = release.programs(context, ServerUser.of(context.runner()));
        // the label says that it is not a leftover of a test that runs at the same time
        String id =
                docker("create", "--label", "com.docker.compose.project.working_dir=" + programs, "postgres:" + BASE);
        try {
            for (String part : List.of("bin", "lib", "share")) docker("cp", programs + "/" + part, id + ":/usr/local");
            docker("cp", defaults(programs).toString(), id + ":/usr/local/" + DEFAULTS);
            List<String> path = new ArrayList<>(List.of("/usr/local/bin"));
            clients(Integer.parseInt(major)).ifPresent(directory -> {
                docker("cp", directory + "/.", id + ":" + directory);
                path.add(directory + "/bin");
            });
            path.add(docker("inspect", "-f", "{{range .Config.Env}}{{println .}}{{end}}", id)
                    .lines()
                    .filter(line -> line.startsWith("PATH="))
                    .findFirst()
                    .orElseThrow()
                    .substring("PATH=".length()));
            docker(
                    "commit",
                    "-c",
                    "ENV PG_MAJOR=" + major + " PATH=" + String.join(":", path),
                    "-c",
                    "LABEL release=" + release.version() + " com.docker.compose.project.working_dir=",
                    id,
                    image);
        } finally {
            docker("rm", "-f", "-v", id);
        }
    }

    /** With the socket where Debian's client programs look for it. */
    private static Path defaults(Path programs) throws IOException {
        Path file = Files.createTempFile("postgresql", ".conf");
        String text = Files.readString(programs.resolve(DEFAULTS));
        Files.writeString(file, text + "\nunix_socket_directories = '/var/run/postgresql'\n");
        file.toFile().setReadable(true, false);
        file.toFile().deleteOnExit();
        return file;
    }

    /** The oldest of this machine that can read such a server, unless the image has none that is newer. */
    private static Optional<Path> clients(int major) {
        return IntStream.range(major, Integer.parseInt(BASE))
                .mapToObj(version -> Path.of(CLIENTS + version))
                .filter(directory -> Files.isExecutable(directory.resolve("bin/pg_dump")))
                .findFirst();
    }

    private static Context context() {
        Project project = new Project(Workspace.repository());
        Console talk = new Console(System.err, true, false);
        return new Context(
                project,
                Environment.load(project, "testing", Map.of()),
                new ProcessRunner.Real(talk),
                talk,
                false,
                "embedded");
    }

    private static String docker(String... arguments) {
        List<String> argv =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        Context context = context();
        ProcessRunner.Output output = context.runner().captured(context.command(argv));
        if (output.code() != 0) throw new AssertionError(String.join(" ", argv) + ": " + output.err());
        return output.out().strip();
    }
}
