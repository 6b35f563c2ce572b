//JAVA 17+

package lib.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.SecretFiles;
import lib.environment.TlsSettings;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/**
 * PostgreSQL's own programs on a database: those in its container, so that versions match, or else those on the PATH.
 */
public class PsqlClient {

    /** Behind a script that may lack its last semicolon. */
    private static final String END = "\n;\nSELECT pg_catalog.set_config('manage.end_of_script', '%s', false);\n";

    private static final String WHOLE = "DO $$ BEGIN IF pg_catalog.current_setting('manage.end_of_script', true)"
            + " IS DISTINCT FROM '%s' THEN RAISE 'the script ends too early'; END IF; END $$";

    /** Its list of contents is at the beginning of an archive. */
    private static final int LISTED = 1 << 20;

    private final Context context;
    private final Database database;
    private final boolean inContainer;

    public PsqlClient(Context context, Database database) {
        this.context = SecretFiles.named(context);
        this.database = database;
        this.inContainer = !context.engine().equals("embedded")
                && ComposeFiles.of(context).hasDatabase()
                && (context.dryRun() || ComposeProgram.works(context) && ours(new ComposeServer(context).published()));
    }

    /** Whether the container is the server that the environment names. */
    private boolean ours(ComposeCommands.Server container) {
        Environment environment = context.environment();
        return container != null
                && container.port() == environment.port("POSTGRES_PORT")
                && List.of("localhost", "127.0.0.1", container.host()).contains(database.host());
    }

    /** Opens psql's prompt in our place. */
    public int open(boolean readOnly) {
        ProcessSpec command =
                command(true, "psql").with(Map.of("PGOPTIONS", readOnly ? "-c default_transaction_read_only=on" : ""));
        SignalHandling.leaveToChild();
        return context.runner().attached(command);
    }

    /**
     * A command of one of the programs, connected. The password is never an argument.
     *
     * @param prompt it talks to a person
     */
    public ProcessSpec command(boolean prompt, String program, String... arguments) {
        Environment environment = context.environment();
        List<String> argv = new ArrayList<>();
        List<String> user = List.of("-U", environment.require("POSTGRES_USER"), "-d", database.argument());
        if (inContainer) {
            // a name without a value is taken from our own environment
            argv.addAll(List.of("exec", "-e", "PGPASSWORD", "-e", "PGOPTIONS", "-e", "PGAPPNAME"));
            if (!prompt) argv.add("-T");
            argv.addAll(List.of(ComposeFiles.of(context).database(), program));
            argv = new ArrayList<>(ComposeProgram.compose(context).running(argv.toArray(String[]::new)));
        } else {
            Path found = ProcessRunner.onPath(program);
            if (found == null)
                throw ExitException.machineLacks(
                        program + " was not found",
                        "Install PostgreSQL's client programs, or start the database with Docker, which has them.");
            argv.addAll(List.of(found.toString(), "-h", database.host(), "-p", environment.require("POSTGRES_PORT")));
        }
        argv.addAll(user);
        argv.addAll(List.of(arguments));
        return context.command(argv)
                .with(ForeignDatabaseVariables.withoutPreferred())
                .with(TlsSettings.libpq(environment))
                .with(Map.of(
                        "PGPASSWORD",
                        environment.secret("POSTGRES_PASSWORD").reveal(),
                        "PGOPTIONS",
                        "",
                        "PGAPPNAME",
                        program));
    }

    /** Runs one of them with a file for its input or its output, and returns its exit code. */
    public int redirected(ProcessSpec command, Path input, Path output) {
        return context.runner().redirected(cancellable(command), input, output);
    }

    /** Has pg_restore read an archive, all of it or nothing. */
    public ProcessRunner.Output archive(Path file, String... arguments) {
        return context.runner().piped(cancellable(command(false, "pg_restore", arguments)), file, null);
    }

    /** The same for an archive that is a directory, which goes into the container for as long as it is read. */
    public ProcessRunner.Output directory(Path directory, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!inContainer) {
            all.add(directory.toString());
            return piped(command(false, "pg_restore", all.toArray(String[]::new)));
        }
        ComposeCommands compose = ComposeProgram.compose(context);
        String service = ComposeFiles.of(context).database();
        String there = "/tmp/manage-" + UUID.randomUUID();
        all.add(there);
        try {
            ProcessRunner.Output copied =
                    piped(context.command(compose.running("cp", directory.toString(), service + ":" + there)));
            return copied.code() != 0 ? copied : piped(command(false, "pg_restore", all.toArray(String[]::new)));
        } finally {
            context.runner().captured(context.command(compose.running("exec", "-T", service, "rm", "-rf", there)));
        }
    }

    /** What pg_restore reads at the beginning of an archive. */
    DumpHead contents(Path archive) {
        try (InputStream in = Files.newInputStream(archive)) {
            return new DumpHead(context.runner()
                    .fed(command(false, "pg_restore", "--list"), in.readNBytes(LISTED))
                    .out());
        } catch (IOException e) {
            throw ExitException.cannotRead(archive.toString(), e);
        }
    }

    private ProcessRunner.Output piped(ProcessSpec command) {
        return context.runner().piped(cancellable(command), Path.of(OperatingSystem.nullDevice()), null);
    }

    /**
     * Runs a script, all of it or nothing, and returns how psql ended. For psql a script ends where its input does,
     * also when whoever sends it is killed halfway: it would commit. Therefore we send an end of our own, and its last
     * command wants to have met that.
     */
    public ProcessRunner.Output script(Path file) {
        String mark = UUID.randomUUID().toString();
        ProcessSpec psql = command(
                false,
                "psql",
                "-X",
                "-q",
                "-o",
                OperatingSystem.nullDevice(),
                "-v",
                "ON_ERROR_STOP=1",
                "-v",
                "VERBOSITY=verbose",
                "--single-transaction",
                "-f",
                "-",
                "-c",
                WHOLE.formatted(mark));
        return context.runner().piped(cancellable(psql), file, END.formatted(mark));
    }

    /** A signal ends its session first: in a container nothing tells the program of our end. */
    private ProcessSpec cancellable(ProcessSpec command) {
        String session = "manage.java " + UUID.randomUUID();
        SignalHandling.cancelling(() -> database.endSessions(session));
        return command.with(Map.of("PGAPPNAME", session));
    }

    /** Fails when a program on the PATH is of another major version than the server. */
    public void requireSameVersion(String program, int serverMajor) {
        if (inContainer) return;
        String output = context.real()
                .runner()
                .captured(context.command(List.of(command(false, program).argv().get(0), "--version")))
                .out();
        String major = output.replaceFirst("(?s)^.*?(\\d+).*$", "$1");
        if (!major.equals(String.valueOf(serverMajor))) {
            throw ExitException.machineLacks(
                    program + " on the PATH is of version " + major + ", and the server is of version " + serverMajor,
                    "Put PostgreSQL " + serverMajor
                            + "'s client programs first on the PATH, or start the database with Docker, which has"
                            + " them.");
        }
    }
}
