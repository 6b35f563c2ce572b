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
        assertEquals(List.of(), FrameworkDefaults.arguments(context("[]"), List.of()));
        write("pom.xml", "<project><parent><artifactId>micronaut-parent</artifactId></parent></project>");
        assertEquals(
                List.of("-Dmicronaut.test.resources.enabled=false"),
                FrameworkDefaults.arguments(context("[]"), List.of()));
        assertEquals(
                List.of(),
                FrameworkDefaults.arguments(
                        context(variable("APPLICATION_MAVEN_ARGS", "[\"-Dmicronaut.test.resources.enabled=true\"]")),
                        List.of()));
    }

    @Test
    void a_build_cache_runs_the_tests_unless_the_user_has_a_wish_of_their_own() throws IOException {
        assertTrue(write("mvnw", "").toFile().setExecutable(true));
        write("pom.xml", "<project/>");
        write(
                ".mvn/extensions.xml",
                "<extensions><extension><artifactId>maven-build-cache-extension</artifactId></extension></extensions>");
        List<String> skipped = List.of("-Dmaven.build.cache.skipCache=true");
        assertEquals(skipped, FrameworkDefaults.arguments(context("[]"), List.of("test")));
        assertEquals(
                List.of(),
                FrameworkDefaults.arguments(context("[]"), List.of("test", "-Dmaven.build.cache.enabled=true")));
        assertEquals(
                List.of(),
                FrameworkDefaults.arguments(
                        context(variable("APPLICATION_MAVEN_ARGS", "[\"-Dmaven.build.cache.enabled=true\"]")),
                        List.of()));
        write(".mvn/maven.config", "-Dmaven.build.cache.skipCache=false\n");
        assertEquals(List.of(), FrameworkDefaults.arguments(context("[]"), List.of()));
    }

    @Test
    void the_advice_for_tests_on_another_database_looks_at_what_is_there() throws IOException {
        assertTrue(write("mvnw", "").toFile().setExecutable(true));
        write("pom.xml", "<project/>");
        String plain = FrameworkDefaults.addressAdvice(context("[]"));
        assertTrue(plain.contains("YOUR_VARIABLE") && !plain.contains("SPRING"), plain);
        write("pom.xml", "<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent></project>");
        String spring = FrameworkDefaults.addressAdvice(context("[]"));
        assertTrue(spring.contains("{\"name\": \"SPRING_DATASOURCE_URL\""), spring);
        String mapped = FrameworkDefaults.addressAdvice(
                context(variable("SPRING_DATASOURCE_URL", "\"jdbc:postgresql://localhost/shop\"")));
        assertTrue(mapped.contains("is set, but something else overrides it"), mapped);
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
