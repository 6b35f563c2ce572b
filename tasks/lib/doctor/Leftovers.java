//JAVA 17+

package lib.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Environment;
import lib.environment.EnvironmentCheck;
import lib.environment.Project;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import lib.server.ComposeProgram;
import lib.server.ContainerSecrets;
import lib.server.MarkedContainers;
import lib.server.RunLock;
import lib.server.StaleRun;

/** What test runs that were killed left behind on this machine. */
public class Leftovers {

    private final Project project;
    private final boolean fix;
    private final Function<String, Context> contexts;
    private final List<String> report = new ArrayList<>();
    private boolean found;
    private boolean remains;

    /**
     * @param fix remove what this checkout left
     * @param contexts the context of an environment
     */
    public Leftovers(Project project, boolean fix, Function<String, Context> contexts) {
        this.project = project;
        this.fix = fix;
        this.contexts = contexts;
    }

    public Check check() {
        try {
            look();
        } catch (ExitException stop) {
            if (fix || stop.code == ExitException.INTERRUPTED) throw stop;
            report.add(stop.getMessage());
            remains = true;
        } catch (IOException e) {
            throw ExitException.cannotRead(project.show(project.state()), e);
        }
        return new Check("leftovers", state(), String.join("\n", report), remains ? "manage.java doctor --fix" : null);
    }

    private Check.State state() {
        if (remains) return Check.State.wrong;
        return found ? Check.State.warning : Check.State.ok;
    }

    private void look() throws IOException {
        for (String environment : runs()) {
            RunLock.Run left = RunLock.leftIn(project.state(environment + ".run"));
            if (left != null && !kept(environment, left)) mine(contexts.apply(environment), left);
        }
        for (String environment : project.environments()) {
            if (Files.isDirectory(project.state("secrets", environment))) secrets(environment);
        }
        engines()
                .forEach(
                        (selection, context) -> marked(context, selection).forEach(labels -> found(selection, labels)));
        if (!found) report.add("Nothing is left of any test run.");
    }

    /** Files with secrets, of containers that do not run any more. */
    private void secrets(String environment) {
        try {
            Environment known = EnvironmentCheck.withoutSecrets(project, environment);
            Context context = SecretFiles.named(new Context(project, known, runner(), console(), false, "docker"));
            ContainerSecrets secrets = new ContainerSecrets(context, ComposeProgram.compose(context));
            if (!secrets.unused()) return;
            left("This checkout: secrets of " + environment + ", whose containers are not running"
                    + (fix ? "" : ". Remove them: manage.java doctor --fix"));
            if (fix && secrets.removeUnused()) report.add("Removed.");
            else remains = true;
        } catch (ExitException noEngine) {
            if (noEngine.code == ExitException.INTERRUPTED) throw noEngine;
            left("This checkout: secrets of " + environment + ", and it is unknown whether its containers are running: "
                    + noEngine.getMessage());
        }
    }

    private void found(Map<String, String> selection, MarkedContainers made) {
        Path directory = checkout(Path.of(made.directory()));
        Path state = directory.resolve(".manage").resolve(made.environment() + ".run");
        String what = "the containers of " + made.project() + DockerHost.where(selection);
        try {
            if (!Files.isDirectory(directory)) {
                left("Another checkout, " + directory + ": " + what
                        + "; the directory is gone. Remove them: docker compose -p " + made.project()
                        + " down --volumes");
            } else if (!directory.toRealPath().equals(project.root().toRealPath())) {
                RunLock.Run left = RunLock.leftIn(state);
                if (left != null && !kept(made.environment(), left))
                    left("Another checkout, " + directory + ": " + what
                            + ". Remove them: manage.java doctor --fix, there");
            } else if (!kept(made.environment(), null) && (!Files.exists(state) || Files.size(state) == 0)) {
                mine(
                        contexts.apply(made.environment()),
                        new RunLock.Run("docker", made.project(), selection, 0, "unknown", false, null, List.of()));
            }
        } catch (IOException e) {
            throw ExitException.cannotRead(state.toString(), e);
        }
    }

    /** Whether it is a scenario that somebody wants to have: it was finished, or nobody knows better. */
    private static boolean kept(String instance, RunLock.Run left) {
        return instance.contains("+") && (left == null || left.kept());
    }

    private void left(String text) {
        found = true;
        report.add(text);
    }

    private void mine(Context context, RunLock.Run left) {
        left("This checkout: " + new StaleRun(context, left).describe()
                + (fix ? "" : ". Remove it: manage.java doctor --fix"));
        if (fix && removed(context, left)) report.add("Removed.");
        else remains = true;
    }

    private static boolean removed(Context context, RunLock.Run left) {
        try (RunLock lock = RunLock.take(context, Duration.ZERO)) {
            if (!new StaleRun(context, left).remove()) return false;
            lock.end();
            return true;
        }
    }

    private List<String> runs() {
        String[] files = project.state().toFile().list((directory, file) -> file.endsWith(".run"));
        if (files == null) return List.of();
        return Arrays.stream(files)
                .map(file -> file.replaceFirst("\\.run$", ""))
                .sorted()
                .toList();
    }

    /**
     * The checkout that a compose file's directory belongs to: mostly docker/, but COMPOSE_FILE may be anywhere in it.
     */
    private static Path checkout(Path working) {
        for (Path at = working; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".manage"))) return at;
        }
        return working.getParent();
    }

    private static Console console() {
        return new Console(System.err, false, false);
    }

    private static ProcessRunner runner() {
        return new ProcessRunner.Real(console());
    }

    /** The engines that the environments of this project work with, each once. */
    private Map<Map<String, String>, Context> engines() {
        Map<Map<String, String>, Context> engines = new LinkedHashMap<>();
        for (String name : project.environments()) {
            try {
                Environment environment = Environment.load(project, name, System.getenv());
                engines.putIfAbsent(
                        DockerHost.selection(environment),
                        new Context(project, environment, runner(), console(), false, "docker"));
            } catch (ExitException secretIsMissing) {
                console().detail(secretIsMissing.getMessage());
            }
        }
        return engines;
    }

    /** What test runs of whatever checkout of this machine made. */
    private static List<MarkedContainers> marked(Context context, Map<String, String> selection) {
        Optional<DockerHost> remote = DockerHost.of(context);
        try {
            remote.ifPresent(DockerHost::requireReachable);
        } catch (ExitException stop) {
            context.console().warn(stop.getMessage());
            return List.of();
        }
        // others may use the same engine, from a directory of the same name
        return MarkedContainers.of(context, selection).stream()
                .filter(found -> found.machine().isEmpty()
                        ? remote.isEmpty()
                        : found.machine().equals(DockerHost.thisMachine()))
                .toList();
    }
}
