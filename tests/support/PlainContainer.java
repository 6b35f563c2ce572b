//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A container that does nothing but run what it is told, as root and with the default seccomp profile. */
public record PlainContainer(String id, Path work) {

    /**
     * @param work a directory for our own files, which also labels the container as the test's own
     * @param options of docker run
     */
    public static PlainContainer start(Path work, String image, String... options) throws Exception {
        List<String> argv = new ArrayList<>(
                List.of("docker", "run", "-d", "--label", "com.docker.compose.project.working_dir=" + work));
        argv.addAll(List.of(options));
        argv.addAll(List.of("--entrypoint", "sleep", image, "infinity"));
        return new PlainContainer(run(work, argv).succeeded().out().strip(), work);
    }

    public void remove() throws Exception {
        run(work, List.of("docker", "rm", "-f", "-v", id)).succeeded();
    }

    /** Copies a file, or what is in a directory. */
    public void copy(Path from, String to) throws Exception {
        String source = Files.isDirectory(from) ? from + "/." : from.toString();
        run(work, List.of("docker", "cp", source, id + ":" + to)).succeeded();
    }

    /** One in which Java, JBang, the libraries and a workspace are where they are on this machine. */
    public static PlainContainer around(Workspace workspace, String image) throws Exception {
        Path home = Path.of(System.getProperty("user.home"));
        Path java = Path.of(System.getProperty("java.home"));
        // Debian keeps the configuration of Java apart
        Path configuration = java.resolve("conf/security/java.security").toRealPath();
        List<Path> shared = List.of(
                java,
                configuration.getParent().getParent(),
                home.resolve(".m2"),
                home.resolve(".jbang"),
                home.resolve(".cache/manage.java"),
                Workspace.repository(),
                workspace.directory.getParent());
        List<String> options = new ArrayList<>();
        for (Path path : shared) options.addAll(List.of("-v", path + ":" + path));
        return start(Files.createTempDirectory("plain-container"), image, options.toArray(String[]::new));
    }

    public Result shell(String directory, String line) throws Exception {
        return run(work, argv(directory, line));
    }

    public List<String> argv(String directory, String line) {
        return List.of("docker", "exec", "-w", directory, id, "sh", "-c", line);
    }

    /** A program with some variables of whoever starts it. */
    List<String> argv(String directory, Set<String> variables, List<String> argv) {
        List<String> all = new ArrayList<>(List.of("docker", "exec", "-i", "-w", directory));
        for (String variable : variables) all.addAll(List.of("-e", variable));
        all.add(id);
        all.addAll(argv);
        return all;
    }

    /** The servers that run: nobody in the container collects what has ended. */
    public String servers() throws Exception {
        return run(work, List.of("docker", "top", id, "-eo", "pid,stat,args"))
                .succeeded()
                .out()
                .lines()
                .filter(line -> line.contains("postgres") && !line.contains(" Z"))
                .collect(Collectors.joining("\n"));
    }

    private static Result run(Path work, List<String> argv) throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "out", null);
        Path err = Files.createTempFile(work, "err", null);
        int code = new ProcessBuilder(argv)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Result(String.join(" ", argv), code, Files.readString(out), Files.readString(err));
    }
}
