//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.environment;

import java.io.IOException;
import java.net.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import lib.base.ExitException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A Docker engine on another machine: by DOCKER_HOST, DOCKER_CONTEXT or {@code docker context use}, as docker has it.
 *
 * @param endpoint as docker names it: tcp://10.0.0.5:2376, ssh://me@server
 * @param host the machine's name or address, where the ports that it publishes are
 */
public record DockerHost(String endpoint, String host) {

    /** In a compose file: the address to publish ports on. */
    public static final String PUBLISH = "MANAGE_PUBLISH";

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1");
    /** Not a name that begins with these digits, nor the first of several hosts. */
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}");

    private static final int CONNECT_TIMEOUT = 5000;
    private static final Map<Map<String, String>, Optional<DockerHost>> KNOWN = new ConcurrentHashMap<>();

    /**
     * Of the engine that a context's commands work with; empty for one on this machine. Docker is asked for named
     * contexts alone.
     */
    public static Optional<DockerHost> of(Context context) {
        return KNOWN.computeIfAbsent(selection(context.environment()), chosen -> {
            String name = chosen.get("DOCKER_CONTEXT");
            if (name == null) return at(context, chosen.get("DOCKER_HOST"));
            if (name.equals("default")) return Optional.empty();
            String format = "{{.Endpoints.docker.Host}}";
            return at(context, output(context, "docker", "context", "inspect", name, "--format", format));
        });
    }

    /** Whether a name or an address is that of this machine. */
    public static boolean isHere(String host) {
        return host.isEmpty()
                || host.equals("localhost")
                || host.equals("::1")
                || LOOPBACK.matcher(host).matches();
    }

    /** The variables that lead docker to the same engine again, whatever is chosen by then. */
    public static Map<String, String> selection(Environment environment) {
        Map<String, String> chosen = new TreeMap<>(Map.of("DOCKER_HOST", environment.get("DOCKER_HOST", "")));
        if (chosen.get("DOCKER_HOST").isEmpty())
            chosen.put("DOCKER_CONTEXT", environment.get("DOCKER_CONTEXT", current(environment)));
        else
            List.of("DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH")
                    .forEach(name -> chosen.put(name, environment.get(name, "")));
        return chosen;
    }

    /** A selection in words; nothing for the engine of this machine. */
    public static String where(Map<String, String> selection) {
        String host = selection == null ? "" : selection.getOrDefault("DOCKER_HOST", "");
        String name = selection == null ? "default" : selection.getOrDefault("DOCKER_CONTEXT", "default");
        if (!host.isEmpty()) return " on " + host;
        return name.equals("default") ? "" : " in the docker context " + name;
    }

    /** What {@code docker context use} has written down. */
    private static String current(Environment environment) {
        Path directory = Path.of(environment.get(
                "DOCKER_CONFIG",
                Path.of(System.getProperty("user.home"), ".docker").toString()));
        // not a JsonMapper, which takes long to make
        try (JsonParser parser = new JsonFactory()
                .createParser(ObjectReadContext.empty(), Files.readString(directory.resolve("config.json")))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return "default";
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (key.equals("currentContext")
                        && value == JsonToken.VALUE_STRING
                        && !parser.getString().isEmpty()) return parser.getString();
                parser.skipChildren();
            }
            return "default";
        } catch (IOException | JacksonException unreadable) {
            return "default";
        }
    }

    private static Optional<DockerHost> at(Context context, String endpoint) {
        try {
            URI uri = URI.create(endpoint.contains("://") ? endpoint : "tcp://" + endpoint);
            String host = uri.getHost() == null ? "" : uri.getHost().replaceAll("[\\[\\]]", "");
            if (isHere(host)) return Optional.empty();
            // ssh has names of its own for machines
            String real = uri.getScheme().equals("ssh")
                    ? output(context, "ssh", "-G", host).replaceFirst("(?s)^(?:.*\n)?hostname (\\S+).*$", "$1")
                    : host;
            return Optional.of(new DockerHost(endpoint, real.isEmpty() || real.contains(" ") ? host : real));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static String output(Context context, String... argv) {
        try {
            return context.real()
                    .runner()
                    .captured(context.command(List.of(argv)).within(Duration.ofSeconds(60)))
                    .out()
                    .strip();
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return "";
        }
    }

    /**
     * The context with that machine's address in the place of localhost in its file, and ports published for others
     * there.
     *
     * @param ownServer for a command that starts a server of its own
     */
    static Context applyTo(Context context, boolean ownServer) {
        if (context.engine().equals("embedded")
                || !Files.exists(context.project().composeFile(context.environment().name))
                || !ownServer && startedHere(context)) return context;
        return of(context)
                .map(engine -> context.with(context.environment().with(engine.answers(context))))
                .orElse(context);
    }

    /** A server that {@code postgres start} or {@code test --keep} runs on this machine, wherever Docker is. */
    private static boolean startedHere(Context context) {
        Path directory = context.project().root().resolve(".manage");
        Path file = directory.resolve(context.environment().instance() + ".json");
        return Files.exists(file)
                && EnvironmentFile.read(file, context.project().show(file)).stream()
                        .anyMatch(variable -> variable.values().contains("127.0.0.1"));
    }

    private Map<String, String> answers(Context context) {
        Environment environment = context.environment();
        Map<String, String> answers = new LinkedHashMap<>();
        if (environment.get(PUBLISH, "").isEmpty()) answers.put(PUBLISH, host.contains(":") ? "[::]" : "0.0.0.0");
        environment.variables().stream()
                .filter(v -> v.name().equals("POSTGRES_HOSTNAME")
                        && !v.origin().equals(Environment.PROCESS)
                        && HERE.contains(v.text()))
                .findFirst()
                .ifPresent(v -> {
                    context.console()
                            .info("The Docker engine is on " + host + " (" + endpoint + "), so POSTGRES_HOSTNAME is "
                                    + host + ", not " + v.text() + ".");
                    answers.put(v.name(), host);
                });
        return answers;
    }

    /** Fails, sooner than docker would, when nothing answers there. */
    public void requireReachable() {
        URI uri = URI.create(endpoint.contains("://") ? endpoint : "tcp://" + endpoint);
        if (uri.getScheme().equals("ssh")) return;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, uri.getPort() > 0 ? uri.getPort() : 2375), CONNECT_TIMEOUT);
        } catch (IOException e) {
            throw unreachable(e instanceof UnknownHostException ? "the host name cannot be resolved" : e.getMessage());
        }
    }

    public ExitException unreachable(String why) {
        return ExitException.machineLacks(
                "the Docker engine at " + endpoint + " does not answer" + (why.isEmpty() ? "" : ": " + why),
                "Start it (docker info shows what is wrong), or choose another: unset DOCKER_HOST, docker context use"
                        + " default, or --engine embedded.");
    }

    /**
     * For the names of projects: which of the machines that use the engine; empty for an engine of this machine's own.
     */
    public static String user(Context context) {
        return of(context).map(engine -> thisMachine() + ":").orElse("");
    }

    /** What tells this machine from others that work with the same engine. */
    public static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
