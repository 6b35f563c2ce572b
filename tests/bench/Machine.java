//JAVA 17+

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import support.Workspace;

/** What was measured on. */
class Machine {

    static String describe() throws IOException, InterruptedException {
        return LocalDate.now() + ", commit "
                + output("git", "-C", Workspace.repository().toString(), "rev-parse", "--short", "HEAD") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", JDK " + Runtime.version()
                + ", JBang " + jbang.VERSION + ", "
                + "Maven " + output("mvn", "-q", "--version").replaceAll("\\s*\u001b\\[[0-9;]*m", "")
                + ", Docker engine "
                + output("docker", "version", "--format", "{{.Server.Version}}")
                + ", Docker Compose " + output("docker", "compose", "version", "--short") + ", "
                + output("docker", "run", "--rm", "--entrypoint", "postgres", "postgres:18", "--version") + ".";
    }

    private static String output(String... argv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0)
            throw new IOException(String.join(" ", argv) + " ended with " + process.exitValue());
        return output;
    }
}
