///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Deploy the production file to a Swarm: migrate first, update one by one, roll back on failure.
//SOURCES lib/common.java lib/swarm/*.java

import java.util.*;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.GlobalOptions;
import lib.swarm.StackDeployment;
import lib.swarm.StackImages;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@CommandLine.Command(
        name = "deploy",
        description = "Deploy docker/production.yml to a Docker Swarm: migrate first, then update one"
                + " container after another; roll back what does not become healthy.",
        footer = {
            "",
            "The environment is production, unless -c or APPLICATION_CONFIG names another. The engine"
                    + " is the one that docker uses:",
            "with DOCKER_HOST or a docker context, one of the cluster's managers.",
            "Exit code 1 if the migration or the update failed; the previous version then keeps running."
        })
public class deploy extends Task.WithOptions {

    private static final String DEFAULT = "production";

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description =
                    "The stack's name on the cluster. Default: COMPOSE_PROJECT_NAME, else <directory>-<environment>.")
    String stack;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            scope = ScopeType.INHERIT,
            description = "How long to wait until the services run or, in remove, until they are gone. Default:"
                    + " ${DEFAULT-VALUE}.")
    int timeout;

    @Option(names = "--build", description = "Build the images even if they are there.")
    boolean build;

    @Option(names = "--push", description = "Push the images that are built to the registry in their names.")
    boolean push;

    @Option(
            names = "--load",
            paramLabel = "HOST",
            split = ",",
            description = "Send the images to these engines, named as in DOCKER_HOST: ssh://host2,ssh://host3. For a"
                    + " cluster without a registry.")
    List<String> load = new ArrayList<>();

    @Option(names = "--loaded", description = "Every machine has the images already.")
    boolean loaded;

    @Option(
            names = "--port-mode",
            paramLabel = "ingress|host",
            description = "ingress: every machine answers on a published port, and forwards to the service;"
                    + " host: only the machines that run the service answer. Default: what the file says.")
    StackDeployment.PortMode ports;

    @Override
    public Integer call() {
        return deployment(new GlobalOptions()).deploy(new StackImages.Request(build, push, load, loaded), ports);
    }

    @CommandLine.Command(description = "Show what runs on the cluster; exit code 1 if not everything runs.")
    int status(@Mixin(name = "global") GlobalOptions options) {
        return deployment(options).status();
    }

    @CommandLine.Command(description = "Go back to what ran before the last deploy; migrations are not undone.")
    int rollback(@Mixin(name = "global") GlobalOptions options) {
        return deployment(options).rollback();
    }

    @CommandLine.Command(description = "Remove everything but the data from the cluster; asks first.")
    int remove(
            @Mixin(name = "global") GlobalOptions options,
            @Option(names = "--volumes", description = "Remove the data too.") boolean volumes) {
        StackDeployment deployment = deployment(options);
        GlobalOptions all = options.within(spec);
        String what = "this removes " + deployment.swarm.stack() + (volumes ? " and its data" : "");
        if (guarded(deployment.context, all)) confirm(deployment.context, all, what);
        else ask(deployment.context, all, what);
        return deployment.remove(volumes);
    }

    private StackDeployment deployment(GlobalOptions own) {
        GlobalOptions all = own.within(spec);
        boolean named = all.config != null
                || !System.getenv().getOrDefault(Environment.CONFIG, "").isBlank();
        return new StackDeployment(
                Context.of(all, named ? null : DEFAULT), stack, java.time.Duration.ofSeconds(timeout));
    }

    public static void main(String... args) {
        Cli.main(new deploy(), args);
    }
}
