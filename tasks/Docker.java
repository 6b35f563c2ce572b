//JAVA 17+
//SOURCES Compose.java Engine.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PostgreSQL in the container that docker/NAME.yml describes. */
public class Docker implements Engine {

    private static final List<List<String>> PROGRAMS = List.of(List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"));

    private final Context context;
    private final Compose compose;

    public Docker(Context context) {
        this.context = context;
        this.compose = compose(context);
    }

    /** The compose command of this machine, for the context's environment. */
    public static Compose compose(Context context) {
        Path file = context.project().composeFile(context.environment().name);
        if (!Files.isRegularFile(file)) {
            throw Stop.wrongInput("there is no " + context.project().show(file), "Write it, or choose another environment with -c NAME; --engine embedded needs none.");
        }
        // one whose engine is up comes before one that is only installed
        List<String> program = context.dryRun() ? PROGRAMS.get(0) : answering(context, "ls").or(() -> answering(context, "version"))
            .orElseThrow(() -> Stop.machineLacks("Docker with compose was not found", "Install Docker (with the compose plugin), or use --engine embedded."));
        String named = System.getenv("COMPOSE_PROJECT_NAME");
        String project = named != null && !named.isEmpty() ? named : Compose.projectName(context.project().root(), context.environment().name);
        return new Compose(program, project, file);
    }

    /** Whether a compose command is here and its engine is up. */
    public static boolean works(Context context) {
        return answering(context, "ls").isPresent();
    }

    private static Optional<List<String>> answering(Context context, String question) {
        return PROGRAMS.stream().filter(program -> answers(context, program, question)).findFirst();
    }

    private static boolean answers(Context context, List<String> program, String question) {
        List<String> argv = new ArrayList<>(program);
        argv.add(question);
        try {
            return new Runner.Real(context.talk()).captured(context.command(argv)).code() == 0;
        } catch (Stop stop) {
            if (stop.code == Stop.INTERRUPTED) throw stop;
            return false;
        }
    }

    @Override
    public void requireUnused() {
        Runner.Output containers = context.runner().captured(context.command(compose.containers()));
        String environment = context.environment().name;
        if (containers.code() != 0) {
            if (!works(context)) throw Stop.machineLacks("Docker is not running", "Start it (docker info tells what is wrong), or use --engine embedded.");
            throw Stop.wrongInput("compose refuses " + context.project().show(compose.file()) + ": " + containers.err().strip(), "Correct it, and check it with: manage.java -c " + environment + " compose config");
        }
        if (containers.out().isBlank()) return;
        throw Stop.machineLacks("containers of the environment " + environment + " are there already, and no test run made them",
            "Remove them first: manage.java -c " + environment + " compose down");
    }

    @Override
    public Map<String, String> up() {
        context.talk().say("Starting PostgreSQL with docker compose, project " + compose.project() + " ...");
        if (!done(compose.up())) {
            int port = context.environment().port("POSTGRES_PORT");
            if (port != 0) Engine.free(port);
            throw Stop.machineLacks("docker compose could not start the database", "Its own message is above. The end of the log:\n" + log());
        }
        if (context.dryRun()) {
            context.runner().captured(context.command(compose.port()));
            return Map.of();
        }
        Compose.Server server = published();
        if (server == null) {
            requireAlive();
            throw Stop.machineLacks("compose knows no published port " + Compose.PORT + " of the service " + Compose.SERVICE,
                "The service \"" + Compose.SERVICE + "\" in " + context.project().show(compose.file()) + " needs ports: - \"127.0.0.1:${POSTGRES_PORT}:5432\"");
        }
        return Map.of("POSTGRES_HOSTNAME", server.host(), "POSTGRES_PORT", String.valueOf(server.port()));
    }

    /** Where compose publishes the database now; null where it does not. */
    public Compose.Server published() {
        return Compose.server(context.runner().captured(context.command(compose.port())).out());
    }

    @Override
    public void requireAlive() {
        Runner.Output state = context.runner().captured(context.command(compose.state()));
        // older versions print one list, newer ones an object a line
        for (String line : state.out().lines().toList()) {
            try {
                JsonNode node = new JsonMapper().readTree(line);
                for (JsonNode container : node.isArray() ? node : List.of(node)) requireRunning(container);
            } catch (JacksonException e) {
                context.talk().detail("not understood: " + line);
            }
        }
    }

    private void requireRunning(JsonNode container) {
        String state = container.path("State").asString("");
        if (!List.of("exited", "dead", "restarting").contains(state)) return;
        throw Stop.machineLacks("the database's container has " + (state.equals("restarting") ? "died and restarts over and over" : "exited with " + container.path("ExitCode").asInt(0)),
            "The end of its log:\n" + log());
    }

    @Override
    public boolean down() {
        context.talk().say("Removing the containers of " + compose.project() + " ...");
        // a second Ctrl-C reaches the child as well, and then it has to be told again
        for (int attempt = 0; attempt < 3; attempt++) {
            if (done(compose.downWithVolumes())) return true;
        }
        context.talk().warn("could not remove the containers of " + compose.project() + "; do it with:\n" + context.command(compose.downWithVolumes()).show());
        return false;
    }

    /** Runs a step whose progress is for people; when they want quiet, only its failure is. */
    private boolean done(List<String> argv) {
        if (!context.talk().quiet() || context.dryRun()) return context.runner().attached(context.command(argv)) == 0;
        Runner.Output output = context.runner().captured(context.command(argv));
        if (output.code() != 0) context.talk().warn(output.err().strip());
        return output.code() == 0;
    }

    @Override
    public String log() {
        Runner.Output log = context.runner().captured(context.command(compose.log(LOG_LINES)));
        return (log.out() + log.err()).strip();
    }
}
