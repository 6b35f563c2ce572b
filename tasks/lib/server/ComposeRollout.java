//JAVA 17+

package lib.server;

import java.time.Duration;
import java.time.Instant;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;

/**
 * What {@code compose up --build} does not do: it stops every process of the old version before it starts one of the
 * new.
 */
public class ComposeRollout {

    private static final String MIGRATION = "migrate";

    private final Context context;
    private final ComposeCommands compose;
    private final String service;
    private final boolean migrates;
    private final List<String> old;
    /** What the processes that run were made from: the image, and the name it had then; empty in a dry run. */
    private final List<String> image;

    /**
     * @param context of an environment whose application runs; its secret files are written
     * @param service that the application's processes are of
     */
    public ComposeRollout(Context context, String service) {
        this.context = context;
        this.service = service;
        compose = ComposeProgram.compose(context);
        ComposeFiles files = ComposeFiles.of(context);
        Set<String> services = files.services().keySet();
        if (!services.contains(service)) {
            throw ExitException.wrongInput(
                    files.label() + " has no service \"" + service + "\"",
                    "Name the application's service with --service. Services: " + String.join(", ", services) + ".");
        }
        migrates = services.contains(MIGRATION);
        old = processes();
        if (old.isEmpty() && !context.dryRun()) {
            throw ExitException.machineLacks(
                    "no process of the service " + service + " is running",
                    "Start it: manage.java -c " + context.environment().name + " compose up -d");
        }
        SecretFiles.write(context);
        image = old.isEmpty()
                ? List.of()
                : List.of(output(compose.engine("inspect", "--format", "{{.Image}} {{.Config.Image}}", old.get(0)))
                        .strip()
                        .split(" "));
    }

    public void build() {
        step(
                "the image cannot be built",
                compose.command(migrates ? List.of("build", service, MIGRATION) : List.of("build", service)));
    }

    public void migrate() {
        if (!migrates) {
            context.console().info("There is no service " + MIGRATION + ": nothing is migrated.");
            return;
        }
        step("the migration failed", compose.command(List.of("run", "--rm", "--no-deps", MIGRATION)));
    }

    /** Starts as many new processes beside the old ones, and stops these when the new ones are well. */
    public void replaceProcesses(Duration timeout) {
        context.console().info("Starting " + old.size() + " new processes beside the old ones ...");
        removeMigration();
        // not with --no-deps: compose would take the new ones for outdated when it sees them again
        List<String> up = compose.command(List.of(
                "up",
                "-d",
                "--no-recreate",
                "--no-build",
                "--scale",
                service + "=" + 2 * Math.max(1, old.size()),
                service));
        if (context.runner().attached(context.command(up)) != 0 || !becomeHealthy(timeout)) throw takenBack();
        context.console().info("Stopping the old ones ...");
        remove(old);
    }

    /** Waits until all processes are well, or one of them cannot be any more. */
    private boolean becomeHealthy(Duration timeout) {
        for (Instant end = Instant.now().plus(timeout); ; SignalHandling.sleep(500)) {
            List<ComposeModel.Container> all = ComposeModel.containers(output(compose.containers(service)));
            if (context.dryRun() || all.stream().allMatch(c -> c.has("running") && c.ready())) return true;
            if (all.stream().anyMatch(c -> c.health().equals("unhealthy"))
                    || Instant.now().isAfter(end)) return false;
        }
    }

    private void step(String failure, List<String> argv) {
        if (context.runner().attached(context.command(argv)) == 0) return;
        keepImage();
        throw ExitException.workFailed(failure + ", see above", "The running version stays in place.");
    }

    private ExitException takenBack() {
        List<String> failed = new ArrayList<>(processes());
        failed.removeAll(old);
        ProcessRunner.Output log = failed.isEmpty()
                ? null
                : context.runner().captured(context.command(compose.engine("logs", "--tail", "20", failed.get(0))));
        remove(failed);
        removeMigration();
        keepImage();
        return ExitException.workFailed(
                "the new version does not become healthy; its containers are removed, and the running"
                        + " version stays in place",
                log == null ? null : "The end of the log of one of them:\n" + (log.out() + log.err()).strip());
    }

    /**
     * Its container has ended; one of another image than the current would make compose stop whatever depends on it.
     */
    private void removeMigration() {
        if (migrates) output(compose.command(List.of("rm", "--force", MIGRATION)));
    }

    /** Gives the image that runs its name back, so that the next {@code compose up} finds nothing to change. */
    private void keepImage() {
        if (!image.isEmpty()) output(compose.engine("tag", image.get(0), image.get(1)));
    }

    private List<String> processes() {
        return output(compose.command(List.of("ps", "-a", "-q", service)))
                .lines()
                .filter(line -> line.matches("[0-9a-f]+"))
                .toList();
    }

    private void remove(List<String> containers) {
        if (containers.isEmpty()) return;
        for (String word : List.of("stop", "rm")) {
            List<String> argv = compose.engine(word);
            argv.addAll(containers);
            output(argv);
        }
    }

    private String output(List<String> argv) {
        ProcessRunner.Output output = context.runner().captured(context.command(argv));
        if (output.code() != 0)
            context.console().warn(String.join(" ", argv) + ": " + output.err().strip());
        return output.out();
    }
}
