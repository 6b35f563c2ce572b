//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.On;
import support.Result;
import support.ShopEndToEnd;

/** Repositories of other kinds than ours: nothing but the JSON tells of what is particular about each. */
class KindsTest extends ShopEndToEnd {

    @Test
    @Tag("all")
    @Tag("sampled")
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
                .printsClass("OtherIntegration", "1 passed")
                .prints("shop.Shop ");
        assertEquals(
                List.of("UnitTest#works PASSED"),
                testLines(run("UnitTest", "--no-coverage").succeeded()));
        test("backend/", "UserIntegration", COUNT);
        assertEquals(
                List.of("UserIntegration#works PASSED"),
                testLines(run("--failed", "--no-coverage").succeeded()));
        assertEquals(
                List.of("OtherIntegration#works PASSED", "UnitTest#works PASSED", "UserIntegration#works PASSED"),
                testLines(run("-k", "works", "--no-coverage").succeeded()));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_pom_that_binds_jacoco_and_an_argLine_without_it() throws IOException {
        module("", "<configuration><argLine>-Xmx300m</argLine></configuration>", "", """
            <plugin><groupId>org.jacoco</groupId><artifactId>jacoco-maven-plugin</artifactId><version>0.8.12</version>
              <executions>
              <execution><id>p</id><goals><goal>prepare-agent</goal></goals>
                <configuration><destFile>${project.build.directory}/mine.exec</destFile></configuration></execution>
              <execution><id>r</id><phase>test</phase><goals><goal>report</goal></goals>
                <configuration><dataFile>${project.build.directory}/mine.exec</dataFile></configuration></execution>
            </executions></plugin>\
            """);
        test(
                "",
                "UserTest",
                "System.out.println(\"options \" +"
                        + " java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()); "
                        + COUNT);
        Result result = run().succeeded();
        String options = here.read(".manage/maven.log")
                .lines()
                .filter(line -> line.startsWith("options "))
                .findFirst()
                .orElseThrow();
        assertTrue(options.contains("-Xmx300m"), options);
        assertEquals(2, options.split("-javaagent:", -1).length, options);
        assertTrue(options.contains("0.8.12"), options);
        assertTrue(result.out().matches("(?s).*shop\\.Shop +\\d+ +1 .*"), result::toString);
        assertTrue(here.read("target/site/jacoco/jacoco.csv").contains(",Shop,"));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
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
                .says("They used another one: jdbc:h2:mem:shop")
                .says("Map the variables")
                .says("YOUR_VARIABLE");
        json(
                "APPLICATION_MAVEN_ARGS",
                "[\"-Ddb.url=jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"]");
        Result mapped = run("--no-coverage").succeeded();
        assertTrue(here.read(".manage/maven.log").contains("at jdbc:postgresql://127.0.0.1:"), mapped::toString);
        assertTrue(!mapped.err().contains("no test connected"), mapped::toString);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void an_extension_that_the_server_lacks_is_named_with_an_image() throws IOException {
        module("", "", "", "");
        here.write("src/main/resources/db/migration/V2__places.sql", "create extension postgis;");
        run().exitedWith(1)
                .says("V2__places.sql, line 1: extension \"postgis\" is not available")
                .says("postgis/postgis (a tag that begins with 18-)");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
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
        here.write("sql/first.sql", "create table users (id int);\ncreate table more (id int);\n")
                .deleteIfThere("src/main/resources/db/changelog/db.changelog-master.yaml")
                .deleteIfThere("src/main/resources/db/changelog");
        run("--no-coverage")
                .succeeded()
                .says("what it was created from has changed")
                .says("There is no src/main/resources/db/migration: the database stays as the script left it.");
    }

    @Test
    @Tag("sampled")
    void the_compose_file_that_is_there_is_used_with_its_other_services() throws IOException {
        On.docker.require();
        module("", "", "", "");
        test("", "UserTest", COUNT + """

            try (var cache = new java.net.Socket("127.0.0.1", Integer.parseInt(System.getenv("CACHE_PORT")))) {
                cache.getOutputStream().write("GET /etc/hostname HTTP/1.0\\r\\n\\r\\n".getBytes());
                Assertions.assertTrue(new String(cache.getInputStream().readAllBytes()).contains(" 200 "));
            }\
            """);
        composeFile();
        json("COMPOSE_FILE", "\"docker-compose.yml\"", "CACHE_PORT", "\"${COMPOSE_CACHE_8000_PORT}\"");
        Result result = here.manage("--engine", "docker", "test", "--no-coverage")
                .succeeded()
                .says("Not started, because they are built from source: app;")
                .printsClass("UserTest", "1 passed");
        assertTrue(!result.err().contains("starting Maven again"), result::toString);
        assertTrue(Files.notExists(here.directory.resolve("data")), "the data of one's own stack");
        here.manage("--engine", "embedded", "test", "--no-coverage")
                .exitedWith(1)
                .says("without Docker, only PostgreSQL is started; not started: cache of docker-compose.yml");
        here.replace("docker-compose.yml", "  database:", "  first:")
                .replace("docker-compose.yml", "image: eclipse-temurin:25-jre", "image: postgres:16");
        here.manage("-n", "test")
                .exitedWith(2)
                .says("several services of docker-compose.yml could be the database: cache, first")
                .says("POSTGRES_SERVICE");
    }

    private void composeFile() throws IOException {
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
                        image: eclipse-temurin:25-jre
                        command: ["java", "-m", "jdk.httpserver", "-p", "8000", "-b", "0.0.0.0", "-d", "/"]
                        ports:
                          - "8000:8000"
                        depends_on: [app]
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
    }
}
