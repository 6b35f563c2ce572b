//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What init finds in configuration that is not Spring Boot's, and in what POMs do with configuration. */
class InitConfigurationTest extends SurveyedShop {

    private static final String SPRING_CONTEXT = dependency("org.springframework", "spring-context");

    private List<String> arguments() {
        return testing.list("APPLICATION_MAVEN_ARGS");
    }

    @Test
    void microprofile_puts_no_underscore_before_a_capital() throws IOException {
        shop.write("pom.xml", pom(DRIVER + dependency("io.helidon.microprofile.bundles", "helidon-microprofile")))
                .write(
                        "src/main/resources/META-INF/microprofile-config.properties",
                        "javax.sql.DataSource.blog.dataSource.url=jdbc:postgresql://localhost:5432/blog\n"
                                + "javax.sql.DataSource.blog.dataSource.user=keeper\n"
                                + "javax.sql.DataSource.blog.dataSource.password=hush\n")
                .write("src/main/java/Shop.java", """
                    class Shop {
                        @ConfigProperty(name = "shop.dbUrl", defaultValue = "jdbc:postgresql://localhost/blog")
                        String url;
                        String user = ConfigProvider.getConfig().getValue("shop.db.user", String.class);
                        @ConfigProperty(name = "shop.title", defaultValue = "x") String title;
                    }
                    """);
        survey();
        has("JAVAX_SQL_DATASOURCE_BLOG_DATASOURCE_URL", URL + "blog");
        has("JAVAX_SQL_DATASOURCE_BLOG_DATASOURCE_USER", "keeper");
        has("SHOP_DBURL", URL + "blog");
        has("SHOP_DB_USER", "keeper");
        hasNot("SHOP_TITLE");
        assertTrue(found("Application").startsWith("MicroProfile"), found("Application"));
    }

    @Test
    void spring_takes_the_variable_of_a_key_that_no_file_sets() throws IOException {
        shop.write("pom.xml", spring()).write("src/main/java/Shop.java", """
            class Shop {
                @Value("${shop.db-url:jdbc:postgresql://localhost/shop}") String url;
                Shop(@Value("${shop.db.user}") String who, @Value("${shop.title}") String title) { }
            }
            """);
        survey();
        has("SHOP_DBURL", URL + "shop");
        has("SHOP_DB_USER", "postgres");
        hasNot("SHOP_TITLE");
    }

