//JAVA 17+

package lib.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** PostgreSQL in the container that docker/NAME.yml describes. */
public class ComposeServer implements DatabaseServer {

    /** The label of the containers that a test run started; its value is the environment's name. */
    public static final String MARK = "manage.java";
    /** On an engine that several machines use, the label that names the one it was started from. */
    public static final String MACHINE = MARK + ".machine";

    private final Context context;
    private final ComposeCommands compose;
    private final ComposeClient client;
    private final ServiceHealth health;
    private boolean warned;

    public ComposeServer(Context context) {
        this(context, ComposeProgram.compose(context));
    }

    public ComposeServer(Context context, ComposeCommands compose) {
        this.context = SecretFiles.named(context);
        this.compose = compose;
        this.client = new ComposeClient(this.context, compose);
        this.health = new ServiceHealth(client);
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public String project() {
        return compose.project();
    }

    @Override
    public void requireUnused() {
        String environment = context.environment().instance();
        // each takes a while to answer
        CompletableFuture<ProcessRunner.Output> answer =
                CompletableFuture.supplyAsync(() -> client.ask(compose.containers()));
        ThrowawayStack stack = stack(context);
        ProcessRunner.Output containers = joined(answer);
        if (containers.code() != 0) throw notRunning(containers.err());
        if (!containers.out().isBlank()
                && !client.output(compose.labelled(DockerHost.of(context)
                                .map(remote -> MACHINE + "=" + DockerHost.thisMachine())
                                .orElse(MARK)))
                        .isBlank()) {
            context.console()
                    .info("A test run of this checkout left containers behind, without a record in"
                            + " .manage/; cleaning up after it.");
            if (!down())
                throw ExitException.machineLacks(
                        "the containers of an earlier test run cannot be removed",
                        "Remove them with the command above, and try again.");
        } else if (!containers.out().isBlank()) {
            throw ExitException.machineLacks(
                    "containers of the environment " + environment + " exist already, and no test run created them",
                    "Remove them first: manage.java -c " + environment + " compose down");
        }
        require(ComposeModel.of(stack.root(), client.database()), label());
        say(stack);
    }

    private void say(ThrowawayStack stack) {
        String readOnly = String.join(", ", stack.readOnly());
        String shared = String.join(", ", stack.shared());
        if (!readOnly.isEmpty()) context.console().info("For this run these are read-only: " + readOnly + ".");
        if (!stack.leftOut().isEmpty())
            context.console()
                    .info("Not started, because they are built from source: " + String.join(", ", stack.leftOut())
                            + "; to start them, name them in COMPOSE_SERVICES.");
        if (shared.isEmpty()) return;
        context.console()
                .warn("the services of this run write into directories that your own stack may use: " + shared + ".");
    }

    private String label() {
        return ComposeFiles.of(context).label();
    }

    private ExitException notRunning(String message) {
        return DockerHost.of(context)
                .map(remote -> remote.unreachable(ComposeClient.shortened(message)))
                .orElseGet(() -> compose.program().get(0).equals("podman")
                        ? ExitException.machineLacks(
                                "podman compose does not answer: " + ComposeClient.shortened(message),
                                "It needs docker-compose (v2) and Podman's socket: systemctl --user start"
                                        + " podman.socket. Or use --engine embedded.")
                        : ExitException.machineLacks(
                                "Docker is not running",
                                "Start it (docker info shows what is wrong), or use --engine embedded."));
    }

    /** What a run starts, with the variables that it has by then. */
    private ThrowawayStack stack(Context at) {
        ComposeFiles files = ComposeFiles.of(at);
        // what a run left is known by its project alone; to start it again takes its files
        ProcessRunner.Output model = client.ask(
                new ComposeCommands(compose.program(), compose.project(), files.files()).model(files.servicesToStart()),
                at);
        if (!model.err().isBlank() && model.code() == 0 && !warned)
            context.console().warn(model.err().strip());
        warned = true;
        if (model.code() != 0) {
            throw ExitException.wrongInput(
                    "compose rejects " + label() + ": " + ComposeClient.shortened(model.err()),
                    "Correct it, and check it with: manage.java -c "
                            + at.environment().instance() + " compose config");
        }
        String format = "{{json .Config}}";
        ImageData images =
                new ImageData(image -> client.output(compose.engine("image", "inspect", "--format", format, image)));
        return new ThrowawayStack(model.out(), files, at.environment(), images::of);
    }

    private static ProcessRunner.Output joined(CompletableFuture<ProcessRunner.Output> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ExitException stop ? stop : new IllegalStateException(e.getCause());
        }
    }

    private void require(ComposeModel model, String label) {
        for (String volume : model.volumes()) {
            String found = client.output(compose.engine("volume", "ls", "-q", "--filter", "name=" + volume));
            if (found.lines().noneMatch(volume::equals)) continue;
            throw ExitException.machineLacks(
                    "the volume " + volume + " of " + label + " exists already, and no test run created it",
                    "The run would remove it: give the tests a volume of their own, or remove it first:"
                            + " docker volume rm "
                            + volume);
        }
        Optional<DockerHost> machine = DockerHost.of(context);
        if (machine.isEmpty()) {
            model.ports().forEach(port -> Ports.free(context, port));
        } else if (model.loopback()) {
            throw ExitException.machineLacks(
                    "the Docker engine is on another machine (" + machine.get().host() + "), and " + label
                            + " publishes the database there on 127.0.0.1 only",
                    "Publish the port as \"${" + DockerHost.PUBLISH
                            + ":-127.0.0.1}:${POSTGRES_PORT}:5432\", or unset DOCKER_HOST or choose another docker"
                            + " context.");
        }
        model.warn(context, machine, label);
    }

