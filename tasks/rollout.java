///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Replace the running application by a new version without a lost request; one machine.
//SOURCES lib/common.java

import java.time.Instant;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import lib.server.ComposeCommands;
import lib.server.ComposeModel;
import lib.server.ComposeProgram;
import picocli.CommandLine;

/**
 * What {@code compose up --build} does not do: it stops every process of the old version before it starts one of the
 * new.
 */
@CommandLine.Command(
        name = "rollout",
        description =
                "A new version of the application in the place of the one that runs: build, migrate, start as many"
                        + " processes, wait until they are well, stop the old ones.")
public class rollout extends Task.WithOptions {

    private static final String PROCESSES = "web";
    private static final String MIGRATION = "migrate";

    @CommandLine.Option(
            names = "--no-build",
            description = "Take the image that is there, which was pulled or built before.")
    boolean noBuild;

    @CommandLine.Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long the new processes may take to be well. Default: 120.")
    int timeout;

    private Context context;
    private ComposeCommands compose;
    /** What the processes that run were made from: the image, and the name it had then. */
    private String[] image;

    @Override
    public Integer call() {
        context = SecretFiles.named(context());
        compose = ComposeProgram.compose(context);
        List<String> old = processes();
        if (old.isEmpty() && !context.dryRun()) {
            throw ExitException.machineLacks(
                    "no process of the service " + PROCESSES + " is running",
                    "Start it: manage.java -c " + context.environment().name + " compose up -d");
        }
        SecretFiles.write(context);
        image = old.isEmpty()
                ? null
                : ask(compose.engine("inspect", "--format", "{{.Image}} {{.Config.Image}}", old.get(0)))
                        .strip()
                        .split(" ");
        if (!noBuild) step("the image cannot be built", compose.command(List.of("build", PROCESSES, MIGRATION)));
        step("the migration failed", compose.command(List.of("run", "--rm", "--no-deps", MIGRATION)));
        context.console().info("Starting " + old.size() + " new processes beside the old ones ...");
        dropMigration();
        // not with --no-deps: compose would take the new ones for outdated when it sees them again
        List<String> up = compose.command(List.of(
                "up",
                "-d",
                "--no-recreate",
                "--no-build",
                "--scale",
                PROCESSES + "=" + 2 * Math.max(1, old.size()),
                PROCESSES));
        if (context.runner().attached(context.command(up)) != 0 || !well()) throw takenBack(old);
        context.console().info("Stopping the old ones ...");
        remove(old);
        return 0;
    }

    /** Waits until all processes are well, or one of them cannot be any more. */
    private boolean well() {
        for (Instant end = Instant.now().plusSeconds(timeout); ; SignalHandling.sleep(500)) {
            List<ComposeModel.Container> all = ComposeModel.containers(ask(compose.containers(PROCESSES)));
            if (context.dryRun() || all.stream().allMatch(c -> c.has("running") && c.ready())) return true;
            if (all.stream().anyMatch(c -> c.health().equals("unhealthy"))
                    || Instant.now().isAfter(end)) return false;
        }
    }

    private void step(String failure, List<String> argv) {
        if (context.runner().attached(context.command(argv)) == 0) return;
        keepImage();
        throw ExitException.workFailed(failure + ", see above", "The version that runs goes on.");
    }

    private ExitException takenBack(List<String> old) {
        List<String> failed = new ArrayList<>(processes());
        failed.removeAll(old);
        ProcessRunner.Output log = failed.isEmpty()
                ? null
                : context.runner().captured(context.command(compose.engine("logs", "--tail", "20", failed.get(0))));
        remove(failed);
        dropMigration();
        keepImage();
        return ExitException.workFailed(
                "the new version does not get well; its processes are removed, and the version that runs goes on",
                log == null ? null : "The end of the log of one of them:\n" + (log.out() + log.err()).strip());
    }

    /**
     * Its container has ended; one of another image than the current would make compose stop whatever depends on it.
     */
    private void dropMigration() {
        ask(compose.command(List.of("rm", "--force", MIGRATION)));
    }

    /** Gives the image that runs its name back, so that the next {@code compose up} finds nothing to change. */
    private void keepImage() {
        if (image != null) ask(compose.engine("tag", image[0], image[1]));
    }

    private List<String> processes() {
        return ask(compose.command(List.of("ps", "-a", "-q", PROCESSES)))
                .lines()
                .filter(line -> line.matches("[0-9a-f]+"))
                .toList();
    }

    private void remove(List<String> containers) {
        if (containers.isEmpty()) return;
        for (String word : List.of("stop", "rm")) {
            List<String> argv = compose.engine(word);
            argv.addAll(containers);
            ask(argv);
        }
    }

    private String ask(List<String> argv) {
        ProcessRunner.Output output = context.runner().captured(context.command(argv));
        if (output.code() != 0)
            context.console().warn(String.join(" ", argv) + ": " + output.err().strip());
        return output.out();
    }

    public static void main(String... args) {
        Cli.main(new rollout(), args);
    }
}
