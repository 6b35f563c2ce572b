///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Look at what the tests need of this machine and at what killed runs left behind; --fix removes what this checkout left.
//SOURCES lib/common.java lib/doctor/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import lib.base.Console;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.doctor.Checks;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Environment;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.server.ComposeServer;
import lib.server.RunLock;
import lib.server.StaleRun;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@CommandLine.Command(
        name = "doctor",
        description = "Look at what the tests need of this machine, and at what runs that were killed left behind.",
        footer = {
            "",
            "Exit code 1 when something is wrong that stops the tests, or this checkout left something and it was not"
                    + " removed."
        })
public class doctor extends Task.WithOptions {

    private static final String FORMAT =
            "{{.Label \"com.docker.compose.project\"}}\t{{.Label \"com.docker.compose.project.working_dir\"}}"
                    + "\t{{.Label \""
                    + ComposeServer.MARK + "\"}}\t{{.Label \"" + ComposeServer.MACHINE + "\"}}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(
            names = "--fix",
            description = "Remove what test runs of this checkout left behind; nothing else is looked at.")
    boolean fix;

    @Option(
            names = "--json",
            description = "Print an object for each check: name, state (ok, warning, wrong), found, fix.")
    boolean json;

    private final List<String> told = new ArrayList<>();
    private boolean found;
    private boolean remains;

    @Override
    public Integer call() throws IOException {
        Project project = Project.around(Path.of(""));
        List<Checks.Check> checks =
                new ArrayList<>(fix ? List.of() : new Checks(project, GlobalOptions.of(spec)).all());
        int code = ExitException.WORK_FAILED;
        try {
            code = leftovers(project);
        } catch (ExitException stop) {
            if (fix || stop.code == ExitException.INTERRUPTED) throw stop;
            told.add(stop.getMessage());
        }
        checks.add(new Checks.Check(
                "leftovers",
                code != 0 ? Checks.State.wrong : found ? Checks.State.warning : Checks.State.ok,
                String.join("\n", told),
                code == 0 ? null : "manage.java doctor --fix"));
        if (json)
            System.out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(checks));
        else
            checks.forEach(check -> print(
                    check,
                    checks.stream()
                            .mapToInt(other -> other.name().length())
                            .max()
                            .orElse(0)));
        return checks.stream().anyMatch(check -> check.state() == Checks.State.wrong) ? ExitException.WORK_FAILED : 0;
    }

    /** A row of the table; what goes on in another line stands below its own column. */
    private static void print(Checks.Check check, int width) {
        String below = "\n" + " ".repeat(width + 11);
        System.out.println(String.format("%-" + width + "s  %-7s  ", check.name(), check.state())
                + check.found().replace("\n", below));
        if (check.fix() != null)
            System.out.println(" ".repeat(width + 11) + "fix: " + check.fix().replace("\n", below));
    }

    private int leftovers(Project project) throws IOException {
        for (String environment : runs(project)) {
            RunLock.Run left = RunLock.leftIn(project.state(environment + ".run"));
            if (left != null && !wanted(environment, left)) mine(context(environment), left);
        }
        engines(project)
                .forEach((selection, context) ->
                        marked(context, selection).forEach(labels -> found(project, selection, labels)));
        if (!found) told.add("Nothing is left of any test run.");
        return remains ? ExitException.WORK_FAILED : 0;
    }

    private void found(Project project, Map<String, String> selection, String[] labels) {
        Path folder = checkout(Path.of(labels[1]));
        Path state = folder.resolve(".manage").resolve(labels[2] + ".run");
        String what = "the containers of " + labels[0] + DockerHost.where(selection);
        try {
            if (!Files.isDirectory(folder)) {
                tell("Another checkout, " + folder + ": " + what
                        + "; the folder is gone. Remove them: docker compose -p " + labels[0] + " down --volumes");
            } else if (!folder.toRealPath().equals(project.root().toRealPath())) {
                RunLock.Run left = RunLock.leftIn(state);
                if (left != null && !wanted(labels[2], left))
                    tell("Another checkout, " + folder + ": " + what
                            + ". Remove them: manage.java doctor --fix, there");
            } else if (!wanted(labels[2], null) && (!Files.exists(state) || Files.size(state) == 0)) {
                mine(
                        context(labels[2]),
                        new RunLock.Run("docker", labels[0], selection, 0, "unknown", false, null, List.of()));
            }
        } catch (IOException e) {
            throw ExitException.cannotRead(state.toString(), e);
        }
    }

    /** Whether it is a scenario that somebody wants to have: it was finished, or nobody knows better. */
    private static boolean wanted(String instance, RunLock.Run left) {
        return instance.contains("+") && (left == null || left.kept());
    }

    private void tell(String text) {
        found = true;
        told.add(text);
    }

    private void mine(Context context, RunLock.Run left) {
        tell("This checkout: " + new StaleRun(context, left).describe()
                + (fix ? "" : ". Remove it: manage.java doctor --fix"));
        if (fix && !context.dryRun() && removed(context, left)) told.add("Removed.");
        else remains = true;
    }

    private static boolean removed(Context context, RunLock.Run left) {
        try (RunLock lock = RunLock.take(context, Duration.ZERO)) {
            if (!new StaleRun(context, left).remove()) return false;
            lock.end();
            return true;
        }
    }

    private static List<String> runs(Project project) {
        String[] files = project.state().toFile().list((folder, file) -> file.endsWith(".run"));
        return files == null
                ? List.of()
                : Arrays.stream(files)
                        .map(file -> file.replaceFirst("\\.run$", ""))
                        .sorted()
                        .toList();
    }

    /** The checkout that a compose file's folder belongs to: mostly docker/, but COMPOSE_FILE may be anywhere in it. */
    private static Path checkout(Path working) {
        for (Path at = working; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".manage"))) return at;
        }
        return working.getParent();
    }

    /** The engines that the environments of this project work with, each once. */
    private static Map<Map<String, String>, Context> engines(Project project) {
        Map<Map<String, String>, Context> engines = new LinkedHashMap<>();
        Console talk = new Console(System.err, false, false);
        for (String name : project.environments()) {
            try {
                Environment environment = Environment.load(project, name, System.getenv());
                engines.putIfAbsent(
                        DockerHost.selection(environment),
                        new Context(project, environment, new ProcessRunner.Real(talk), talk, false, "docker"));
            } catch (ExitException secretIsMissing) {
                talk.detail(secretIsMissing.getMessage());
            }
        }
        return engines;
    }

    /**
     * Project, working folder, environment and machine of each compose project that a test run made, of whatever
     * checkout of this machine.
     */
    private static List<String[]> marked(Context context, Map<String, String> selection) {
        if (ProcessRunner.onPath("docker", "docker.exe") == null) return List.of();
        Optional<DockerHost> remote = DockerHost.of(context);
        try {
            remote.ifPresent(DockerHost::requireReachable);
        } catch (ExitException stop) {
            context.talk().warn(stop.getMessage());
            return List.of();
        }
        ProcessRunner.Output all = context.runner()
                .captured(context.command(List.of(
                                "docker", "ps", "-a", "--filter", "label=" + ComposeServer.MARK, "--format", FORMAT))
                        .with(selection)
                        .within(PATIENCE));
        if (all.code() != 0 && remote.isPresent()) context.talk().warn(all.err().strip());
        // others may use the same engine, from a folder of the same name
        return all.out()
                .lines()
                .distinct()
                .sorted()
                .map(line -> line.split("\t", -1))
                .filter(labels -> labels.length == 4)
                .filter(labels -> labels[3].isEmpty() ? remote.isEmpty() : labels[3].equals(DockerHost.thisMachine()))
                .toList();
    }

    public static void main(String... args) {
        Cli.main(new doctor(), args);
    }
}
