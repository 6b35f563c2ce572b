//JAVA 17+

package lib.maven;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.Stream;
import lib.environment.Context;
import lib.environment.Environment;

/**
 * What frameworks start by themselves for tests, which is to leave the database to us; whoever wants it sets the same
 * name.
 */
public class FrameworkDefaults {

    private static final String DEV_SERVICES = "QUARKUS_DATASOURCE_DEVSERVICES_ENABLED";
    private static final Map<String, String> SWITCHES =
            Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false", DEV_SERVICES, "false");
    private static final String TEST_RESOURCES = "micronaut.test.resources.enabled";

    /**
     * Has what its extension quarkus-jacoco measures written to the file of our agent, which does not see what Quarkus
     * loads.
     */
    public static Map<String, String> coverage(Path file) {
        return Map.of("QUARKUS_JACOCO_DATA_FILE", file.toString(), "QUARKUS_JACOCO_REUSE_DATA_FILE", "true");
    }

    /** Whether there is code that only that extension would measure, and it is not there. */
    public static boolean hidesCode(Context context) {
        PomFile pom = pom(context);
        return pom.mentions("quarkus-junit") && !pom.mentions("quarkus-jacoco");
    }

    /** Variables of the tests. */
    public static Map<String, String> variables(Environment environment) {
        Map<String, String> variables = new HashMap<>(SWITCHES);
        // an address keeps them off already, and with the switch Quarkus no longer takes the kind of the database from
        // the only driver
        if (Stream.of("JDBC", "REACTIVE")
                .map(kind -> "QUARKUS_DATASOURCE_" + kind + "_URL")
                .anyMatch(name -> environment.get(name, null) != null)) variables.remove(DEV_SERVICES);
        variables.keySet().removeIf(name -> environment.written(name).isPresent() || System.getenv(name) != null);
        return variables;
    }

    /** Arguments of Maven: Micronaut's plugin heeds a property alone. */
    public static List<String> arguments(Context context) {
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        if (maven.arguments().stream().anyMatch(word -> word.contains(TEST_RESOURCES))) return List.of();
        return pom(context).mentions("micronaut") ? List.of("-D" + TEST_RESOURCES + "=false") : List.of();
    }

    private static PomFile pom(Context context) {
        Path pom = MavenCommand.of(context.project(), context.environment()).pom();
        return PomFile.read(pom, context.project().root());
    }
}
