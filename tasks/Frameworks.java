//JAVA 17+
//SOURCES Context.java Maven.java

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** What frameworks start by themselves for tests, which is to leave the database to us; whoever wants it sets the same name. */
class Frameworks {

    private static final Map<String, String> SWITCHES = Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false", "QUARKUS_DATASOURCE_DEVSERVICES_ENABLED", "false");
    private static final String TEST_RESOURCES = "micronaut.test.resources.enabled";

    /** Variables of the tests. */
    static Map<String, String> variables(Environment environment) {
        Map<String, String> variables = new HashMap<>(SWITCHES);
        variables.keySet().removeIf(name -> environment.defines(name) || System.getenv(name) != null);
        return variables;
    }

    /** Arguments of Maven: Micronaut's plugin heeds a property alone. */
    static List<String> arguments(Context context) {
        Maven maven = Maven.of(context.project(), context.environment());
        if (maven.arguments().stream().anyMatch(word -> word.contains(TEST_RESOURCES))) return List.of();
        try {
            Path pom = maven.pom();
            return Files.readString(pom, StandardCharsets.ISO_8859_1).contains("micronaut") ? List.of("-D" + TEST_RESOURCES + "=false") : List.of();
        } catch (IOException e) {
            throw Stop.cannotRead(context.project().show(maven.pom()), e);
        }
    }
}
