//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;

/** A real PostgreSQL from Maven artifacts, for machines without Docker. Its binaries are fetched once. */
public class EmbeddedServer implements DatabaseServer {

    /** The newest release of each major version that every platform has. */
    static final Map<String, String> VERSIONS =
            Map.of("14", "14.22.0", "15", "15.19.0", "16", "16.15.0", "17", "17.11.0", "18", "18.4.0");

    static final String DEFAULT_MAJOR = "17";
    static final String OLDEST_MAJOR = "14";

    private static final Pattern IMAGE =
            Pattern.compile("(?:.*/)?[^/]*(?:postg|pgvector|timescale)[^:/@]*(?::(?:[\\w.-]*pg)?(\\d+).*)?");

    private final Context context;
    private final Path usual;
    private final boolean throwaway;
    private ServerUser user;
    private Path folder;
    private Path programs;

    /**
     * @param usual where the server keeps its data, configuration and log, unless its user cannot
     * @param throwaway no fsync, and everything removed in the end
     */
    public EmbeddedServer(Context context, Path usual, boolean throwaway) {
        this.context = context;
        this.usual = usual;
        this.throwaway = throwaway;
    }

    private static String major(String name) {
        Matcher image = IMAGE.matcher(name);
        return image.matches() && image.group(1) != null ? image.group(1) : DEFAULT_MAJOR;
    }

    private static boolean older(String major) {
        return Integer.parseInt(major) < Integer.parseInt(OLDEST_MAJOR);
    }

    /** The PostgreSQL release to run: of the same major version as the image in the compose file. */
    static String version(String image) {
        String major = major(image);
        // what runs on an older server runs on the oldest one that there is here, or nearly always
        String version = VERSIONS.get(older(major) ? OLDEST_MAJOR : major);
        if (version == null) {
            throw ExitException.machineLacks(
                    "there is no embedded PostgreSQL " + major,
                    "There are: "
                            + String.join(
                                    ", ", VERSIONS.keySet().stream().sorted().toList())
                            + ". Use one of these images, or --engine docker.");
        }
        return version;
    }

    @Override
    public String name() {
        return "embedded";
    }

    /** The folder is ours alone: a server in it is one that a run before left behind. */
    @Override
    public void requireUnused() {
        release();
        if (throwaway && Files.exists(folder())) down();
        if (context.environment().port("POSTGRES_PORT") != 0)
            Ports.free(context, context.environment().port("POSTGRES_PORT"));
    }