    /** Says what starting the file's containers means. */
    public void warn() {
        if (context.dryRun()) return;
        ProcessRunner.Output model = client.ask(compose.model());
        if (model.code() == 0) ComposeModel.of(model.out()).warn(context, DockerHost.of(context), label());
    }

    @Override
    public Map<String, String> up(int anyPort) {
        context.console().info("Starting PostgreSQL with docker compose, project " + compose.project() + " ...");
        boolean free = context.environment().port("POSTGRES_PORT") == 0;
        boolean onOtherMachine = DockerHost.of(context).isPresent();
        boolean preferred = free && anyPort != 0 && !onOtherMachine;
        Map<String, String> first = preferred ? Map.of("POSTGRES_PORT", String.valueOf(anyPort)) : Map.of();
        ProcessSpec up = start(context.with(context.environment().with(first)));
        // a free port can be lost to another program before the container has it
        for (int attempt = 1; client.run(attempt > 1 && preferred ? start(context) : up) != 0; attempt++) {
            if (!free && !onOtherMachine)
                Ports.free(context, context.environment().port("POSTGRES_PORT"));
            boolean made = free
                    && client.containers(client.database()).stream().anyMatch(container -> container.has("created"));
            // compose leaves the nameless volumes of a container that it makes again
            if (made && attempt < 3 && client.captured(ComposeClient.command(compose.downWithVolumes(), context)) == 0)
                continue;
            throw ExitException.machineLacks(
                    "docker compose could not start the database",
                    "Its own message is above." + (made ? "" : " The end of the log:\n" + log()));
        }
        if (context.dryRun()) {
            client.ask(compose.port(client.database(), ComposeCommands.PORT));
            return Map.of();
        }
        ComposeCommands.Server server = published();
        if (server == null) {
            requireAlive();
            throw ExitException.machineLacks(
                    "compose reports no published port " + ComposeCommands.PORT + " of the service" + " "
                            + client.database(),
                    "The service \"" + client.database() + "\" in " + label()
                            + " needs ports: - \"127.0.0.1:${POSTGRES_PORT}:5432\"");
        }
        Map<String, String> answers = new LinkedHashMap<>(
                Map.of("POSTGRES_HOSTNAME", server.host(), "POSTGRES_PORT", String.valueOf(server.port())));
        answers.putAll(ComposeFiles.of(context)
                .published((service, port) -> ComposeCommands.server(
                        client.ask(compose.port(service, port)).out())));
        return answers;
    }

    /** Writes the run's own compose file, with what tells its containers from others even without the state file. */
    private ProcessSpec start(Context at) {
        List<String> services = ComposeFiles.of(at).servicesToStart();
        if (context.dryRun()) {
            client.ask(compose.model(services));
            return at.command(
                    compose.up(Path.of(".manage", context.environment().instance() + ".yml"), services));
        }
        ThrowawayStack stack = stack(at);
        Map<String, String> labels =
                new TreeMap<>(Map.of(MARK, context.environment().instance()));
        if (DockerHost.of(context).isPresent()) labels.put(MACHINE, DockerHost.thisMachine());
        stack.label(labels);
        SecretFiles.writeOwn(ownFile(), stack.root().toPrettyString());
        return at.command(compose.up(ownFile(), services)).with(ComposeCommands.NO_FILES);
    }

    private Path ownFile() {
        return context.project().state(context.environment().instance() + ".yml");
    }

    /** Where compose publishes the database now; null where it does not. */
    public ComposeCommands.Server published() {
        ComposeCommands.Server server =
                ComposeCommands.server(client.ask(compose.port(client.database(), ComposeCommands.PORT))
                        .out());
        return server == null
                ? null
                : DockerHost.of(context)
                        .map(remote -> new ComposeCommands.Server(remote.host(), server.port()))
                        .orElse(server);
    }

    @Override
    public void requireAlive() {
        health.requireAlive();
    }

    @Override
    public void awaitOthers(Duration timeout) {
        health.awaitOthers(timeout);
    }

    @Override
    public boolean down() {
        context.console().info("Removing the containers of " + compose.project() + " ...");
        // a second Ctrl-C reaches the child as well, and then it has to be told again
        for (int attempt = 0; attempt < 3; attempt++) {
            int code = client.captured(ComposeClient.command(compose.downWithVolumes(), context));
            if (code == 0 && !context.dryRun()) ownFile().toFile().delete();
            if (code == 0) return true;
            if (code == ProcessRunner.TIMED_OUT) break;
        }
        String left = client.output(compose.labelled("com.docker.compose.service"))
                .lines()
                .collect(Collectors.joining(", "));
        context.console()
                .warn("could not remove what belongs to " + compose.project()
                        + (left.isEmpty() ? "" : " (" + left + ")")
                        + "; the next run tries again. To remove it yourself:\n"
                        + context.command(compose.downWithVolumes()).show());
        return false;
    }

    @Override
    public String log() {
        return client.log(client.database());
    }

    @Override
    public void log(Consumer<String> line) {
        client.log(client.database(), line);
    }
}
