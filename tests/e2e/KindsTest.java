//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.EndToEnd;
import support.On;
import support.Result;
import support.Workspace;

/** Repositories of other kinds than ours: nothing but the JSON tells of what is particular about each. */
class KindsTest extends EndToEnd {

    private static final String COUNT =
            "try (var c = Shop.open(); var s = c.createStatement(); var r = s.executeQuery(\"select count(*) from"
                    + " users\")) { r.next(); Assertions.assertEquals(0, r.getInt(1)); }";
    private static final String FAILSAFE =
            "<plugin><artifactId>maven-failsafe-plugin</artifactId><version>3.6.1</version>%s<executions><execution><goals><goal>integration-test</goal><goal>verify</goal></goals></execution></executions></plugin>";

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop").with("manage.java", "tasks", "config", "docker");
    }

    /** A module with a class that opens the database that its tests' variables name. */
    private void module(String folder, String surefire, String dependencies, String plugins) throws IOException {
        here.write(folder + "pom.xml", """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
              <properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
              <dependencies>
                %s<dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>6.1.3</version><scope>test</scope></dependency>
                %s
              </dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.6.1</version>%s</plugin>%s</plugins></build>
            </project>
            """.formatted(
                        dependency("org.postgresql:postgresql:42.7.14"), dependencies, surefire, plugins));
        here.write(folder + "src/main/java/shop/Shop.java", """
            package shop;
            public class Shop {
                public static java.sql.Connection open() throws java.sql.SQLException {
                    String url = System.getProperty("db.url", "jdbc:postgresql://" + System.getenv("POSTGRES_HOSTNAME") + ":" + System.getenv("POSTGRES_PORT") + "/" + System.getenv("APPLICATION_DB"));
                    return java.sql.DriverManager.getConnection(url, System.getenv("POSTGRES_USER"), System.getenv("POSTGRES_PASSWORD"));
                }
            }
            """)
                .write(folder + "src/main/resources/db/migration/V1__users.sql", "create table users (id int);\n");
    }

    private static String dependency(String coordinates) {
        String[] parts = coordinates.split(":");
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>"
                + (parts.length > 2 ? "<version>" + parts[2] + "</version>" : "") + "</dependency>\n";
    }

    private void test(String folder, String name, String body) throws IOException {
        here.write(
                folder + "src/test/java/shop/" + name + ".java",
                "package shop;\nimport org.junit.jupiter.api.*;\nclass " + name
                        + " {\n    @Test void works() throws Exception {\n        " + body + "\n    }\n}\n");
    }

    /** Adds to config/testing.json: each a name and a value, as JSON has it. */
    private void json(String... pairs) throws IOException {
        String more = Stream.iterate(0, i -> i < pairs.length, i -> i + 2)
                .map(i -> ",\n  {\"name\": \"" + pairs[i] + "\", \"value\": " + pairs[i + 1] + "}")
                .collect(Collectors.joining());
        here.replace(
                "config/testing.json",
                "\"APPLICATION_DB\", \"value\": \"test\"}",
                "\"APPLICATION_DB\", \"value\": \"test\"}" + more);
    }

    private Result run(String... arguments) {
        return here.manage(Stream.concat(Stream.of("--engine", "embedded", "test"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static List<String> told(Result result) {
        return result.out()
                .lines()
                .filter(line -> line.matches("\\w+#\\w+ (PASSED|FAILED).*"))
                .map(line -> line.replaceFirst("  .*", ""))
                .sorted()
                .toList();
    }

    @Test
    void failsafe_in_a_module_below() throws IOException {
        module(
                "backend/",
                "",
                "",
                FAILSAFE.formatted(
                        "<configuration><includes><include>**/*Integration.java</include></includes></configuration>"));
        test("backend/", "UnitTest", "Assertions.assertEquals(\"Shop\", new Shop().getClass().getSimpleName());");
        test("backend/", "UserIntegration", "Assertions.fail(\"red\");");
        test("backend/", "OtherIntegration", COUNT);
        json("APPLICATION_POM", "\"backend/pom.xml\"", "APPLICATION_MAVEN_GOAL", "\"verify\"");
        run().exitedWith(1)
                .says("2 passed, 1 failed")
                .prints("UserIntegration#works FAILED")
                .prints("OtherIntegration#works PASSED")
                .prints("shop.Shop ");
        assertEquals(
                List.of("UnitTest#works PASSED"),
                told(run("UnitTest", "--no-coverage").succeeded()));
        test("backend/", "UserIntegration", COUNT);
        assertEquals(
                List.of("UserIntegration#works PASSED"),
                told(run("--failed", "--no-coverage").succeeded()));
        assertEquals(
                List.of("OtherIntegration#works PASSED", "UnitTest#works PASSED", "UserIntegration#works PASSED"),
                told(run("-k", "works", "--no-coverage").succeeded()));
    }

    @Test
    void a_pom_that_binds_jacoco_and_an_argLine_without_it() throws IOException {
        module("", "<configuration><argLine>-Xmx300m</argLine></configuration>", "", """
            <plugin><groupId>org.jacoco</groupId><artifactId>jacoco-maven-plugin</artifactId><version>0.8.12</version><executions>
              <execution><id>p</id><goals><goal>prepare-agent</goal></goals><configuration><destFile>${project.build.directory}/mine.exec</destFile></configuration></execution>
              <execution><id>r</id><phase>test</phase><goals><goal>report</goal></goals><configuration><dataFile>${project.build.directory}/mine.exec</dataFile></configuration></execution>
            </executions></plugin>\
            """);
        test(
                "",
                "UserTest",
                "System.out.println(\"options \" +"
                        + " java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()); "
                        + COUNT);
        Result result = run().succeeded().prints("-Xmx300m");
        String options = result.out()
                .lines()
                .filter(line -> line.startsWith("options "))
                .findFirst()
                .orElseThrow();
        assertEquals(2, options.split("-javaagent:", -1).length, options);
        assertTrue(options.contains("0.8.12"), options);
        assertTrue(result.out().matches("(?s).*shop\\.Shop +\\d+ +1 .*"), result::toString);
        assertTrue(here.read("target/site/jacoco/jacoco.csv").contains(",Shop,"));
    }

    @Test
    void tests_that_fall_back_to_another_database_are_told_of() throws IOException {
        module("", "", dependency("com.h2database:h2:2.3.232"), "");
        test(
                "",
                "UserTest",
                "String url = System.getProperty(\"db.url\", \"jdbc:h2:mem:shop\"); System.out.println(\"at \" + url);"
                    + " try (var c = url.contains(\"h2\") ? java.sql.DriverManager.getConnection(url) : Shop.open()) {"
                    + " }");
        run("--no-coverage")
                .succeeded()
                .says("no test connected to the database that was started for them")
                .says("told of another one: jdbc:h2:mem:shop")
                .says("Map the variables");
        json(
                "APPLICATION_MAVEN_ARGS",
                "[\"-Ddb.url=jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"]");
        Result mapped = run("--no-coverage").succeeded().prints("at jdbc:postgresql://127.0.0.1:");
        assertTrue(!mapped.err().contains("no test connected"), mapped::toString);
    }

    @Test
    void an_extension_that_the_server_lacks_is_named_with_an_image() throws IOException {
        module("", "", "", "");
        here.write("src/main/resources/db/migration/V2__places.sql", "create extension postgis;");
        run().exitedWith(1)
                .says("V2__places.sql, line 1: extension \"postgis\" is not available")
                .says("postgis/postgis:17-");
    }

    @Test
    void liquibase_is_left_to_the_application_and_a_script_comes_first() throws IOException {
        module("", "", "", "");
        here.deleteIfThere("src/main/resources/db/migration/V1__users.sql")
                .deleteIfThere("src/main/resources/db/migration")
                .write("src/main/resources/db/changelog/db.changelog-master.yaml", "databaseChangeLog: []\n")
                .write("sql/first.sql", "create table users (id int);\n");
        test("", "UserTest", COUNT);
        json("APPLICATION_INIT_SQL", "\"sql/first.sql\"");
        Result result = run("--keep", "--no-coverage")
                .succeeded()
                .says("Running sql/first.sql")
                .says("Liquibase migrates (src/main/resources/db/changelog): that is left to the application");
        assertTrue(result.err().indexOf("Running sql/first.sql") < result.err().indexOf("Liquibase"), result::toString);
        here.manage("-c", "testing", "migrate").succeeded().prints("Liquibase migrates");
        here.write("sql/first.sql", "create table users (id int);\ncreate table more (id int);\n");
        run("--no-coverage").succeeded().says("what it was made from has changed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void code_is_generated_from_the_migrated_database(boolean databaseFirst) throws IOException {
        module("", "", dependency("org.jooq:jooq:3.19.18"), """
            <plugin><groupId>org.jooq</groupId><artifactId>jooq-codegen-maven</artifactId><version>3.19.18</version>
              <executions><execution><phase>generate-sources</phase><goals><goal>generate</goal></goals></execution></executions>
              <configuration><jdbc><driver>org.postgresql.Driver</driver><url>jdbc:postgresql://${env.POSTGRES_HOSTNAME}:${env.POSTGRES_PORT}/${env.APPLICATION_DB}</url><user>${env.POSTGRES_USER}</user><password>${env.POSTGRES_PASSWORD}</password></jdbc>
                <generator><database><name>org.jooq.meta.postgres.PostgresDatabase</name><inputSchema>public</inputSchema></database><target><packageName>shop.db</packageName><directory>target/generated-sources/jooq</directory></target></generator></configuration></plugin>\
            """);
        test(
                "",
                "UserTest",
                "try (var c = Shop.open()) { Assertions.assertEquals(0,"
                        + " org.jooq.impl.DSL.using(c).fetchCount(shop.db.tables.Users.USERS)); }");
        if (databaseFirst) json("APPLICATION_DB_BEFORE_COMPILE", "true");
        Result result = here.manage("-v", "--engine", "embedded", "test", "--no-coverage")
                .succeeded()
                .prints("UserTest#works PASSED");
        assertEquals(
                databaseFirst,
                result.err().indexOf("PostgreSQL is ready") < result.err().indexOf("+ mvn"),
                result::toString);
    }

    @Test
    void spring_boot_takes_our_database_and_starts_no_compose_file_of_its_own() throws IOException {
        here.write("pom.xml", """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.7</version><relativePath/></parent>
              <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
              <properties><java.version>17</java.version></properties>
              <dependencies>
                %s<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-test</artifactId><scope>test</scope></dependency>
              </dependencies>
            </project>
            """.formatted(Stream.of(
                        "org.springframework.boot:spring-boot-starter-jdbc",
                        "org.springframework.boot:spring-boot-docker-compose",
                        "org.flywaydb:flyway-database-postgresql",
                        "org.postgresql:postgresql")
                .map(KindsTest::dependency)
                .collect(Collectors.joining())));
        here.write(
                        "src/main/java/shop/Application.java",
                        "package shop;\n"
                                + "@org.springframework.boot.autoconfigure.SpringBootApplication\n"
                                + "public class Application { }\n")
                .write("src/main/resources/application.properties", "spring.docker.compose.skip.in-tests=false\n")
                .write("compose.yaml", "services:\n  postgres:\n    image: postgres:nonexistent\n")
                .write("src/main/resources/db/migration/V1__users.sql", "create table users (id int);\n")
                .write("src/test/java/shop/ApplicationTest.java", """
                    package shop;
                    import static org.junit.jupiter.api.Assertions.assertEquals;
                    @org.springframework.boot.test.context.SpringBootTest
                    class ApplicationTest {
                        @org.springframework.beans.factory.annotation.Autowired org.springframework.jdbc.core.JdbcTemplate jdbc;
                        @org.junit.jupiter.api.Test void works() { assertEquals(0, jdbc.queryForObject("select count(*) from users", Integer.class)); }
                    }
                    """);
        json(
                "SPRING_DATASOURCE_URL",
                "\"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"",
                "SPRING_DATASOURCE_USERNAME",
                "\"${POSTGRES_USER}\"",
                "SPRING_DATASOURCE_PASSWORD",
                "\"${POSTGRES_PASSWORD}\"");
        Result result = run("--no-coverage")
                .succeeded()
                .prints("ApplicationTest#works PASSED")
                .prints("Schema \"public\" is up to date");
        assertTrue(!result.err().contains("no test connected"), result::toString);
    }

    @Test
    void quarkus_takes_our_database() throws IOException {
        String version = "3.15.1";
        here.write("pom.xml", """
            <project>
              <modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
              <properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
              <dependencyManagement><dependencies><dependency><groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId><version>%1$s</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>
              <dependencies>%2$s<dependency><groupId>io.quarkus</groupId><artifactId>quarkus-junit5</artifactId><scope>test</scope></dependency></dependencies>
              <build><plugins>
                <plugin><groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId><version>%1$s</version><extensions>true</extensions><executions><execution><goals><goal>generate-code</goal><goal>generate-code-tests</goal></goals></execution></executions></plugin>
                <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version><configuration><systemPropertyVariables><java.util.logging.manager>org.jboss.logmanager.LogManager</java.util.logging.manager></systemPropertyVariables></configuration></plugin>
              </plugins></build>
            </project>
            """.formatted(
                version,
                Stream.of("io.quarkus:quarkus-jdbc-postgresql", "io.quarkus:quarkus-agroal", "io.quarkus:quarkus-arc")
                        .map(KindsTest::dependency)
                        .collect(Collectors.joining())));
        here.write("src/main/resources/application.properties", "quarkus.datasource.db-kind=postgresql\n")
                .write("src/main/resources/db/migration/V1__users.sql", "create table users (id int);\n")
                .write("src/main/java/shop/Users.java", """
                    package shop;
                    @jakarta.enterprise.context.ApplicationScoped
                    public class Users {
                        @jakarta.inject.Inject javax.sql.DataSource database;
                        public int count() throws java.sql.SQLException {
                            try (var c = database.getConnection(); var s = c.createStatement(); var r = s.executeQuery("select count(*) from users")) {
                                r.next();
                                return r.getInt(1);
                            }
                        }
                    }
                    """)
                .write("src/test/java/shop/UsersTest.java", """
                    package shop;
                    @io.quarkus.test.junit.QuarkusTest
                    class UsersTest {
                        @jakarta.inject.Inject Users users;
                        @org.junit.jupiter.api.Test void works() throws Exception { org.junit.jupiter.api.Assertions.assertEquals(0, users.count()); }
                    }
                    """);
        json(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "\"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"",
                "QUARKUS_DATASOURCE_USERNAME",
                "\"${POSTGRES_USER}\"",
                "QUARKUS_DATASOURCE_PASSWORD",
                "\"${POSTGRES_PASSWORD}\"");
        Result result = run("--no-coverage").succeeded().prints("UsersTest#works PASSED");
        assertTrue(!result.err().contains("no test connected"), result::toString);
    }

    @Test
    void the_compose_file_that_is_there_is_used_with_its_other_services() throws IOException {
        On.docker.require();
        module("", "", "", "");
        test("", "UserTest", COUNT + """

            try (var cache = new java.net.Socket("127.0.0.1", Integer.parseInt(System.getenv("CACHE_PORT")))) {
                cache.getOutputStream().write("GET /etc/hostname HTTP/1.0\\r\\n\\r\\n".getBytes());
                Assertions.assertTrue(new String(cache.getInputStream().readAllBytes()).contains(" 200 "));
            }\
            """);
        here.deleteIfThere("docker/testing.yml")
                .write("db.env", "POSTGRES_USER=postgres\nPOSTGRES_PASSWORD=postgres\n")
                .write("docker-compose.yml", """
                    services:
                      database:
                        container_name: shop_db
                        image: postgres:17
                        env_file: db.env
                        ports:
                          - "5432:5432"
                        volumes:
                          - ./data:/var/lib/postgresql/data
                      cache:
                        container_name: shop_cache
                        image: eclipse-temurin:21-jre
                        command: ["java", "-m", "jdk.httpserver", "-p", "8000", "-b", "0.0.0.0", "-d", "/"]
                        ports:
                          - "8000:8000"
                        healthcheck:
                          test: ["CMD", "bash", "-c", "</dev/tcp/127.0.0.1/8000"]
                          interval: 1s
                          retries: 60
                      app:
                        build: .
                        ports: ["8080:8080"]
                    networks:
                      default:
                        name: shop_net
                    """);
        json("COMPOSE_FILE", "\"docker-compose.yml\"", "CACHE_PORT", "\"${COMPOSE_CACHE_8000_PORT}\"");
        Result result = here.manage("--engine", "docker", "test", "--no-coverage")
                .succeeded()
                .prints("UserTest#works PASSED");
        assertTrue(!result.err().contains("app") && !result.err().contains("starting Maven again"), result::toString);
        assertTrue(Files.notExists(here.folder.resolve("data")), "the data of one's own stack");
        here.manage("--engine", "embedded", "test", "--no-coverage")
                .exitedWith(1)
                .says("without Docker there is PostgreSQL alone; not started: cache of docker-compose.yml");
        here.replace("docker-compose.yml", "  database:", "  first:")
                .replace("docker-compose.yml", "image: eclipse-temurin:21-jre", "image: postgres:16");
        here.manage("-n", "test")
                .exitedWith(2)
                .says("several services of docker-compose.yml could be the database: cache, first")
                .says("POSTGRES_SERVICE");
    }
}
