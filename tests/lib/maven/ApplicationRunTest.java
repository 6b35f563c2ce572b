//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What a framework's own goal is told of the address to listen on. */
class ApplicationRunTest extends SmallRepository {

    private static final String PORT = variable("APPLICATION_PORT", "5001");

    private void plugin(String name) throws IOException {
        assertTrue(write("mvnw", "").toFile().setExecutable(true));
        write(
                "pom.xml",
                "<project><build><plugins><plugin><artifactId>" + name
                        + "</artifactId></plugin></plugins></build></project>");
    }

    private ApplicationRun run(String config) throws IOException {
        return new ApplicationRun(context(config));
    }

    @Test
    void a_framework_has_variables_of_its_own() throws IOException {
        plugin("spring-boot-maven-plugin");
        assertEquals(Map.of("SERVER_PORT", "5001"), run(PORT).address());
        assertEquals(
                Map.of("SERVER_ADDRESS", "0.0.0.0"),
                run(variable("APPLICATION_HOST", "\"0.0.0.0\"")).address());
        assertEquals(Map.of(), run("[]").address());
        assertEquals(
                Map.of(),
                run(PORT.replace("]", ", {\"name\": \"SERVER_PORT\", \"value\": 80}]"))
                        .address());
        plugin("quarkus-maven-plugin");
        assertEquals(Map.of("QUARKUS_HTTP_PORT", "5001"), run(PORT).address());
    }

    @Test
    void without_one_the_application_reads_ours() throws IOException {
        plugin("exec-maven-plugin");
        assertFalse(run(PORT).hasFramework());
        assertEquals(
                Map.of("APPLICATION_HOST", "127.0.0.1", "APPLICATION_PORT", "5001"),
                run(PORT).address());
        assertEquals("5000", run("[]").address().get("APPLICATION_PORT"));
    }
}
