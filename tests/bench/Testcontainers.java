//JAVA 17+
//SOURCES Checkout.java

import java.util.ArrayList;
import java.util.List;

/** The example application with a fixture that starts its PostgreSQL with Testcontainers, once for all test classes. */
class Testcontainers {

    static final String VERSION = "2.0.5";

    private static final String LABEL = "manage.bench";
    private static final String TESTS = "app/src/test/java/com/example/application/";
    private static final String DEPENDENCY = """
        <dependency>
              <groupId>org.testcontainers</groupId>
              <artifactId>testcontainers-postgresql</artifactId>
              <version>%s</version>
              <scope>test</scope>
            </dependency>
        """;
    private static final String CONTAINER = """
        package com.example.application;

        import java.util.Map;
        import org.testcontainers.postgresql.PostgreSQLContainer;
        import org.testcontainers.utility.DockerImageName;

        class Container {

            static Map<String, String> started() {
                PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse("postgres:18").asCompatibleSubstituteFor("postgres"))
                    .withLabel("%s", "%s");
                container.start();
                return Map.of("APPLICATION_CONFIG", "testing", "POSTGRES_HOSTNAME", container.getHost(),
                    "POSTGRES_PORT", String.valueOf(container.getFirstMappedPort()),
                    "POSTGRES_USER", container.getUsername(), "POSTGRES_PASSWORD", container.getPassword(),
                    "APPLICATION_DB", container.getDatabaseName());
            }
        }
        """;

    private final Checkout checkout = new Checkout();
    private final String mark = checkout.here.directory.toString();

    Testcontainers() throws Exception {
        checkout.here
                .replace(
                        "app/pom.xml",
                        "    <dependency>\n      <groupId>org.junit.jupiter</groupId>",
                        "    " + DEPENDENCY.formatted(VERSION)
                                + "<dependency>\n      <groupId>org.junit.jupiter</groupId>")
                .replace(
                        TESTS + "TestDatabase.java",
                        "Configuration.from(environment())",
                        "Configuration.from(Container.started())")
                .write(TESTS + "Container.java", CONTAINER.formatted(LABEL, mark))
                .set("TESTCONTAINERS_RYUK_DISABLED", "true");
        Closing.add(this::removeLeft);
    }

    void maven(String... goals) {
        List<String> argv = new ArrayList<>(List.of("mvn", "-B", "-f", "app/pom.xml"));
        argv.addAll(List.of(goals));
        checkout.here.run(argv, "").succeeded().prints("Tests run: " + TestPart.TESTS + ", Failures: 0, Errors: 0");
    }

    private void removeLeft() {
        for (String id : checkout.run("docker", "ps", "-aq", "--filter", "label=" + LABEL + "=" + mark)
                .succeeded()
                .out()
                .lines()
                .toList()) checkout.run("docker", "rm", "-fv", id).succeeded();
    }
}
