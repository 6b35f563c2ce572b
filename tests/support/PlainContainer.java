//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A container that does nothing but run what it is told, as root and with the default seccomp profile. */
public record PlainContainer(String id, Path work) {

    /**
     * @param work a folder for our own files, which also labels the container as the test's own
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

    /** Copies a file, or what is in a folder. */
    public void copy(Path from, String to) throws Exception {
        String source = Files.isDirectory(from) ? from + "/." : from.toString();
        run(work, List.of("docker", "cp", source, id + ":" + to)).succeeded();
    }

    public Result shell(String folder, String line) throws Exception {
        return run(work, argv(folder, line));
    }

    public List<String> argv(String folder, String line) {
        return List.of("docker", "exec", "-w", folder, id, "sh", "-c", line);
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
