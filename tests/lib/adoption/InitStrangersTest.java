//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What made init stop, or choose wrongly, in public repositories. */
class InitStrangersTest extends SurveyedShop {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String url; ATest(String url) { this.url = url; }",
                "String url, other; void a(String url) { this.url = other; } void b() { this.other = url; }",
                "String url = \"\"; void a() { for (int i = 0; i < 9; i++) url = url + i; }",
                "String url(int n) { return n == 0 ? \"\" : url(n - 1) + n; } String url = url(3);",
                "Pool pool; Object url; void a() { var pool = this.pool.get(); url = pool.get(\"\"); }"
            })
    void a_name_that_leads_back_to_itself_ends(String code) throws IOException {
        test(code + " String shop = System.getenv(\"SHOP_DBURL\");"
                + " void connect() { DriverManager.getConnection(url); }");
        survey();
        has("SHOP_DBURL", "jdbc:postgresql://db.host:5555/application");
    }

    @Test
    void a_long_way_from_method_to_method_ends() throws IOException {
        StringBuilder code = new StringBuilder("String m0() { return System.getenv(\"SHOP_DBURL\"); }\n");
        for (int i = 1; i < 400; i++)
            code.append("String m" + i + "() { String it = Objects.requireNonNull(m" + (i - 1) + "()); return it; }\n");
        test(code + "String url = m399();");
        survey();
        has("SHOP_DBURL", "jdbc:postgresql://db.host:5555/application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "postgres-compose.yaml", "compose.dev.yml"})
    void a_server_that_is_started_goes_before_an_address_that_no_test_reads(String compose) throws IOException {
        shop.write("pom.xml", pom(DRIVER))
                .write(
                        "src/main/java/Sample.java",
                        "class Sample { Object open() { return"
                            + " DriverManager.getConnection(\"jdbc:postgresql://localhost/sample\", \"me\", \"mine\");"
                            + " } }")
                .write(
                        compose,
                        "services:\n"
                                + "  db:\n"
                                + "    image: postgres:16\n"
                                + "    environment:\n"
                                + "      POSTGRES_USER: keeper\n"
                                + "      POSTGRES_PASSWORD: hush\n"
                                + "      POSTGRES_DB: shop\n");
        survey();
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "shop");
    }

    @Test
    void profiles_that_only_name_versions_choose_no_database() throws IOException {
        shop.write(
                "pom.xml",
                pom(
                        DRIVER,
                        "<profiles><profile><id>postgres-16</id><build/></profile>"
                                + "<profile><id>postgres-18</id><build/></profile></profiles>"));
        survey();
        assertFalse(survey.notes.toString().contains("chooses PostgreSQL"), survey.notes::toString);
    }

    @Test
    void a_profile_that_no_test_runs_with_is_named() throws IOException {
        shop.write("pom.xml", spring(dependency("com.h2database", "h2")))
                .write("src/main/resources/application.properties", "spring.profiles.active=h2\n")
                .write("src/main/resources/application-h2.properties", "spring.datasource.url=jdbc:h2:mem:shop\n")
                .write(
                        "src/main/resources/application-postgres.properties",
                        "spring.datasource.url=jdbc:postgresql://localhost:5432/shop\n")
                .write("src/test/java/ATest.java", "@SpringBootTest class ATest { @Test void a() { } }\n");
        survey();
        hasNot("SPRING_DATASOURCE_URL");
        notes("No test runs with the profile postgres, in which src/main/resources/application-postgres.properties");
        notes("{\"name\": \"SPRING_PROFILES_ACTIVE\", \"value\": \"postgres\"}");

        shop.write(
                "src/test/java/ATest.java",
                "@SpringBootTest @ActiveProfiles(\"h2\") class ATest { @Test void a() { } }\n");
        survey();
        assertFalse(survey.notes.toString().contains("No test runs with"), survey.notes::toString);
    }

    @Test
    void the_migrations_of_dropwizard_are_those_of_liquibase() throws IOException {
        shop.write("pom.xml", pom(DRIVER + dependency("io.dropwizard", "dropwizard-migrations")))
                .write("src/main/resources/migrations.xml", "<databaseChangeLog/>\n");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        assertTrue(found("Migrations").startsWith("Liquibase"), () -> found("Migrations"));
    }

    @Test
    void flyway_makes_the_schema_that_the_address_chooses() throws IOException {
        shop.write("pom.xml", spring(dependency("org.flywaydb", "flyway-core")))
                .write(
                        "src/main/resources/application.properties",
                        "spring.datasource.url=jdbc:postgresql://localhost/shop?currentSchema=sales&ssl=false\n")
                .write("src/main/resources/db/migration/V1__a.sql", "create table a (i int);\n");
        survey();
        has("FLYWAY_SCHEMAS", "sales");

        shop.write(
                "src/main/resources/application.yml", "spring:\n  flyway:\n    default-schema: sold\n    table: h\n");
        survey();
        has("FLYWAY_DEFAULT_SCHEMA", "sold");
        hasNot("FLYWAY_SCHEMAS");
    }

    @Test
    void the_frameworks_own_data_source_goes_before_another() throws IOException {
        shop.write("pom.xml", spring())
                .write(
                        "src/main/resources/application.properties",
                        "all.spring.datasource.jdbc-url=jdbc:postgresql://localhost:5432/reports\n"
                                + "all.spring.datasource.username=reader\n"
                                + "spring.datasource.jdbc-url=jdbc:postgresql://localhost:5432/shop\n"
                                + "spring.datasource.username=keeper\n");
        survey();
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${project.basedir}/", "${basedir}/"})
    void sources_are_where_the_pom_says(String base) throws IOException {
        shop.write(
                        "pom.xml",
                        pom(
                                DRIVER,
                                "<build><sourceDirectory>" + base + "code</sourceDirectory><testSourceDirectory>" + base
                                        + "checks</testSourceDirectory></build>"))
                .write(
                        "code/shop/Options.java",
                        "package shop; class Options { static final int PORT = 5434; String connectionURL ="
                                + " String.format(\"postgresql://%s:%d/wares\", \"localhost\", PORT);"
                                + " String example = \"postgresql://localhost:9999/none\"; }")
                .write("checks/shop/ATest.java", "package shop; class ATest { @Test void a() { new Options(); } }\n");
        survey();
        has("APPLICATION_DB", "wares");
        notes("code/shop/Options.java:1 has a fixed address, so the server for the tests uses port 5434");
        assertTrue(found("Tests").startsWith("1 class"), () -> found("Tests"));
    }

    @Test
    void a_plugin_that_starts_a_server_is_skipped_by_the_property_of_its_configuration() throws IOException {
        shop.write("pom.xml", pom(DRIVER, starter("<skip>${no.docker}</skip>")));
        survey();
        assertEquals(List.of("-Dno.docker=true"), testing.list("APPLICATION_MAVEN_ARGS"));

        shop.write("pom.xml", pom(DRIVER, starter("<skip>${skipTests}</skip>")));
        survey();
        hasNot("APPLICATION_MAVEN_ARGS");
        notes("docker-maven-plugin in pom.xml starts a container by itself, so every build needs Docker.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<configuration><executable>docker</executable><arguments><argument>compose</argument>"
                        + "<argument>up</argument></arguments></configuration>",
                "<configuration><executable>podman</executable><commandlineArgs>run -d x</commandlineArgs>"
                        + "</configuration>",
                "<configuration><jdbc><url>jdbc:tc:postgresql:18:///shop</url></jdbc></configuration>",
                "<configuration><script>new org.testcontainers.containers.PostgreSQLContainer().start()</script>"
                        + "</configuration>",
                "<dependencies><dependency><groupId>org.testcontainers</groupId><artifactId>postgresql</artifactId>"
                        + "</dependency></dependencies>",
            })
    void a_plugin_that_starts_a_container_and_cannot_be_skipped_is_named(String rest) throws IOException {
        String plugin = "<build><plugins><plugin><artifactId>some-maven-plugin</artifactId>%s" + rest
                + "</plugin><plugin><artifactId>other-maven-plugin</artifactId>%s"
                + "<configuration><packageName>shop.testcontainers</packageName><url>${db.url}</url></configuration>"
                + "</plugin></plugins></build>";
        String execution = "<executions><execution><goals><goal>go</goal></goals></execution></executions>";
        shop.write("pom.xml", pom(DRIVER, plugin.formatted(execution, execution)));
        survey();
        notes("some-maven-plugin in pom.xml starts a container by itself, so every build needs Docker.");
        assertFalse(survey.notes.toString().contains("other-maven-plugin"), survey.notes::toString);

        shop.write("pom.xml", pom(DRIVER, plugin.formatted("", "")));
        survey();
        assertFalse(survey.notes.toString().contains("some-maven-plugin"), survey.notes::toString);
    }

    private static String starter(String skip) {
        return "<build><plugins><plugin><groupId>io.fabric8</groupId><artifactId>docker-maven-plugin</artifactId>"
                + "<executions><execution><goals><goal>start</goal></goals></execution></executions>"
                + "<configuration>" + skip + "<images><image><name>postgres:18</name></image></images>"
                + "</configuration></plugin></plugins></build>";
    }
}
