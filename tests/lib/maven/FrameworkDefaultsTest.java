//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What frameworks are told so that they take the database that is there. */
class FrameworkDefaultsTest extends SmallRepository {

    @Test
    void frameworks_leave_the_database_to_us() throws IOException {
        assertEquals(
                Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false", "QUARKUS_DATASOURCE_DEVSERVICES_ENABLED", "false"),
                FrameworkDefaults.variables(context("[]").environment()));
        assertFalse(FrameworkDefaults.variables(context(variable("SPRING_DOCKER_COMPOSE_ENABLED", "true"))
                        .environment())
                .containsKey("SPRING_DOCKER_COMPOSE_ENABLED"));
        assertEquals(
                Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false"),
                FrameworkDefaults.variables(
                        context(variable("QUARKUS_DATASOURCE_REACTIVE_URL", "\"postgresql://localhost/shop\""))
                                .environment()));
        assertTrue(write("mvnw", "").toFile().setExecutable(true));
        assertEquals(List.of(), FrameworkDefaults.arguments(context("[]")));
        write("pom.xml", "<project><parent><artifactId>micronaut-parent</artifactId></parent></project>");
        assertEquals(List.of("-Dmicronaut.test.resources.enabled=false"), FrameworkDefaults.arguments(context("[]")));
        assertEquals(
                List.of(),
                FrameworkDefaults.arguments(
                        context(variable("APPLICATION_MAVEN_ARGS", "[\"-Dmicronaut.test.resources.enabled=true\"]"))));
    }

    @Test
    void what_quarkus_loads_is_measured_by_its_own_extension() throws IOException {
        assertFalse(FrameworkDefaults.hidesCode(context("[]")));
        write("pom.xml", "<project><artifactId>quarkus-junit5</artifactId></project>");
        assertTrue(FrameworkDefaults.hidesCode(context("[]")));
        write(
                "pom.xml",
                "<project><artifactId>quarkus-junit5</artifactId><artifactId>quarkus-jacoco</artifactId></project>");
        assertFalse(FrameworkDefaults.hidesCode(context("[]")));
    }
}
