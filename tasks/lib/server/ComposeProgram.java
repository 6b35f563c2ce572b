//JAVA 17+

package lib.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Environment;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** Which program of this machine answers to compose, and for which project. */
public class ComposeProgram {

    /** A Docker that hangs must not keep us for ever. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private static final String DOCKER = "docker";
    private static final String PODMAN = "podman";

    /** The compose command that was seen to work. */
    private static List<String> working;

    /** The compose command of this machine, for the context's environment. */
    public static ComposeCommands compose(Context context) {
        ComposeFiles found = ComposeFiles.of(context);
        if (!found.exist()) {
            throw ExitException.wrongInput(
                    "there is no " + context.project().show(found.files().get(0)),
                    "Write it, name another one with COMPOSE_FILE, or choose another environment with -c NAME; "
                            + "--engine embedded needs none.");
        }
        List<String> program = program(context);
        return new ComposeCommands(program, engine(context, program), projectName(context), found.files());
    }

    /** What knows of the containers of a project, whatever has become of its files. */
    static ComposeCommands compose(Context context, String project) {
        List<String> program = program(context);
        return new ComposeCommands(program, engine(context, program), project, List.of());
    }

    /**
     * A command line of the program that tells of the engine what compose does not: docker or podman; empty where
     * neither is installed.
     */
    public static Optional<List<String>> engine(Context context, String... arguments) {
        List<String> argv = new ArrayList<>(engine(context, found(context)));
        if (ProcessRunner.onPath(argv.get(0)) == null) return Optional.empty();
        argv.addAll(List.of(arguments));
        return Optional.of(argv);
    }

    /** Podman, unlike Docker and compose, does not read DOCKER_HOST. */
    private static List<String> engine(Context context, List<String> program) {
        boolean podman = program.get(0).equals(PODMAN)
                || ProcessRunner.onPath(DOCKER) == null && ProcessRunner.onPath(PODMAN) != null;
        if (!podman || context.dryRun()) return List.of(DOCKER);
        String host = context.environment().get("DOCKER_HOST", "");
        return host.isEmpty() ? List.of(PODMAN) : List.of(PODMAN, "--url", host);
    }

    /** The compose command that works, which need not be asked for where there is no podman to choose. */
    private static List<String> found(Context context) {
        if (working == null && ProcessRunner.onPath(PODMAN) != null)
            working = answering(context, "ls").orElse(null);
        return working == null ? ComposeCommands.PROGRAMS.get(0) : working;
    }

    /** One whose engine is up comes before one that is only installed. */
    public static List<String> program(Context context) {
        if (context.dryRun()) return ComposeCommands.PROGRAMS.get(0);
        if (working == null) DockerHost.of(context).ifPresent(DockerHost::requireReachable);
        return Optional.ofNullable(working)
                .or(() -> answering(context, "ls"))
                .or(() -> answering(context, "version"))
                .orElseThrow(ComposeProgram::missing);
    }

    /** An exported name serves every environment, one in its file stands as it is; a scenario's is always its own. */
    private static String projectName(Context context) {
        Environment environment = context.environment();
        Path root = context.project().root();
        String machine = DockerHost.user(context);
        String instance = environment.instance();
        if (!instance.equals(environment.name)) return ComposeCommands.projectName(root, instance, machine);
        String exported = System.getenv().getOrDefault("COMPOSE_PROJECT_NAME", "");
        String suffix = "-" + environment.name;
        if (!exported.isEmpty()) return exported.endsWith(suffix) ? exported : exported + suffix;
        return environment.get("COMPOSE_PROJECT_NAME", ComposeCommands.projectName(root, environment.name, machine));
    }

    private static ExitException missing() {
        if (ProcessRunner.onPath(DOCKER) == null && ProcessRunner.onPath(PODMAN) != null) {
            return ExitException.machineLacks(
                    "podman is installed without compose",
                    "Install docker-compose (v2), and Podman 4.7 or newer, which runs it; with an older Podman, set"
                            + " DOCKER_HOST to the socket of podman system service. Or use --engine embedded.");
        }
        if (ProcessRunner.onPath(DOCKER) == null) {
            return ExitException.machineLacks(
                    "Docker with compose was not found",
                    "Install Docker (with the compose plugin), or use --engine embedded.");
        }
        return ExitException.machineLacks(
                "Docker is installed without compose",
                "Install its compose plugin (v2; docker compose version shows it), or use --engine embedded.");
    }

    /** Whether a compose command is here and its engine is up. */
    public static boolean works(Context context) {
        DockerHost.of(context).ifPresent(DockerHost::requireReachable);
        working = answering(context, "ls").orElse(null);
        return working != null;
    }

    private static Optional<List<String>> answering(Context context, String question) {
        return ComposeCommands.PROGRAMS.stream()
                .filter(program -> answers(context, program, question))
                .findFirst();
    }

    private static boolean answers(Context context, List<String> program, String question) {
        List<String> argv = new ArrayList<>(program);
        argv.add(question);
        try {
            ProcessSpec command =
                    context.command(argv).with(ComposeCommands.NO_FILES).within(ANSWER_TIMEOUT);
            return new ProcessRunner.Real(context.console()).captured(command).code() == 0;
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return false;
        }
    }
}
