//JAVA 17+
//SOURCES Report.java

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import support.Workspace;

/** What was measured on. */
class Machine {

    static void describe(Report report) throws IOException, InterruptedException {
        report.text(LocalDate.now() + ", commit "
                + output("git", "-C", Workspace.repository().toString(), "rev-parse", "--short", "HEAD") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", JDK " + Runtime.version()
                + ", JBang " + jbang.VERSION + ", "
                + "Maven " + output("mvn", "-q", "--version").replaceAll("\\s*\u001b\\[[0-9;]*m", "")
                + ", Docker engine "
                + output("docker", "version", "--format", "{{.Server.Version}}")
                + ", Docker Compose " + output("docker", "compose", "version", "--short") + ", "
                + output("docker", "run", "--rm", "--entrypoint", "postgres", "postgres:18", "--version") + ".");
        report.text(
                "Rounds are interleaved: in each, every line of a table is measured once, beginning with another one"
                        + " each time; one round before them warms up and\n"
                        + "does not count. Ratios are of medians.");
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
