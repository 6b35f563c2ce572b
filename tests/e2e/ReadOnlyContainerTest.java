//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.EndToEnd;
import support.On;
import support.PlainContainer;
import support.Workspace;

/** A container whose image cannot be written to, root's home least of all, and whose /tmp runs no programs. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("all")
@Tag("sampled")
@Tag("copied")
class ReadOnlyContainerTest extends EndToEnd {

    private static final String MANAGE = "java jbang.java manage.java ";
    private static final String BUILD = "/builds";

    @TempDir
    static Path work;

    private static PlainContainer container;

    @BeforeAll
    static void start() throws Exception {
        On.docker.require();
        container = PlainContainer.start(
                work,
                "maven:3.9-eclipse-temurin-25",
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--tmpfs",
                "/var/tmp:exec",
                "-v",
                Files.createDirectory(work.resolve("builds")) + ":" + BUILD,
                "-v",
                Path.of(System.getProperty("user.home"), ".m2") + ":/root/.m2");
    }

    @AfterAll
    static void remove() throws Exception {
        if (container != null) container.remove();
    }

    @BeforeEach
    void copy() throws IOException {
        Workspace.copy(here.directory, work.resolve("builds"));
    }

    @Test
    void the_tests_are_green_once_jbang_has_a_directory() throws Exception {
        container
                .shell(BUILD, MANAGE + "test")
                .exitedWith(3)
                .says("cannot write to JBang's cache: ")
                .says("export JBANG_DIR=/path/to/directory");
        String start = "export JBANG_DIR=/var/tmp/jbang; ";
        container
                .shell(BUILD, start + MANAGE + "test")
                .succeeded()
                .prints("TOTAL")
                .says(" passed, 0 failed");
        container.shell(BUILD, start + MANAGE + "doctor").prints("PostgreSQL would run as nobody, by setpriv");
        assertEquals("", container.servers());
        assertEquals(
                "",
                container
                        .shell("/", "find " + BUILD + " /var/tmp -name PG_VERSION")
                        .out());
    }
}
