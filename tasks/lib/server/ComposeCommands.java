//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import lib.base.Hashing;

/**
 * The command lines of docker compose. Nothing is started here.
 *
 * @param program what answers to compose on this machine: docker compose, docker-compose or podman compose
 * @param engineProgram what answers for the engine that compose works with: docker or podman
 * @param project the compose project, which keeps the containers of two checkouts apart
 * @param files the compose file, or several
 */
public record ComposeCommands(List<String> program, List<String> engineProgram, String project, List<Path> files) {

    /** The service that PostgreSQL runs in, where nothing else is said, and its port there. */
    public static final String SERVICE = "db";

    public static final int PORT = 5432;

    /** What answers to compose, the first that works. */
    static final List<List<String>> PROGRAMS =
            List.of(List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"));
    /** Taken out of the variables for a command line that names the files itself, or that is not about any. */
    static final Map<String, String> NO_FILES = new HashMap<>();

    static {
        List.of("COMPOSE_FILE", "COMPOSE_PATH_SEPARATOR", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME")
                .forEach(name -> NO_FILES.put(name, null));
    }

    /** For what is asked of compose alone. */
    public ComposeCommands(List<String> program, String project, List<Path> files) {
        this(program, List.of("docker"), project, files);
    }

    /**
     * {@code <directory>-<environment>-<6 hex digits of the directory's real path>}, in the letters that compose
     * allows; a scenario's name follows.
     */
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
        if (plus > 0)
            return projectName(root, environment.substring(0, plus), machine) + "-" + environment.substring(plus + 1);
        try {
            Path real = root.toRealPath();
            String directory =
                    real.getFileName() == null ? "" : real.getFileName().toString();
            String readable = (directory + "-" + environment)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9_-]+", "-")
                    .replaceFirst("^[_-]+", "");
            return readable + "-" + Hashing.sha256(machine + real, 3);
        } catch (IOException e) {
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

    /** The same for another project. */
    public ComposeCommands of(String otherProject) {
        return new ComposeCommands(program, engineProgram, otherProject, files);
    }

    /** For what compose knows of a project without its files: by the labels of its containers, volumes and networks. */
    public List<String> running(String... arguments) {
        return new ComposeCommands(program, project, List.of()).command(List.of(arguments));
    }

    /** Starts the services that are named, of another file. */
    public List<String> up(Path file, List<String> services) {
        List<String> argv = new ComposeCommands(program, project, List.of(file)).command(List.of("up", "-d"));
        argv.addAll(services);
        return argv;
    }

    /** Asks the engine itself for the containers of the project that bear a label. */
    public List<String> labelled(String label) {
        return engine(
                "ps",
                "-a",
                "--filter",
                "label=com.docker.compose.project=" + project,
                "--filter",
                "label=" + label,
                "--format",
                "{{.Names}}");
    }

    /** A command line of the program that compose belongs to. */
    public List<String> engine(String... arguments) {
        List<String> argv = new ArrayList<>(engineProgram);
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** Removes what {@code up} made, volumes too, whatever has become of its files and profiles. */
    public List<String> downWithVolumes() {
        return running("down", "--volumes", "--remove-orphans", "--timeout", "1");
    }

    /** Asks where a service's port is published. */
    public List<String> port(String service, int port) {
        return running("port", service, String.valueOf(port));
    }

    /** Asks for the containers of the project, running or not, or of a part of its services. */
    public List<String> containers(String... services) {
        List<String> argv = running("ps", "-a", "--format", "json");
        argv.addAll(List.of(services));
        return argv;
    }

    /** Asks what the compose file comes to, with every variable replaced. */
    public List<String> model() {
        return command(List.of("config", "--format", "json"));
    }

    /** The same of services and what they depend on, or of all, whatever their profiles. */
    public List<String> model(List<String> services) {
        List<String> argv = command(List.of("--profile", "*", "config", "--format", "json"));
        argv.addAll(services);
        return argv;
    }

    List<String> log(String service) {
        return running("logs", "--no-color", "--no-log-prefix", service);
    }

    public List<String> log(String service, int lines) {
        return running("logs", "--no-color", "--no-log-prefix", "--tail", String.valueOf(lines), service);
    }

    /** Reads the answer to {@link #port}: {@code 127.0.0.1:49153}, {@code 0.0.0.0:5433} or {@code [::]:5433}. */
    public static Server server(String answer) {
        String line = answer.lines().findFirst().orElse("").strip();
        int colon = line.lastIndexOf(':');
        if (colon < 0 || !line.substring(colon + 1).matches("\\d+")) return null;
        String host = line.substring(0, colon).replaceAll("[\\[\\]]", "");
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
        int port = Integer.parseInt(line.substring(colon + 1));
        String reachable = everywhere ? "127.0.0.1" : host;
        return port == 0 ? null : new Server(reachable, port);
    }

    /** Where PostgreSQL answers. */
    public record Server(String host, int port) {}
}