    @Test
    void dropwizard_takes_system_properties_with_its_prefix() throws IOException {
        shop.write("pom.xml", pom(DRIVER + dependency("io.dropwizard", "dropwizard-core")))
                .write("config/shop.yml", """
                    server:
                      applicationConnectors: []
                    database:
                      driverClass: org.postgresql.Driver
                      url: jdbc:postgresql://localhost:5432/shop
                      user: ${SHOP_DB_USER:-keeper}
                      password: hush
                    """)
                .write("docker-compose.yml", "services: {web: {image: web, environment: {DB_URL: x}}}\n");
        survey();
        assertEquals(
                List.of(
                        "-Ddw.database.url=" + URL + "shop",
                        "-Ddw.database.user=keeper",
                        "-Ddw.database.password=hush"),
                arguments());
        has("SHOP_DB_USER", "keeper");
        has("APPLICATION_DB", "shop");
        assertEquals("Dropwizard 1 in pom.xml", found("Application"));
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"0\""));
    }

    @Test
    void a_profile_that_nobody_named_is_named_with_what_it_needs() throws IOException {
        String properties = "<properties><jdbc.url>jdbc:postgresql://localhost:${port}/shop</jdbc.url>"
                + "<port>5433</port><jdbc.username>keeper</jdbc.username>"
                + "<jdbc.password>hush</jdbc.password></properties>";
        shop.write(
                        "pom.xml",
                        pom(
                                DRIVER + SPRING_CONTEXT,
                                "<profiles><profile><id>H2</id><activation><activeByDefault>true</activeByDefault>"
                                        + "</activation><properties><jdbc.url>jdbc:h2:mem:x</jdbc.url></properties>"
                                        + "</profile><profile><id>big</id>" + properties + "</profile></profiles>"))
                .write("src/main/resources/data-access.properties", "jdbc.url=${jdbc.url}\n");
        survey();
        assertEquals(
                "jdbc:postgresql://localhost:5433/shop in pom.xml: jdbc.url of the profile big", found("Database"));
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "shop");
        hasNot("APPLICATION_MAVEN_ARGS");
        notes("The profile big of pom.xml chooses PostgreSQL, and is active only if it is named. If the tests need"
                + " it, add to config/testing.json: {\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-Pbig\","
                + " \"-Djdbc.url=jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\","
                + " \"-Djdbc.username=${POSTGRES_USER}\", \"-Djdbc.password=${POSTGRES_PASSWORD}\"]}");
        assertFalse(survey.notes.toString().contains("The profile H2"), survey.notes::toString);
    }

    private static String plugin(String artifact, String inside) {
        return "<plugin><artifactId>" + artifact + "</artifactId>" + inside + "</plugin>";
    }

    @Test
    void settings_that_a_plugin_makes_properties_of_go_to_maven() throws IOException {
        String executions = "<executions><execution><id>x</id></execution></executions>";
        shop.write(
                        "pom.xml",
                        pom(
                                DRIVER + dependency("org.springframework.boot", "spring-boot-starter-jooq"),
                                "<build><plugins>"
                                        + plugin("properties-maven-plugin", executions)
                                        + plugin(
                                                "jooq-codegen-maven",
                                                executions
                                                        + "<configuration><jdbc><url>${spring.datasource.url}</url>"
                                                        + "<user>"
                                                        + "${spring.datasource.username}</user></jdbc>"
                                                        + "<name>${spring.application.name}</name></configuration>")
                                        + "</plugins></build>"))
                .write("src/main/resources/application.yml", """
                    spring:
                      application.name: shop
                      datasource:
                        url: jdbc:postgresql://localhost:5432/shop
                        username: keeper
                    """);
        survey();
        assertEquals(
                List.of("-Dspring.datasource.url=" + URL + "shop", "-Dspring.datasource.username=keeper"), arguments());
    }

    @Test
    void what_surefire_sets_and_a_port_that_a_plugin_looks_for_go_to_maven() throws IOException {
        shop.write(
                "pom.xml",
                pom(
                        DRIVER,
                        "<build><plugins>"
                                + plugin(
                                        "maven-surefire-plugin",
                                        "<configuration><systemPropertyVariables><it.url>"
                                                + "jdbc:postgresql://localhost:5432/shop</it.url>"
                                                + "<it.mode>fast</it.mode>"
                                                + "</systemPropertyVariables></configuration>")
                                + plugin(
                                        "build-helper-maven-plugin",
                                        "<executions><execution><configuration><portNames><portName>pg.port</portName>"
                                                + "<portName>http.port</portName></portNames></configuration>"
                                                + "</execution></executions>")
                                + "</plugins></build>"));
        survey();
        assertEquals(List.of("-Dit.url=" + URL + "shop", "-Dpg.port=5555"), arguments());
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"0\""));
    }

    @Test
    void only_a_plugin_that_every_build_runs_fixes_a_port() throws IOException {
        String configuration = "<configuration><url>jdbc:postgresql://localhost:6543/shop</url></configuration>";
        for (String executions : List.of("", "<executions><execution><id>x</id></execution></executions>")) {
            shop.write(
                    "pom.xml",
                    pom(
                            DRIVER,
                            "<build><plugins>" + plugin("liquibase-maven-plugin", executions + configuration)
                                    + "</plugins></build>"));
            survey();
            String port = executions.isEmpty() ? "0" : "6543";
            String line = "\"POSTGRES_PORT\", \"value\": \"" + port + "\"";
            assertTrue(shop.read("config/testing.json").contains(line), port);
        }
    }
}
