///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Replace the running application with a new version without a lost request; one machine.
//SOURCES lib/common.java

import java.time.Duration;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.SecretFiles;
import lib.server.ComposeRollout;
import picocli.CommandLine;

@CommandLine.Command(
        name = "rollout",
        description = "Replace the running version of the application with a new one: build, migrate, start"
                + " new containers beside the old ones, wait until they are healthy, stop the old ones.")
public class rollout extends Task.WithOptions {

    @CommandLine.Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "web",
            description = "The application's service. Default: web.")
    String service;

    @CommandLine.Option(names = "--no-build", description = "Use the existing image, pulled or built before.")
    boolean noBuild;

    @CommandLine.Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long the new containers may take to become healthy. Default: 120.")
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
