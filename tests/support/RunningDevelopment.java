//JAVA 17+

package support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A development server with data, which runs while tests do something beside it. */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class RunningDevelopment extends EndToEnd {

    private static final String LABEL = "com.docker.compose.project.working_dir=";
    /** Has postgresql/data, as /var/lib has. */
    protected static Path host;

    protected static String server;
    protected static String volume;

    @BeforeAll
    static void development() throws Exception {
        if (!On.docker.works()) return;
        host = Files.createTempDirectory("manage-development").toRealPath();
        Files.createDirectories(host.resolve("postgresql/data"));
        volume = "manage-test-" + host.getFileName().toString().replaceAll("\\D", "");
        docker(
                "volume",
                "create",
                "--label",
                LABEL + host,
                "--driver",
                "local",
                "--opt",
                "type=none",
                "--opt",
                "o=bind",
                "--opt",
                "device=" + host.resolve("postgresql/data"),
                volume);
        server = docker(
                "run",
                "-d",
                "--label",
                LABEL + host,
                "-e",
                "POSTGRES_PASSWORD=postgres",
                "-v",
                host.resolve("postgresql/data") + ":/var/lib/postgresql/data",
                "postgres:17");
        Files.createDirectories(host.resolve("conf"));
        Files.writeString(host.resolve("conf/README"), "read by the server's configuration");
        sql("create table kept as select 42 as answer");
    }

    @AfterAll
    static void remove() throws Exception {
        if (server == null) return;
        // as the user of the data it is removed in the container
        docker("exec", server, "sh", "-c", "chmod -R 777 /var/lib/postgresql/data");
        docker("rm", "-f", server);
        docker("volume", "rm", volume);
        Workspace.delete(host);
    }

    protected static String docker(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) throw new AssertionError(String.join(" ", argv) + "\n" + output);
        return output;
    }

    /** Asks the development server, which is given time to start. */
    protected static String sql(String statement) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return docker(
                        "exec",
                        "-e",
                        "PGPASSWORD=postgres",
                        server,
                        "psql",
                        "-h",
                        "127.0.0.1",
                        "-U",
                        "postgres",
                        "-Atc",
                        statement);
            } catch (AssertionError notYet) {
                if (attempt == 100) throw new AssertionError(docker("logs", "--tail", "20", server), notYet);
                Thread.sleep(200);
            }
        }
    }
}
