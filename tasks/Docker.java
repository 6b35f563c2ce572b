//JAVA 17+
//SOURCES ComposeCommands.java ComposeFiles.java ComposeModel.java Engine.java Interrupts.java Ports.java SecretFiles.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** PostgreSQL in the container that docker/NAME.yml describes. */
public class Docker implements Engine {

    private static final List<List<String>> PROGRAMS = List.of(List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"));
    /** A Docker that hangs must not keep us for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGE_LINES = 5;
    /** The label of the containers that a test run started; its value is the environment's name. */
    public static final String MARK = "manage.java";
    /** On an engine that several machines use, the label that names the one it was started from. */
    public static final String MACHINE = MARK + ".machine";
    /** Compose wipes lines of a terminal even where there is none. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    /** The compose command that was seen to work. */
    private static List<String> working;

    private final Context context;
    private final ComposeCommands compose;

    public Docker(Context context) {
        this(context, compose(context));
    }

    public Docker(Context context, ComposeCommands compose) {
        this.context = SecretFiles.named(context);
        this.compose = compose;
    }

    /** The compose command of this machine, for the context's environment. */
    public static ComposeCommands compose(Context context) {
        ComposeFiles found = ComposeFiles.of(context);
        if (!found.exist()) {
            throw Stop.wrongInput("there is no " + context.project().show(found.files().get(0)), "Write it, name another one with COMPOSE_FILE, or choose another environment with -c NAME; --engine embedded needs none.");
        }
        if (!context.dryRun() && working == null) RemoteEngine.of(context).ifPresent(RemoteEngine::requireReachable);
        // one whose engine is up comes before one that is only installed
        List<String> program = context.dryRun() ? PROGRAMS.get(0) : Optional.ofNullable(working).or(() -> answering(context, "ls")).or(() -> answering(context, "version")).orElseThrow(Docker::missing);
        return new ComposeCommands(program, projectName(context), found.files(), found.database(context.environment()));
    }

    /** An exported COMPOSE_PROJECT_NAME serves every environment, one in its file stands as it is; a scenario's is always its own. */
    private static String projectName(Context context) {
        Environment environment = context.environment();
        if (!environment.instance().equals(environment.name)) return ComposeCommands.projectName(context.project().root(), environment.instance(), RemoteEngine.user(context));
        String exported = System.getenv().getOrDefault("COMPOSE_PROJECT_NAME", "");
        if (!exported.isEmpty()) return exported.endsWith("-" + environment.name) ? exported : exported + "-" + environment.name;
        return environment.get("COMPOSE_PROJECT_NAME", ComposeCommands.projectName(context.project().root(), environment.name, RemoteEngine.user(context)));
    }

    private static Stop missing() {
        if (Runner.onPath("docker", "docker.exe") == null) {
            return Stop.machineLacks("Docker with compose was not found", "Install Docker (with the compose plugin), or use --engine embedded.");
        }
        return Stop.machineLacks("Docker is here without compose", "Install its compose plugin (v2; docker compose version shows it), or use --engine embedded.");
    }

    /** Whether a compose command is here and its engine is up. */
    public static boolean works(Context context) {
        RemoteEngine.of(context).ifPresent(RemoteEngine::requireReachable);
        working = answering(context, "ls").orElse(null);
        return working != null;
    }

    private static Optional<List<String>> answering(Context context, String question) {
        return PROGRAMS.stream().filter(program -> answers(context, program, question)).findFirst();
    }

    private static boolean answers(Context context, List<String> program, String question) {
        List<String> argv = new ArrayList<>(program);
        argv.add(question);
        try {
            return new Runner.Real(context.talk()).captured(context.command(argv).within(PATIENCE)).code() == 0;
        } catch (Stop stop) {
            if (stop.code == Stop.INTERRUPTED) throw stop;
            return false;
        }
    }

    @Override
    public String project() {
        return compose.project();
    }

    @Override
    public void requireUnused() {
        String environment = context.environment().instance();
        String label = context.project().show(compose.files().get(0));
        // each takes a while to answer
        CompletableFuture<Runner.Output> asked = CompletableFuture.supplyAsync(() -> ask(compose.containers()));
        Runner.Output model = ask(compose.model(marks(), ComposeFiles.of(context).wanted(context.environment())));
        Runner.Output containers = model.code() == 0 ? joined(asked) : model;
        if (containers.code() != 0) {
            if (!works(context)) throw RemoteEngine.of(context).map(remote -> remote.unreachable(shortened(containers.err()))).orElseGet(() -> Stop.machineLacks("Docker is not running", "Start it (docker info tells what is wrong), or use --engine embedded."));
            throw Stop.wrongInput("compose refuses " + label + ": " + shortened(containers.err()), "Correct it, and check it with: manage.java -c " + environment + " compose config");
        }
        if (!containers.out().isBlank() && !told(compose.labelled(RemoteEngine.of(context).map(remote -> MACHINE + "=" + RemoteEngine.thisMachine()).orElse(MARK))).isBlank()) {
            context.talk().say("A test run of this checkout left containers behind, and no word of it in .manage/; cleaning up after it.");
            if (!down()) throw Stop.machineLacks("they cannot be removed", "See above.");
        } else if (!containers.out().isBlank()) {
            throw Stop.machineLacks("containers of the environment " + environment + " are there already, and no test run made them",
                "Remove them first: manage.java -c " + environment + " compose down");
        }
        try {
            require(ComposeModel.of(model.out(), label, compose.service()), label);
        } catch (JacksonException e) {
            context.talk().detail("not understood: " + model.out());
        }
    }

    private static Runner.Output joined(CompletableFuture<Runner.Output> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            throw Stop.interrupted();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Stop stop ? stop : new IllegalStateException(e.getCause());
        }
    }

