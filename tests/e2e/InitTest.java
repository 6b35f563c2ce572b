//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.adoption.Address;
import lib.adoption.Adoption;
import lib.adoption.ScriptFiles;
import lib.adoption.ServerHints;
import lib.adoption.Survey;
import lib.base.ExitException;
import lib.environment.Environment;
import lib.environment.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.Workspace;

/** What init finds in small repositories of each kind, and the files that it makes of that. */
class InitTest {

    private static final String URL = "jdbc:postgresql://db.host:5555/";
    private static final String DRIVER = dependency("org.postgresql", "postgresql");

    private Workspace shop;
    private Survey survey;
    private Environment testing;

    @BeforeEach
    void make() throws IOException {
        shop = new Workspace("shop");
    }

    @AfterEach
    void remove() throws IOException {
        shop.delete();
    }

    static String dependency(String group, String artifact) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact
                + "</artifactId><version>1</version></dependency>";
    }

    static String pom(String dependencies, String... more) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>shop</artifactId><version>1</version>"
                + String.join("", more) + "<dependencies>" + dependencies + "</dependencies></project>";
    }

    private static String spring(String... more) {
        return pom(DRIVER
                + dependency("org.springframework.boot", "spring-boot-starter-data-jpa")
                + String.join("", more));
    }

    /**
     * Surveys the shop, writes its files and reads config/testing.json as a run would, with a server at db.host:5555.
     */
    private void survey(String... module) throws IOException {
        survey = new Survey(shop.folder.toRealPath(), module.length == 0 ? null : module[0], (question, answers) -> 0);
        Map<String, String> files = new Adoption(survey).files();
        for (var file : files.entrySet()) shop.write(file.getKey(), file.getValue());
        testing = Environment.load(new Project(shop.folder), "testing", Map.of())
                .with(Map.of("POSTGRES_HOSTNAME", "db.host", "POSTGRES_PORT", "5555"));
        Environment.load(new Project(shop.folder), "development", Map.of());
    }

    private void has(String name, String value) {
        assertEquals(value, testing.exported().get(name), name);
    }

    private void hasNot(String name) {
        assertFalse(testing.exported().containsKey(name), name);
    }

    private String found(String what) {
        return survey.findings.stream()
                .filter(finding -> finding.what().equals(what))
                .map(finding -> finding.value() + " in " + finding.where())
                .findFirst()
                .orElse("nothing");
    }

    private void notes(String text) {
        assertTrue(survey.notes.stream().anyMatch(note -> note.contains(text)), survey.notes::toString);
    }

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
        assertFalse(Files.exists(shop.folder.resolve("docker/development.yml")));
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
        notes("The tests have another database, by src/test/resources/application.properties: jdbc:h2:mem:x");
        assertTrue(shop.read("config/development.json").contains("\"POSTGRES_PORT\", \"value\": \"5433\""));
    }

    @Test
    void files_in_latin_1_with_a_document_for_each_profile() throws IOException {
        shop.write("pom.xml", spring());
        Files.createDirectories(shop.folder.resolve("src/main/resources"));
        Files.write(
                shop.folder.resolve("src/main/resources/application.properties"),
                "# f\u00fcr alle\nspring.datasource.url=jdbc:postgresql://localhost/shop\nspring.datasource.username=j\u00f6rg\n#---\nspring.config.activate.on-profile=prod\nspring.datasource.url=${PROD_URL}\n"
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
        notes("src/test/resources/application-it.properties: spring.datasource.url has its address as it stands, so"
                + " the server for the tests takes the port 6432.");
    }

    @Test
    void an_address_of_testcontainers_in_the_configuration_becomes_ours() throws IOException {
        shop.write("pom.xml", spring())
                .write("src/test/resources/application-it.yaml", """
                    spring:
                      datasource:
                        url: jdbc:tc:postgresql:16.2:///shop?TC_DAEMON=true&currentSchema=s&TC_INITSCRIPT=file:src/test/sql/init.sql
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
            class ATest { PostgreSQLContainer<?> db = new PostgreSQLContainer<>("pgvector/pgvector:pg16"); @Test void a() { } }
            """);
        survey();
        notes("src/test/java/ATest.java starts containers by itself");
        assertTrue(shop.read("docker/testing.yml").contains("image: pgvector/pgvector:pg16\n"));
    }

    @Test
    void quarkus_leaves_its_own_dev_services_for_ours() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(dependency("io.quarkus", "quarkus-jdbc-postgresql")
                                + dependency("io.quarkus", "quarkus-hibernate-orm-panache")))
                .write(
                        "src/main/resources/application.properties",
                        "%prod.quarkus.datasource.jdbc.url=jdbc:postgresql://db/shop\n"
                                + "%prod.quarkus.datasource.username=keeper\n"
                                + "quarkus.hibernate-orm.log.sql=true\n"
                                + "quarkus.datasource.devservices.image-name=postgres:15.0\n");
        survey();
        has("QUARKUS_DATASOURCE_JDBC_URL", URL + "shop");
        hasNot("QUARKUS_DATASOURCE_DEVSERVICES_IMAGE_NAME");
        has("QUARKUS_DATASOURCE_USERNAME", "keeper");
        has("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY", "drop-and-create");
    }

    @Test
    void quarkus_reactive_with_a_schema_of_its_own_making() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(dependency("io.quarkus", "quarkus-reactive-pg-client")
                                + dependency("io.quarkus", "quarkus-hibernate-reactive")))
                .write(
                        "src/main/resources/application.properties",
                        "quarkus.hibernate-orm.database.generation=drop-and-create\n"
                                + "%prod.quarkus.datasource.reactive.url=vertx-reactive:postgresql://localhost/shop\n");
        survey();
        has("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://db.host:5555/shop");
        hasNot("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY");
        hasNot("QUARKUS_DATASOURCE_JDBC_URL");
    }

    @Test
    void micronaut_and_a_datasource_with_a_name() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(DRIVER
                                + dependency("io.micronaut", "micronaut-inject")
                                + dependency("io.micronaut.flyway", "micronaut-flyway")))
                .write(
                        "src/main/resources/application.yml",
                        "datasources:\n"
                                + "  store:\n"
                                + "    url: jdbc:postgresql://localhost:5432/shop\n"
                                + "    username: keeper\n"
                                + "    password: hush\n"
                                + "    driverClassName: org.postgresql.Driver\n");
        survey();
        has("DATASOURCES_STORE_URL", URL + "shop");
        has("DATASOURCES_STORE_USERNAME", "keeper");
        hasNot("DATASOURCES_DEFAULT_URL");
        shop.write("src/main/resources/application.yml", "micronaut:\n  application:\n    name: shop\n");
        survey();
        has("DATASOURCES_DEFAULT_URL", URL + "application");
        shop.write(
                "src/main/resources/application.yml",
                "datasources:\n"
                        + "  default:\n"
                        + "    url: jdbc:postgresql://localhost:5432/shop\n"
                        + "  audit:\n"
                        + "    url: jdbc:postgresql://localhost:5432/audit\n");
        survey();
        notes("shop and audit are databases of their own");
    }

    @Test
    void plain_jdbc_that_reads_variables() throws IOException {
        shop.write("pom.xml", pom(DRIVER))
                .write("src/main/java/Db.java", """
                    class Db {
                        String url = System.getenv().getOrDefault("JDBC_DATABASE_URL", "jdbc:postgresql://localhost:5432/shop");
                        String user = System.getenv("DB_USER"), password = System.getenv("DB_PASSWORD"), home = System.getenv("HOME"), driver = System.getenv("DB_DRIVER");
                    }
                    """)
                .write(
                        "src/test/java/DbTest.java",
                        "class DbTest { String url = System.getenv(\"DATABASE_URL\"); @Test void a() { } }")
                .write(".env", "DATABASE_URL=postgres://me:secret@localhost:5432/shop\n");
        survey();
        has("JDBC_DATABASE_URL", URL + "shop");
        has("DATABASE_URL", "postgres://postgres:postgres@db.host:5555/shop");
        has("DB_USER", "postgres");
        has("DB_PASSWORD", "postgres");
        has("POSTGRES_PORT", "5555");
        hasNot("HOME");
        hasNot("DB_DRIVER");
    }

    @Test
    void system_properties_and_properties_of_the_pom_go_to_maven() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(
                                DRIVER,
                                "<properties><db.url>jdbc:postgresql://localhost:${db.port}/shop</db.url><db.port>6000</db.port><db.user>keeper</db.user><db.password>hush</db.password></properties>"))
                .write(
                        "src/test/java/ATest.java",
                        "class ATest { String url = System.getProperty(\"jdbc.url\"); @Test void a() { } }");
        survey();
        List<String> arguments = testing.list("APPLICATION_MAVEN_ARGS");
        assertTrue(
                arguments.containsAll(
                        List.of("-Djdbc.url=" + URL + "shop", "-Ddb.url=" + URL + "shop", "-Ddb.port=5555")),
                arguments::toString);
        has("POSTGRES_USER", "keeper");
        has("POSTGRES_PASSWORD", "hush");
        shop.write(
                        "src/test/java/ATest.java",
                        "class ATest { PGSimpleDataSource db; ATest() { db.setUrl(System.getProperty(\"jdbc.url\","
                                + " \"jdbc:postgresql:shop\")); } @Test void a() { } }")
                .write(
                        "src/test/java/BTest.java",
                        "class BTest { String url = System.getProperty(\"h.jdbc.url\", \"jdbc:h2:mem:x\"); @Test void"
                                + " b() { } }");
        survey();
        assertFalse(shop.read("config/testing.json").contains("-Dh.jdbc.url"));
        assertTrue(
                testing.list("APPLICATION_MAVEN_ARGS").contains("-Djdbc.url=" + URL + "shop"),
                shop.read("config/testing.json"));
    }

    @Test
    void an_address_that_nothing_leads_away_from_gets_its_server() throws IOException {
        shop.write("pom.xml", pom(DRIVER)).write("src/test/java/ATest.java", """
            class ATest {
                // jdbc:postgresql://localhost:1111/comment
                @Test void a() { DriverManager.getConnection("jdbc:postgresql://localhost:6543/shop", "keeper", "hush"); }
            }
            """);
        survey();
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"6543\""));
        has("APPLICATION_DB", "shop");
        notes("src/test/java/ATest.java:3 has its address as it stands, so the server for the tests takes the port"
                + " 6543.");
        has("POSTGRES_USER", "keeper");
        has("POSTGRES_PASSWORD", "hush");
        hasNot("POSTGRES_HOST_AUTH_METHOD");
        shop.write(
                "src/test/java/ATest.java",
                "class ATest { @Test void a() { DriverManager.getConnection(\"jdbc:postgresql://localhost:6543/shop\","
                        + " \"keeper\", \"\"); } }\n");
        shop.write("sql/tables.sql", "CREATE TABLE t (a int);\n");
        survey();
        has("POSTGRES_HOST_AUTH_METHOD", "trust");
        notes("sql/tables.sql makes tables. If nothing runs it, add to config/testing.json: {\"name\":"
                + " \"APPLICATION_INIT_SQL\", \"value\": \"sql/tables.sql\"}");
        notes("No password was found for it");
    }

    @Test
    void liquibase_is_left_to_the_application() throws IOException {
        shop.write("pom.xml", spring(dependency("org.liquibase", "liquibase-core")));
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        assertTrue(found("Migrations").startsWith("Liquibase; not applied here"), found("Migrations"));
        // one of them may have taken the other's place, and its files were never removed
        shop.write("src/main/resources/db/migration/V1__a.sql", "select 1;");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        shop.write("pom.xml", spring());
        survey();
        assertTrue(found("Migrations").contains("Flyway is not among the dependencies"), found("Migrations"));
    }

    @ParameterizedTest
    @CsvSource({
        "V1_one_underscore.sql, Flyway would ignore, ''",
        "V1__a.sql, Flyway has a setting of its own, spring.flyway.init-sqls=select 1",
        "V1__a.sql, tests switch Flyway off, test",
        "V1__a.sql, older than 5, old"
    })
    void migrations_that_ours_would_not_apply_as_the_application_does_are_left_to_it(
            String file, String why, String setting) throws IOException {
        String flyway = dependency("org.flywaydb", "flyway-core");
        shop.write("pom.xml", spring(setting.equals("old") ? flyway.replace("<version>1<", "<version>4.2.0<") : flyway))
                .write("src/main/resources/db/migration/" + file, "select 1;")
                .write("src/main/resources/db/migration/V9__b.sql", "select 1;");
        if (setting.contains("=")) shop.write("src/main/resources/application.properties", setting + "\n");
        if (setting.equals("test"))
            shop.write("src/test/resources/application.properties", "spring.flyway.enabled=false\n");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        assertTrue(found("Migrations").contains(why), found("Migrations"));
    }

    @Test
    void one_build_of_several_modules_and_a_plugin_for_integration_tests() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(
                                "",
                                "<packaging>pom</packaging><modules><module>core</module><module>web</module></modules>",
                                "<build><plugins><plugin><artifactId>maven-failsafe-plugin</artifactId></plugin><plugin><groupId>io.fabric8</groupId><artifactId>docker-maven-plugin</artifactId><executions><execution><goals><goal>start</goal></goals></execution></executions><configuration><images><image><name>postgres:18</name></image></images></configuration></plugin></plugins></build>"))
                .write(
                        "core/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>shop</artifactId><version>1</version></parent><artifactId>core</artifactId><dependencies>"
                                + DRIVER + "</dependencies></project>")
                .write(
                        "web/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>shop</artifactId><version>1</version></parent><artifactId>web</artifactId></project>")
                .write("core/src/main/resources/db/migration/V1__a.sql", "select 1;")
                .write("core/src/test/java/AIT.java", "class AIT { @Test void a() { } }");
        survey();
        has("APPLICATION_MIGRATIONS", "core/src/main/resources/db/migration");
        has("APPLICATION_MAVEN_GOAL", "verify");
        assertEquals(List.of("-Ddocker.skip=true"), testing.list("APPLICATION_MAVEN_ARGS"));
        hasNot("APPLICATION_POM");
        assertTrue(shop.read("docker/testing.yml").contains("- /var/lib/postgresql\n"), "18 keeps its data elsewhere");
    }

    @Test
    void modules_with_a_database_each_are_tested_one_at_a_time() throws IOException {
        shop.write(
                "pom.xml",
                pom("", "<packaging>pom</packaging><modules><module>a</module><module>b</module></modules>"));
        for (String module : List.of("a", "b"))
            shop.write(module + "/pom.xml", spring(dependency("org.flywaydb", "flyway-core")))
                    .write(module + "/src/main/resources/db/migration/V1__x.sql", "select 1;");
        shop.write("b/src/test/java/BTest.java", "class BTest { @Test void a() { } }");
        survey();
        assertEquals(List.of("-pl", "b", "-am"), testing.list("APPLICATION_MAVEN_ARGS"));
        has("APPLICATION_MIGRATIONS", "b/src/main/resources/db/migration");
        survey("a");
        assertEquals(List.of("-pl", "a", "-am"), testing.list("APPLICATION_MAVEN_ARGS"));
        assertEquals(ExitException.WRONG_INPUT, assertThrows(ExitException.class, () -> survey("c")).code);
        for (String module : List.of("a", "b")) {
            shop.write(module + "/pom.xml", spring(dependency("org.liquibase", "liquibase-core")))
                    .write(module + "/src/main/resources/db/changelog/c.sql", "");
            Files.delete(shop.folder.resolve(module + "/src/main/resources/db/migration/V1__x.sql"));
            Files.delete(shop.folder.resolve(module + "/src/main/resources/db/migration"));
            shop.write(
                    module + "/src/test/java/ATest.java",
                    "import org.testcontainers.containers.PostgreSQLContainer;\nclass ATest { @Test void a() { } }");
        }
        survey();
        hasNot("APPLICATION_MAVEN_ARGS");
    }

    @Test
    void a_pom_in_a_folder_below_and_a_script_that_is_no_migration() throws IOException {
        shop.write("backend/pom.xml", pom(DRIVER))
                .write("broken/pom.xml", "<project")
                .write("tools/pom.xml", pom(""))
                .write(
                        "compose.yaml",
                        "services:\n"
                            + "  database:\n"
                            + "    image: postgis/postgis:16-3.4\n"
                            + "    environment: {POSTGRES_USER: keeper, POSTGRES_DB: shop, POSTGRES_PASSWORD: hush}\n"
                            + "    ports: [\"127.0.0.1:5433:5432\"]\n"
                            + "    volumes:\n"
                            + "      - ./sql/init.sql:/docker-entrypoint-initdb.d/1.sql:ro\n")
                .write("sql/init.sql", "CREATE TABLE t (a int);\n");
        survey();
        has("APPLICATION_POM", "backend/pom.xml");
        has("APPLICATION_INIT_SQL", "sql/init.sql");
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "shop");
        assertTrue(shop.read("docker/testing.yml").contains("image: postgis/postgis:16-3.4\n"));
        assertTrue(shop.read("config/development.json")
                .contains("{\"name\": \"POSTGRES_SERVICE\", \"value\": \"database\"}"));
        notes("broken/pom.xml");
    }

    @Test
    void what_is_no_maven_project_is_said_in_one_line() throws IOException {
        assertTrue(assertThrows(ExitException.class, this::survey).getMessage().startsWith("there is no pom.xml in "));
        shop.write("build.gradle.kts", "");
        assertEquals(
                "this is a Gradle project (build.gradle.kts), and manage.java works with Maven alone",
                assertThrows(ExitException.class, this::survey).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SPRING_DATASOURCE_URL, URL",
                "DB_HOST, HOST",
                "DB_PORT, PORT",
                "POSTGRES_DB, NAME",
                "DATABASE_NAME, NAME",
                "db.username, USER",
                "PG_PASS, PASSWORD",
                "JDBC_URL, URL",
                "dbUser, USER",
                "MYSQL_URL, -",
                "REDIS_HOST, -",
                "PORT, -",
                "HOME, -",
                "DB_POOL_SIZE, -",
                "APP_NAME, -"
            })
    void a_name_tells_which_part_of_an_address_it_holds(String name, Address.Role role) {
        assertEquals(role, Address.role(name));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres:16, postgres:16",
                "postgres, -",
                "postgres:latest, -",
                "bitnami/postgresql:15.4.0, postgres:15",
                "pgvector/pgvector:pg17, pgvector/pgvector:pg17",
                "pgvector/pgvector:0.8.5-pg16, pgvector/pgvector:0.8.5-pg16",
                "postgres:9.6, postgres:9.6",
                "timescale/timescaledb:2.14-pg16, timescale/timescaledb:2.14-pg16",
                "quay.io/x/postgres:14@sha256:0f, postgres:14"
            })
    void an_image_is_taken_where_it_behaves_as_the_official_one(String found, String taken) {
        assertEquals(taken, ServerHints.image(found));
    }

    @Test
    void the_list_of_the_scripts_that_come_along_is_complete() throws IOException {
        Path root = Workspace.repository();
        assertEquals(
                ScriptFiles.present(root),
                ScriptFiles.names(Workspace.repositoryFile(ScriptFiles.LIST)),
                "each file in tasks/ has to stand in a //FILES line of " + ScriptFiles.LIST);
    }
}
