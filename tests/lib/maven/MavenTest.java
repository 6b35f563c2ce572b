//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import lib.environment.Environment;
import lib.environment.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenTest {

    private static final Path COVERAGE = Path.of("/x/jacoco.exec");

    @TempDir
    Path root;

    private Environment environment(String json) throws Exception {
        Files.createDirectories(root.resolve("config"));
        Files.createDirectories(root.resolve("docker"));
        Files.writeString(root.resolve("config/testing.json"), json);
        return Environment.load(new Project(root), "testing", Map.of());
    }

    @Test
    void the_tests_run_with_the_coverage_agent() {
        List<String> argv =
                MavenCommand.test(List.of("test"), List.of("-Dtest=UserTest"), COVERAGE, null, 1, List.of("-Pfast"));
        assertTrue(
                argv.indexOf(MavenCommand.JACOCO) >= 0 && argv.indexOf(MavenCommand.JACOCO) < argv.indexOf("test"),
                argv::toString);
        assertTrue(argv.contains("-Djacoco.destFile=/x/jacoco.exec"), argv::toString);
        assertEquals(List.of("-Dtest=UserTest", "-Pfast"), argv.subList(argv.size() - 2, argv.size()));
        assertFalse(
                argv.stream().anyMatch(word -> word.contains("ext.class.path") || word.contains("forkCount")),
                argv::toString);
    }

    @Test
    void without_coverage_nothing_of_it_is_there() {
        List<String> argv =
                MavenCommand.test(List.of("test"), List.of(), null, Path.of("/x/extension.jar"), 2, List.of());
        assertFalse(argv.stream().anyMatch(word -> word.contains("jacoco")), argv::toString);
        assertTrue(
                argv.containsAll(List.of(
                        "-Dmaven.ext.class.path=/x/extension.jar",
                        "-DforkCount=2",
                        "-Dmanage.fork=${surefire.forkNumber}")),
                argv::toString);
    }

    @Test
    void arguments_of_the_environment_come_with_every_call() throws Exception {
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Environment environment = environment("""
            [{"name": "APPLICATION_DB", "value": "x"},
             {"name": "APPLICATION_MAVEN_ARGS", "value": ["-Ddb=${APPLICATION_DB}", "-Dwords=a b"]}]\
            """);
        assertEquals(
                List.of("mvn", "-f", root.resolve("pom.xml").toString(), "-Ddb=x", "-Dwords=a b", "verify"),
                MavenCommand.of(new Project(root), environment).command(List.of("verify")));
    }

    @Test
    void the_pom_is_the_named_one_else_in_the_root_else_in_app() throws Exception {
        Files.createDirectories(root.resolve("app"));
        Files.createDirectories(root.resolve("server"));
        Files.writeString(root.resolve("app/pom.xml"), "<project/>");
        Files.writeString(root.resolve("server/pom.xml"), "<project/>");
        assertEquals(root.resolve("app/pom.xml"), MavenCommand.pom(new Project(root), environment("[]")));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        assertEquals(root.resolve("pom.xml"), MavenCommand.pom(new Project(root), environment("[]")));
        assertEquals(
                root.resolve("server/pom.xml"),
                MavenCommand.pom(
                        new Project(root),
                        environment("[{\"name\": \"APPLICATION_POM\", \"value\": \"server/pom.xml\"}]")));
        Environment wrong = environment("[{\"name\": \"APPLICATION_POM\", \"value\": \"nowhere/pom.xml\"}]");
        assertEquals(
                ExitException.WRONG_INPUT,
                assertThrows(ExitException.class, () -> MavenCommand.pom(new Project(root), wrong)).code);
    }

    @Test
    void the_projects_own_wrapper_comes_before_mvn() throws Exception {
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path wrapper = Files.writeString(root.resolve("mvnw"), "");
        assertTrue(wrapper.toFile().setExecutable(true));
        assertEquals(
                wrapper.toString(),
                MavenCommand.of(new Project(root), environment("[]")).program());
    }
}
