//JAVA 17+
//SOURCES Closing.java

import java.io.File;
import java.nio.file.Path;
import java.util.*;
import support.Result;
import support.Workspace;

/** A copy of the repository, and the ways in which a command is started in it. */
class Checkout {

    /** A script that does nothing, to measure what starting one costs. */
    static final String NOTHING = "nothing.java";

    final Workspace here;

    Checkout() throws Exception {
        this(Workspace.repository());
    }

    /** @param repository another checkout, or the one that this program was started in */
    Checkout(Path repository) throws Exception {
        here = Workspace.ofSources(repository)
                .set("MANAGE_ENGINE", "docker")
                .write(NOTHING, "public class nothing { public static void main(String... args) { } }\n")
                // as JBang's launcher does
                .set("JBANG_RUNTIME_SHELL", "bash")
                .set("JBANG_STDIN_NOTTY", "true")
                .set("JAVA_HOME", System.getProperty("java.home"));
        Closing.add(this::close);
    }

    /** As an installed jbang does it: a JVM with dev.jbang.Main, which prints a command line; then that. */
    Result jbang(String script, String... arguments) throws Exception {
        return here.run(command(script, arguments), "");
    }

    /** The command line that JBang prints for its launcher to run. */
    List<String> command(String script, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of(
                Workspace.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                jbang.library(jbang.cache()),
                "dev.jbang.Main",
                script));
        argv.addAll(List.of(arguments));
        return jbang.words(here.run(argv, "").exitedWith(jbang.EXECUTE).out());
    }

    /** {@code java jbang.java SCRIPT}, with no jbang to be found. */
    Result launcher(String script, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(Workspace.java(), "jbang.java", script));
        argv.addAll(List.of(arguments));
        return here.run(argv, "");
    }

    /** {@code java @.manage/fast}, once install-fast was run. */
    Result fast(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(Workspace.java(), "@.manage" + File.separator + "fast"));
        argv.addAll(List.of(arguments));
        return here.run(argv, "");
    }

    Result run(String... argv) {
        return here.run(List.of(argv), "");
    }

    /** Runs a program that reads a file. */
    void feed(Path file, String... argv) throws Exception {
        Process process = here.builder(List.of(argv))
                .redirectInput(file.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0)
            throw new AssertionError(String.join(" ", argv) + " ended with " + process.exitValue());
    }

    /** Removes the containers of every compose project that was started from here, and the directory. */
    private void close() throws Exception {
        String format =
                "{{.Label \"com.docker.compose.project\"}}\t{{.Label \"com.docker.compose.project.working_dir\"}}";
        Set<String> projects = new TreeSet<>();
        for (String line : run("docker", "ps", "-a", "--format", format)
                .succeeded()
                .out()
                .lines()
                .toList()) {
            String[] fields = line.split("\t");
            if (fields.length == 2 && Path.of(fields[1]).startsWith(here.directory)) projects.add(fields[0]);
        }
        for (String project : projects)
            run("docker", "compose", "-p", project, "down", "-v", "--remove-orphans", "--timeout", "1")
                    .succeeded();
        here.delete();
    }
}