    private void require(ComposeModel model, String label) {
        for (String volume : model.volumes()) {
            String found = told(compose.engine("volume", "ls", "-q", "--filter", "name=" + volume));
            if (found.lines().noneMatch(volume::equals)) continue;
            throw Stop.machineLacks("the volume " + volume + " of " + label + " is there already, and no test run made it",
                "The run would remove it in the end: give the tests a volume of their own, or remove it first: docker volume rm " + volume);
        }
        RemoteEngine remote = RemoteEngine.of(context).orElse(null);
        if (remote == null) {
            model.ports().forEach(port -> Ports.free(context, port));
        } else if (model.loopback()) {
            throw Stop.machineLacks("the Docker engine is on another machine (" + remote.host() + "), and " + label + " publishes the database there on 127.0.0.1 alone",
                "Publish the port as \"${" + RemoteEngine.PUBLISH + ":-127.0.0.1}:${POSTGRES_PORT}:5432\", or unset DOCKER_HOST or choose another docker context.");
        } else {
            remote.warn(context, model, label);
        }
    }

    /** Says what starting the file's containers on another machine means. */
    public void warn() {
        if (context.dryRun() || RemoteEngine.of(context).isEmpty()) return;
        Runner.Output model = ask(compose.model());
        if (model.code() == 0) RemoteEngine.of(context).get().warn(context, ComposeModel.of(model.out()), context.project().show(compose.files().get(0)));
    }

    @Override
    public Map<String, String> up(int anyPort) {
        context.talk().say("Starting PostgreSQL with docker compose, project " + compose.project() + " ...");
        boolean free = context.environment().port("POSTGRES_PORT") == 0;
        boolean far = RemoteEngine.of(context).isPresent();
        Command up = context.command(compose.up(context.dryRun() ? Path.of(".manage", context.environment().instance() + ".yml") : marks(), ComposeFiles.of(context).wanted(context.environment())));
        // a free port can be lost to another program before the container has it
        for (int attempt = 1; done(attempt == 1 && free && anyPort != 0 && !far ? up.with(Map.of("POSTGRES_PORT", String.valueOf(anyPort))) : up) != 0; attempt++) {
            if (!free && !far) Ports.free(context, context.environment().port("POSTGRES_PORT"));
            boolean made = free && containers(compose.service()).stream().anyMatch(container -> container.has("created"));
            if (made && attempt < 3) continue;
            throw Stop.machineLacks("docker compose could not start the database", "Its own message is above." + (made ? "" : " The end of the log:\n" + log()));
        }
        if (context.dryRun()) {
            ask(compose.port());
            return Map.of();
        }
        ComposeCommands.Server server = published();
        if (server == null) {
            requireAlive();
            throw Stop.machineLacks("compose knows no published port " + ComposeCommands.PORT + " of the service " + compose.service(),
                "The service \"" + compose.service() + "\" in " + context.project().show(compose.files().get(0)) + " needs ports: - \"127.0.0.1:${POSTGRES_PORT}:5432\"");
        }
        Map<String, String> answers = new LinkedHashMap<>(Map.of("POSTGRES_HOSTNAME", server.host(), "POSTGRES_PORT", String.valueOf(server.port())));
        answers.putAll(ComposeFiles.of(context).published(context.environment(), (service, port) -> ComposeCommands.server(ask(compose.port(service, port)).out())));
        return answers;
    }

    /** A file that marks the containers as those of a test run, so that they are known even without the state file. */
    private Path marks() {
        Path file = context.project().state(context.environment().instance() + ".yml");
        String machine = RemoteEngine.of(context).map(remote -> "      " + MACHINE + ": \"" + RemoteEngine.thisMachine() + "\"\n").orElse("");
        try {
            return Files.writeString(file, ComposeFiles.of(context).additions(context.environment(), "      " + MARK + ": \"" + context.environment().instance() + "\"\n" + machine));
        } catch (IOException e) {
            throw Stop.cannotWrite(file, e);
        }
    }

