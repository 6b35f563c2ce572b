//JAVA 17+

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.*;

/**
 * The command lines of docker compose. Nothing is started here.
 *
 * @param program what answers to compose on this machine: docker compose, docker-compose or podman compose
 * @param project the compose project, which keeps the containers of two checkouts apart
 * @param files   the compose file, or several
 * @param service the service that PostgreSQL runs in
 */
public record ComposeCommands(List<String> program, String project, List<Path> files, String service) {

    /** The service that PostgreSQL runs in, where nothing else is said, and its port there. */
    public static final String SERVICE = "db";
    public static final int PORT = 5432;
    /** Taken out of the variables for a command line that names the files itself, or that is not about any. */
    static final Map<String, String> NO_FILES = new HashMap<>();

    static {
        List.of("COMPOSE_FILE", "COMPOSE_PATH_SEPARATOR", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME")
            .forEach(name -> NO_FILES.put(name, null));
    }

    public ComposeCommands(List<String> program, String project, Path file) {
        this(program, project, List.of(file), SERVICE);
    }

    /** The same for another project. */
    public ComposeCommands of(String otherProject) {
        return new ComposeCommands(program, otherProject, files, service);
    }

    /** The same with one more file, which adds to the others. */
    public ComposeCommands with(Path additions) {
        List<Path> all = new ArrayList<>(files);
        all.add(additions);
        return new ComposeCommands(program, project, all, service);
    }

    /** {@code <folder>-<environment>-<6 hex digits of the folder's real path>}, in the letters that compose allows; a scenario's name follows. */
    public static String projectName(Path root, String environment) {
        return projectName(root, environment, "");
    }

    /**
     * The same, on an engine that other machines use too.
     *
     * @param machine what tells this one from the others; empty where there are none
     */
    public static String projectName(Path root, String environment, String machine) {
        int plus = environment.indexOf('+');
        if (plus > 0) return projectName(root, environment.substring(0, plus), machine) + "-" + environment.substring(plus + 1);
        try {
            Path real = root.toRealPath();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((machine + real).getBytes(StandardCharsets.UTF_8));
            String folder = real.getFileName() == null ? "" : real.getFileName().toString();
            String readable = (folder + "-" + environment).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceFirst("^[_-]+", "");
            return readable + "-" + HexFormat.of().formatHex(digest, 0, 3);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> command(List<String> arguments) {
        List<String> argv = new ArrayList<>(program);
        argv.addAll(List.of("-p", project));
        files.forEach(file -> argv.addAll(List.of("-f", file.toString())));
        argv.addAll(arguments);
        return argv;
    }

    /** Starts services, as another file adds to them: those named, or all. */
    public List<String> up(Path additions, List<String> services) {
        List<String> argv = command(List.of("-f", additions.toString(), "up", "-d"));
        argv.addAll(services);
        return argv;
    }

    /** Asks the engine itself for the containers of the project that bear a label. */
    public List<String> labelled(String label) {
        return engine("ps", "-a", "--filter", "label=com.docker.compose.project=" + project, "--filter", "label=" + label, "--format", "{{.Names}}");
    }

    /** A command line of the program that compose belongs to. */
    public List<String> engine(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(program.get(0).equals("podman") ? "podman" : "docker"));
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** Removes what {@code up} made, volumes too. */
    public List<String> downWithVolumes() {
        return command(List.of("down", "--volumes", "--remove-orphans", "--timeout", "1"));
    }

    /** Asks where the database's port is published. */
    public List<String> port() {
        return port(service, PORT);
    }

    /** Asks where a service's port is published. */
    public List<String> port(String service, int port) {
        return command(List.of("port", service, String.valueOf(port)));
    }

    /** Asks for the containers of the project, running or not, or of a part of its services. */
    public List<String> containers(String... services) {
        List<String> argv = command(List.of("ps", "-a", "--format", "json"));
        argv.addAll(List.of(services));
        return argv;
    }

    /** Asks what the compose file comes to, with every variable replaced. */
    public List<String> model() {
        return command(List.of("config", "--format", "json"));
    }

    /** Asks what the compose file comes to, as another adds to it, with every variable replaced. */
    public List<String> model(Path additions, List<String> services) {
        List<String> argv = command(List.of("-f", additions.toString(), "config", "--format", "json"));
        argv.addAll(services);
        return argv;
    }

    public List<String> log(String service, int lines) {
        return command(List.of("logs", "--no-color", "--no-log-prefix", "--tail", String.valueOf(lines), service));
    }

    /** Reads the answer to {@link #port}: {@code 127.0.0.1:49153}, {@code 0.0.0.0:5433} or {@code [::]:5433}. */
    public static Server server(String answer) {
        String line = answer.lines().findFirst().orElse("").strip();
        int colon = line.lastIndexOf(':');
        if (colon < 0 || !line.substring(colon + 1).matches("\\d+")) return null;
        String host = line.substring(0, colon).replaceAll("[\\[\\]]", "");
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
        int port = Integer.parseInt(line.substring(colon + 1));
        return port == 0 ? null : new Server(everywhere ? "127.0.0.1" : host, port);
    }

    /** Where PostgreSQL answers. */
    public record Server(String host, int port) { }
}
