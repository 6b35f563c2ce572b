//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The engines that end-to-end tests run on. */
public enum On {
    docker,
    embedded;

    private static Boolean dockerWorks;

    /** Skips the test where this engine is missing; in CI that is a failure. */
    public void require() {
        if (works()) return;
        if (System.getenv("CI") != null) fail("Docker is required in CI, and does not answer");
        assumeTrue(false, "Docker does not answer here");
    }

    /** Starts the server of the development environment. */
    public void start(Workspace here) {
        require();
        if (this == docker) here.manage("compose", "up", "-d", "--wait", "db").succeeded();
        else here.manage("postgres", "start").succeeded().prints("PostgreSQL is running at 127.0.0.1:");
    }

    public void stop(Workspace here) {
        if (this == docker)
            here.manage("compose", "down", "-v", "--timeout", "1").succeeded();
        else here.manage("postgres", "stop").succeeded();
    }

    /** Where the docker program is. */
    public Path program() {
        return program("docker");
    }

    public static Path program(String name) {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, name))) return Path.of(directory, name);
        }
        throw new AssertionError("no " + name + " on the PATH");
    }

    public synchronized boolean works() {
        if (this == embedded) return true;
        if (dockerWorks == null) {
            try {
                dockerWorks = new ProcessBuilder("docker", "compose", "ls")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                dockerWorks = false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return dockerWorks;
    }
}