    /** Where compose publishes the database now; null where it does not. */
    public ComposeCommands.Server published() {
        ComposeCommands.Server server = ComposeCommands.server(ask(compose.port()).out());
        return server == null ? null : RemoteEngine.of(context).map(remote -> new ComposeCommands.Server(remote.host(), server.port())).orElse(server);
    }

    @Override
    public void requireAlive() {
        requireAlive(containers());
    }

    private void requireAlive(List<ComposeModel.Container> containers) {
        for (ComposeModel.Container container : containers) {
            boolean database = container.service().equals(compose.service());
            boolean failed = container.has("dead") || container.has("exited") && (database || container.exitCode() != 0);
            if (!failed && !(database && container.has("restarting"))) continue;
            throw Stop.machineLacks((database ? "the database's container" : "the container of the service " + container.service())
                + (failed ? " has exited with " + container.exitCode() : " has died and restarts over and over"), "The end of its log:\n" + log(container.service()));
        }
    }

    @Override
    public void awaitOthers(Duration timeout) {
        Instant end = Instant.now().plus(timeout);
        for (boolean first = true; ; first = false) {
            List<ComposeModel.Container> all = containers();
            requireAlive(all);
            List<ComposeModel.Container> waiting = all.stream().filter(c -> !c.service().equals(compose.service()) && !c.ready()).toList();
            if (waiting.isEmpty()) return;
            String names = waiting.stream().map(c -> c.service() + " (" + c.health() + ")").collect(Collectors.joining(", "));
            if (first) context.talk().say("Waiting for " + names + " ...");
            if (Instant.now().isAfter(end)) {
                throw Stop.machineLacks("not ready within " + timeout.toSeconds() + " s: " + names, "The end of the log of " + waiting.get(0).service() + ":\n" + log(waiting.get(0).service()));
            }
            Interrupts.sleep(300);
        }
    }

    private List<ComposeModel.Container> containers(String... services) {
        return ComposeModel.containers(ask(compose.containers(services)).out());
    }

    @Override
    public boolean down() {
        context.talk().say("Removing the containers of " + compose.project() + " ...");
        ComposeCommands made = ComposeFiles.of(context).foreign() && !context.dryRun() ? compose.with(marks()) : compose;
        // a second Ctrl-C reaches the child as well, and then it has to be told again
        for (int attempt = 0; attempt < 3; attempt++) {
            int code = apart(context.command(made.downWithVolumes()).within(PATIENCE));
            if (code == 0) return true;
            if (code == Runner.TIMED_OUT) break;
        }
        String left = told(compose.labelled("com.docker.compose.service")).lines().collect(Collectors.joining(", "));
        context.talk().warn("could not remove what belongs to " + compose.project() + (left.isEmpty() ? "" : " (" + left + ")") + "; the next run tries again. By hand:\n"
            + context.command(made.downWithVolumes()).show());
        return false;
    }

    /** Runs a step whose progress is for people; when they want quiet, only its failure is. Returns its exit code. */
    private int done(Command command) {
        if (context.dryRun() || Interrupts.atTerminal() && !context.talk().quiet()) return context.runner().attached(command);
        return context.talk().quiet() ? apart(command) : context.runner().background(command, context.talk().out()::println).code();
    }

    /** Runs a step on none of our own pipes: compose dies of one that nobody reads any more. What it said follows. */
    private int apart(Command command) {
        Runner.Output output = context.runner().captured(command);
        if (!output.err().isBlank() && (output.code() != 0 || !context.talk().quiet())) context.talk().out().println(output.err().strip());
        return output.code();
    }

    private Runner.Output ask(List<String> argv) {
        return context.runner().captured(context.command(argv).within(PATIENCE));
    }

    /** What the engine's own program answers; nothing where only compose is installed. */
    private String told(List<String> argv) {
        try {
            return ask(argv).out();
        } catch (Stop stop) {
            if (stop.code == Stop.INTERRUPTED) throw stop;
            return "";
        }
    }

    /** Compose's own message without what it warns of, and not more of it than one wants to read. */
    private static String shortened(String message) {
        List<String> lines = message.strip().lines().filter(line -> !line.contains("level=warning")).toList();
        return String.join(" ", lines.subList(0, Math.min(MESSAGE_LINES, lines.size())));
    }

    @Override
    public String log() {
        return log(compose.service());
    }

    private String log(String service) {
        Runner.Output log = ask(compose.log(service, LOG_LINES));
        return CONTROL.matcher(log.out() + log.err()).replaceAll("").strip();
    }
}
