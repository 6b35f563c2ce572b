//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.environment.Context;
import lib.environment.Environment;

/**
 * What frameworks and extensions of Maven do by themselves, and how a test run tells them to leave the database and the
 * tests to it; whoever wants it otherwise sets the same name.
 */
public class FrameworkDefaults {

    private static final String DEV_SERVICES = "QUARKUS_DATASOURCE_DEVSERVICES_ENABLED";
    private static final Map<String, String> SWITCHES =
            Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false", DEV_SERVICES, "false");
    private static final String TEST_RESOURCES = "micronaut.test.resources.enabled";
    /** Reading from it would take the results of an earlier run for those of this one. */
    private static final String BUILD_CACHE = "maven.build.cache.";

    /** The variable in which a framework takes the address of its database, by a word that its POMs have. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "spring-boot", "SPRING_DATASOURCE_URL",
            "quarkus", "QUARKUS_DATASOURCE_JDBC_URL",
            "micronaut", "DATASOURCES_DEFAULT_URL");

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

    /**
     * Arguments of Maven: Micronaut's plugin heeds a property alone, and so does the build cache.
     *
     * @param others those that come from the command line
     */
    public static List<String> arguments(Context context, List<String> others) {
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        List<Path> settings = mavenDirectories(context, maven.pom());
        String own = String.join(" ", maven.arguments()) + " " + String.join(" ", others) + " "
                + settings.stream()
                        .map(directory -> text(directory.resolve("maven.config")))
                        .collect(Collectors.joining());
        List<String> arguments = new ArrayList<>();
        if (pom(context).mentions("micronaut") && !own.contains(TEST_RESOURCES))
            arguments.add("-D" + TEST_RESOURCES + "=false");
        boolean cached = pom(context).mentions("maven-build-cache-extension")
                || settings.stream()
                        .anyMatch(directory ->
                                text(directory.resolve("extensions.xml")).contains("maven-build-cache-extension"));
        if (cached && !own.contains(BUILD_CACHE) && !pom(context).mentions(BUILD_CACHE))
            arguments.add("-D" + BUILD_CACHE + "skipCache=true");
        return arguments;
    }

    /** Where the settings of Maven for a project may be: beside the POM, or above it. */
    private static List<Path> mavenDirectories(Context context, Path pom) {
        List<Path> directories = new ArrayList<>();
        Path root = context.project().root();
        for (Path place = pom.getParent(); place != null && place.startsWith(root); place = place.getParent())
            directories.add(place.resolve(".mvn"));
        return directories;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** What leads the tests that Maven runs to the database, where they went to another one. */
    public static String mavenAddressAdvice(Context context) {
        return addressAdvice(context) + "\nSystem properties go into APPLICATION_MAVEN_ARGS: -Ddb.url=...";
    }

    /** The same of tests that any program runs. */
    public static String addressAdvice(Context context) {
        Environment environment = context.environment();
        List<PomFile> poms = new ArrayList<>();
        MavenCommand.findPom(context.project(), environment)
                .map(pom -> PomFile.read(pom, context.project().root()))
                .ifPresent(pom -> {
                    poms.addAll(pom.modules(context.project().root()));
                    poms.add(pom);
                });
        Optional<String> named = ADDRESSES.keySet().stream()
                .filter(word -> poms.stream().anyMatch(one -> one.mentions(word)))
                .map(ADDRESSES::get)
                .findFirst();
        if (named.filter(name -> environment.get(name, null) != null).isPresent())
            return named.get() + " is set, but something else overrides it: look for an address in the files of the"
                    + " tests (src/test/resources), in their annotations, and in their code.";
        return "Map the variables that your application reads in config/" + environment.name + ".json: {\"name\": \""
                + named.orElse("YOUR_VARIABLE")
                + "\", \"value\": \"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"}";
    }

    private static PomFile pom(Context context) {
        Path pom = MavenCommand.of(context.project(), context.environment()).pom();
        return PomFile.read(pom, context.project().root());
    }
}