    @Override
    public Map<String, String> up(int anyPort) {
        int requestedPort = context.environment().port("POSTGRES_PORT");
        PostgresCommands commands = commands();
        String requestedMajor = major(ComposeFiles.of(context).databaseImage());
        if (older(requestedMajor))
            context.console()
                    .info("There is no embedded PostgreSQL " + requestedMajor
                            + ": the oldest that there is takes its place.");
        context.console().info("Starting PostgreSQL " + release() + " (embedded) ...");
        Path data = folder().resolve("data");
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) initialise(commands);
            // two processes can be given the same free port; the loser tries another
            for (int attempt = 1; ; attempt++) {
                int port = requestedPort == 0 && attempt == 1 && anyPort != 0
                        ? anyPort
                        : Ports.free(context, requestedPort);
                configure(data, port);
                if (run(commands.start()).code() == 0) {
                    return started(Map.of("POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", String.valueOf(port)));
                }
                if (requestedPort != 0 || attempt == 5 || !log().contains("could not bind")) {
                    throw ExitException.machineLacks(
                            "the embedded PostgreSQL did not start", "The end of its log:\n" + log());
                }
            }
        } catch (IOException e) {
            throw ExitException.cannotWrite(folder(), e);
        }
    }

    /** The image makes POSTGRES_DB when it starts for the first time, so it is made here too. */
    private Map<String, String> started(Map<String, String> answers) {
        if (context.dryRun()) return answers;
        Environment environment = context.environment().with(answers);
        Database first = new Database(environment, "postgres");
        first.awaitReady(Duration.ofSeconds(60), this::requireAlive, this::log);
        Database maintenance = Database.maintenance(environment);
        if (!maintenance.name().equals(first.name())) maintenance.createFrom(first);
        return answers;
    }

    private void initialise(PostgresCommands commands) throws IOException {
        if (context.dryRun()) {
            List<String> argv = commands.initdb(context.environment(), release(), folder().resolve("password"));
            context.runner().captured(context.command(user().argv(argv)));
            return;
        }
        user().own(Files.createDirectories(folder()));
        Path password = Files.createTempFile(folder(), "password", null);
        try {
            Files.writeString(
                    password, context.environment().secret("POSTGRES_PASSWORD").reveal());
            user().own(password);
            ProcessRunner.Output output = run(commands.initdb(context.environment(), release(), password));
            if (output.code() != 0)
                throw ExitException.machineLacks(
                        "PostgreSQL's initdb failed", output.err().strip());
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /** What the server must know goes into its configuration file: pg_ctl's -o would be read by a shell. */
    private void configure(Path data, int port) throws IOException {
        if (context.dryRun()) return;
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses = '127.0.0.1'",
                "port = " + port,
                "unix_socket_directories = ''",
                "timezone = 'UTC'"));
        if (throwaway) settings.addAll(List.of("fsync = off", "synchronous_commit = off", "full_page_writes = off"));
        Path main = data.resolve("postgresql.conf");
        String include = "include 'manage.conf'";
        if (!Files.readString(main).contains(include)) Files.writeString(main, Files.readString(main) + include + "\n");
        user().own(Files.write(data.resolve("manage.conf"), settings));
    }

    /** Whether the server runs now. */
    public boolean running() {
        Path data = folder().resolve("data");
        return Files.exists(data.resolve("postmaster.pid"))
                && run(commands().status()).code() == 0;
    }

    @Override
    public void requireAlive() {
        if (!running())
            throw ExitException.machineLacks("the embedded PostgreSQL has died", "The end of its log:\n" + log());
    }

    @Override
    public boolean down() {
        context.console().info("Stopping PostgreSQL (embedded) ...");
        try {
            Path pid = folder().resolve("data").resolve("postmaster.pid");
            if (context.dryRun()) run(commands().stop(throwaway));
            // a second Ctrl-C reaches pg_ctl as well, and then it has to be told again
            for (int attempt = 0; attempt < 3 && Files.exists(pid) && !context.dryRun(); attempt++)
                run(commands().stop(throwaway));
            if (throwaway && !context.dryRun()) FileTree.delete(folder());
            // the next one may be where this user can be better
            folder = null;
            return true;
        } catch (IOException e) {
            context.console().warn("could not remove " + folder + ": " + e.getMessage());
            return false;
        }
    }

    @Override
    public String log() {
        try {
            List<String> lines = Files.readAllLines(folder().resolve("log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(there is no log)";
        }
    }

    private ProcessRunner.Output run(List<String> argv) {
        // the server's user may be kept out of the project's folder
        return context.runner().captured(new ProcessSpec(user().argv(argv), programs(), Map.of()));
    }

    private PostgresCommands commands() {
        return new PostgresCommands(programs(), folder());
    }

    private ServerUser user() {
        if (user == null) user = ServerUser.of(context.real().runner());
        return user;
    }

    private Path folder() {
        if (folder == null) {
            String shared = ComposeCommands.projectName(
                    context.project().root(), usual.getFileName().toString());
            folder = user().existing(usual, shared).orElseGet(() -> reachable(usual, shared));
        }
        return folder;
    }

    /** A dry run makes no folders to find out. */
    private Path reachable(Path usual, String shared) {
        return context.dryRun() ? usual : user().reachable(usual, shared);
    }

    /** The folder of the unpacked release; fetched by a script of its own, so that nobody else pays for its jars. */
    private Path programs() {
        if (programs != null) return programs;
        String version = release();
        Path release = reachable(Project.cache().resolve(platform()).resolve(version), platform() + "-" + version);
        if (!Files.isDirectory(release)) {
            context.console().info("Fetching PostgreSQL " + version + ", once ...");
            int code = ScriptLauncher.run(
                    context,
                    List.of("-Dpostgres.version=" + version, "-Dpostgres.platform=" + platform()),
                    "tasks/lib/download/fetch_postgres.java",
                    List.of(release.toString()));
            if (code != 0)
                throw ExitException.machineLacks(
                        "PostgreSQL " + version + " could not be fetched",
                        "Check that Maven artifacts can be downloaded here, or use --engine docker.");
        }
        return programs = release;
    }

    /** The release for the compose file of this environment, or where that has no database, of the tests. */
    private String release() {
        String image = ComposeFiles.of(context).databaseImage();
        return version(
                image.isEmpty() ? ComposeFiles.ofTheirOwn(context, "testing").databaseImage() : image);
    }

    /**
     * The platform in the words of the artifacts: linux-amd64, darwin-arm64v8, windows-amd64, linux-amd64-alpine ...
     */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("mac") ? "darwin" : "linux";
        if (os.contains("win")) name = "windows";
        String cpu = switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> "arm64v8";
            case "x86", "i386" -> "i386";
            case "ppc64le" -> "ppc64le";
            default -> "amd64";
        };
        return name + "-" + cpu + (Files.exists(Path.of("/etc/alpine-release")) ? "-alpine" : "");
    }
}
