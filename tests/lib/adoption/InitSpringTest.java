//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What init finds in repositories with Spring Boot. */
class InitSpringTest extends SurveyedShop {

    @Test
    void spring_with_flyway_and_variables_of_its_own() throws IOException {
        shop.write("pom.xml", spring(dependency("org.flywaydb", "flyway-core")))
                .write("src/main/resources/application.yml", """
                    spring:
                      application.name: @project.name@
                      datasource:
                        url: ${DB_URL:jdbc:postgresql://${DB_HOST:localhost}:5432/shop?stringtype=unspecified}
                        username: ${DB_USER:keeper}
                        password: ${DB_PASS:hush}
                    """)
                .write("src/main/resources/db/migration/V1__a.sql", "select 1;")
                .write(
                        "docker-compose.yml",
                        "services:\n"
                                + "  postgres:\n"
                                + "    image: postgres:15-alpine\n"
                                + "    ports: ['5432:5432']\n"
                                + "    environment:\n"
                                + "      - POSTGRES_PASSWORD=x\n"
                                + "  redis:\n"
                                + "    image: redis:7\n");
        survey();
        has("SPRING_DATASOURCE_URL", URL + "shop?stringtype=unspecified");
        has("DB_URL", URL + "shop?stringtype=unspecified");
        has("DB_HOST", "db.host");
        has("DB_USER", "keeper");
        has("DB_PASS", "hush");
        has("POSTGRES_PASSWORD", "hush");
        hasNot("APPLICATION_MIGRATIONS");
        assertEquals("postgres:15-alpine in docker-compose.yml", found("PostgreSQL"));
        assertEquals("Flyway, 1 file in src/main/resources/db/migration", found("Migrations"));
        assertTrue(shop.read("docker/testing.yml").contains("image: postgres:15-alpine\n"));
        assertTrue(shop.read("config/development.json")
                .contains("{\"name\": \"COMPOSE_FILE\", \"value\": \"docker-compose.yml\"}"));
        assertFalse(Files.exists(shop.directory.resolve("docker/development.yml")));
        notes("If the tests need redis too");
    }

    @Test
    void a_url_in_parts_and_settings_of_flyway() throws IOException {
        shop.write("pom.xml", spring(dependency("org.flywaydb", "flyway-core")))
                .write("src/main/resources/application.properties", """
                    spring.datasource.url=jdbc:postgresql://${PG_HOST}:${PG_PORT:5432}/${PG_NAME}
                    spring.datasource.username=${PG_USER}
                    spring.datasource.password=${PG_PASS}
                    spring.flyway.default-schema=store
                    spring.flyway.placeholders.owner=keeper
                    spring.flyway.locations=classpath:db/migration,classpath:db/data/{vendor}
                    jwt.secret=${JWT_SECRET}
                    mail.key=${MAIL_KEY:none}
                    """)
                .write(".gitignore", ".env\n")
                .write(".env", "JWT_SECRET=really secret\n")
                .write(
                        ".env.example",
                        "PG_NAME=store_db\nPG_USER=keeper\nPG_PASS='a b'\nJWT_SECRET=an example\nMAIL_KEY=x\n")
                .write("src/main/resources/db/migration/V1__a.sql", "select 1;")
                .write("src/main/resources/db/data/postgresql/V2__b.sql", "select 1;");
        survey();
        has("PG_HOST", "db.host");
        has("PG_PORT", "5555");
        has("PG_NAME", "store_db");
        has("PG_USER", "keeper");
        has("PG_PASS", "a b");
        has("JWT_SECRET", "an example");
        hasNot("MAIL_KEY");
        has("FLYWAY_DEFAULT_SCHEMA", "store");
        has("FLYWAY_PLACEHOLDERS_OWNER", "keeper");
        assertEquals(
                List.of("src/main/resources/db/migration", "src/main/resources/db/data/postgresql"),
                testing.list("APPLICATION_MIGRATIONS"));
    }

    @Test
    void tests_with_a_database_of_another_kind_are_left_with_it() throws IOException {
        shop.write("pom.xml", spring(dependency("com.h2database", "h2")))
                .write(
                        "src/main/resources/application.properties",
                        "spring.datasource.url=jdbc:postgresql://localhost:5433/shop\n")
                .write(
                        "src/test/resources/application.properties",
                        "spring.datasource.url=jdbc:h2:mem:x;MODE=PostgreSQL\n");
        survey();
        hasNot("SPRING_DATASOURCE_URL");
        notes("The tests use another database, set in src/test/resources/application.properties: jdbc:h2:mem:x");
        assertTrue(shop.read("config/development.json").contains("\"POSTGRES_PORT\", \"value\": \"5433\""));
    }

