///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Replace the running application by a new version without a lost request; one machine.
//SOURCES lib/common.java

import java.time.Duration;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.SecretFiles;
import lib.server.ComposeRollout;
import picocli.CommandLine;

@CommandLine.Command(
        name = "rollout",
        description =
                "A new version of the application in the place of the one that runs: build, migrate, start as many"
                        + " processes, wait until they are well, stop the old ones.")
public class rollout extends Task.WithOptions {

    @CommandLine.Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "web",
            description = "The service that the application's processes are of. Default: web.")
    String service;

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

    @Override
    public Integer call() {
        ComposeRollout rollout = new ComposeRollout(SecretFiles.named(context()), service);
        if (!noBuild) rollout.build();
        rollout.migrate();
        rollout.replaceProcesses(Duration.ofSeconds(timeout));
        return 0;
    }

    public static void main(String... args) {
        Cli.main(new rollout(), args);
    }
}