    @Test
    void files_in_latin_1_with_a_document_for_each_profile() throws IOException {
        shop.write("pom.xml", spring());
        Files.createDirectories(shop.directory.resolve("src/main/resources"));
        Files.write(
                shop.directory.resolve("src/main/resources/application.properties"),
                ("# f\u00fcr alle\nspring.datasource.url=jdbc:postgresql://localhost/shop\n"
                                + "spring.datasource.username=j\u00f6rg\n#---\nspring.config.activate.on-profile=prod\n"
                                + "spring.datasource.url=${PROD_URL}\n")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        survey();
        has("SPRING_DATASOURCE_URL", URL + "shop");
        has("POSTGRES_USER", "j\u00f6rg");
    }

    @Test
    void a_profile_of_some_tests_does_not_speak_for_the_others() throws IOException {
        shop.write("pom.xml", spring(dependency("com.h2database", "h2")))
                .write(
                        "src/main/resources/application-pg.properties",
                        "spring.datasource.url=${SHOP_URL:jdbc:postgresql://localhost/shop}\n")
                .write("src/test/java/ATest.java", "@SpringBootTest class ATest { @Test void a() { } }")
                .write(
                        "src/test/java/BTest.java",
                        "@SpringBootTest @ActiveProfiles(\"pg\") class BTest { @Test void b() { } }");
        survey();
        has("SHOP_URL", URL + "shop");
        hasNot("SPRING_DATASOURCE_URL");
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"0\""));
        shop.write(
                "src/main/resources/application-pg.properties",
                "spring.datasource.url=jdbc:postgresql://localhost:6432/shop\n"
                        + "spring.datasource.username=keeper\n"
                        + "spring.datasource.password=hush\n");
        survey();
        hasNot("SPRING_DATASOURCE_URL");
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"6432\""));
        has("POSTGRES_USER", "keeper");
    }

    @Test
    void a_file_that_a_test_names_goes_before_every_variable() throws IOException {
        shop.write("pom.xml", spring())
                .write("src/test/resources/application.properties", "spring.datasource.url=jdbc:h2:mem:x\n")
                .write(
                        "src/test/resources/application-it.properties",
                        "spring.datasource.url=jdbc:postgresql://localhost:6432/shop\n"
                                + "spring.datasource.username=keeper\n")
                .write(
                        "src/test/java/AIT.java",
                        "@SpringBootTest @TestPropertySource(\n"
                                + "    locations = \"classpath:application-it.properties\"\n"
                                + ") class AIT { @Test void a() { } }");
        survey();
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"6432\""));
        has("POSTGRES_HOST_AUTH_METHOD", "trust");
        notes("src/test/resources/application-it.properties: spring.datasource.url has a fixed address, so"
                + " the server for the tests uses port 6432.");
    }

    @Test
    void an_address_of_testcontainers_in_the_configuration_becomes_ours() throws IOException {
        shop.write("pom.xml", spring())
                .write("src/test/resources/application-it.yaml", """
                    spring:
                      datasource:
                        url: jdbc:tc:postgresql:16.2:///shop?TC_DAEMON=true&currentSchema=s\
                    &TC_INITSCRIPT=file:src/test/sql/init.sql
                        driver-class-name: org.testcontainers.jdbc.ContainerDatabaseDriver
                    """)
                .write("src/test/sql/init.sql", "select 1;")
                .write(
                        "src/test/java/AIT.java",
                        "@SpringBootTest @ActiveProfiles(\"it\") class AIT { @Test void a() { } }");
        survey();
        has("SPRING_DATASOURCE_URL", URL + "shop?currentSchema=s");
        has("SPRING_DATASOURCE_DRIVERCLASSNAME", "org.postgresql.Driver");
        has("APPLICATION_INIT_SQL", "src/test/sql/init.sql");
        assertEquals("postgres:16.2 in src/test/resources/application-it.yaml", found("PostgreSQL"));
    }

    @Test
    void tests_that_start_containers_themselves_are_named() throws IOException {
        shop.write("pom.xml", spring()).write("src/test/java/ATest.java", """
            import org.testcontainers.containers.PostgreSQLContainer;
            class ATest { PostgreSQLContainer<?> db = new PostgreSQLContainer<>("pgvector/pgvector:pg16"); \
            @Test void a() { } }
            """);
        survey();
        notes("src/test/java/ATest.java starts containers by itself");
        assertTrue(shop.read("docker/testing.yml").contains("image: pgvector/pgvector:pg16\n"));
    }
}
