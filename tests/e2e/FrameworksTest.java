//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.Result;
import support.ShopEndToEnd;
import support.ShopPom;

/** Repositories with a framework or a generator of their own that takes the database from us. */
class FrameworksTest extends ShopEndToEnd {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("all")
    @Tag("sampled")
    void code_is_generated_from_the_migrated_database(boolean databaseFirst) throws IOException {
        module("", "", dependency("org.jooq:jooq:3.19.18"), """
            <plugin><groupId>org.jooq</groupId><artifactId>jooq-codegen-maven</artifactId><version>3.19.18</version>
              <executions><execution><phase>generate-sources</phase><goals><goal>generate</goal></goals></execution>
                </executions>
              <configuration><jdbc><driver>org.postgresql.Driver</driver>
                <url>jdbc:postgresql://${env.POSTGRES_HOSTNAME}:${env.POSTGRES_PORT}/${env.APPLICATION_DB}</url>
                <user>${env.POSTGRES_USER}</user><password>${env.POSTGRES_PASSWORD}</password></jdbc>
                <generator><database><name>org.jooq.meta.postgres.PostgresDatabase</name>
                  <inputSchema>public</inputSchema></database><target><packageName>shop.db</packageName>
                  <directory>target/generated-sources/jooq</directory></target></generator></configuration></plugin>\
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
    @Tag("all")
    void spring_boot_takes_our_database_and_starts_no_compose_file_of_its_own() throws IOException {
        springApplication();
        json(
                "SPRING_DATASOURCE_URL",
                "\"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"",
                "SPRING_DATASOURCE_USERNAME",
                "\"${POSTGRES_USER}\"",
                "SPRING_DATASOURCE_PASSWORD",
                "\"${POSTGRES_PASSWORD}\"");
        Result result = run("--no-coverage").succeeded().printsClass("ApplicationTest", "1 passed");
        assertTrue(here.read(".manage/maven.log").contains("Schema \"public\" is up to date"), result::toString);
        assertTrue(!result.err().contains("no test connected"), result::toString);
    }

    private void springApplication() throws IOException {
        here.write("pom.xml", """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
                <version>3.5.7</version><relativePath/></parent>
              <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
              <properties><java.version>17</java.version></properties>
              <dependencies>
                %s<dependency><groupId>org.springframework.boot</groupId>
                  <artifactId>spring-boot-starter-test</artifactId><scope>test</scope></dependency>
              </dependencies>
            </project>
            """.formatted(Stream.of(
                        "org.springframework.boot:spring-boot-starter-jdbc",
                        "org.springframework.boot:spring-boot-docker-compose",
                        "org.flywaydb:flyway-database-postgresql",
                        "org.postgresql:postgresql")
                .map(ShopEndToEnd::dependency)
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
                        @org.springframework.beans.factory.annotation.Autowired \
                    org.springframework.jdbc.core.JdbcTemplate jdbc;
                        @org.junit.jupiter.api.Test void works() { assertEquals(0, \
                    jdbc.queryForObject("select count(*) from users", Integer.class)); }
                    }
                    """);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void quarkus_takes_our_database() throws IOException {
        quarkusApplication();
        json(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "\"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"",
                "QUARKUS_DATASOURCE_USERNAME",
                "\"${POSTGRES_USER}\"",
                "QUARKUS_DATASOURCE_PASSWORD",
                "\"${POSTGRES_PASSWORD}\"");
        Result result = run("--no-coverage").succeeded().printsClass("UsersTest", "1 passed");
        assertTrue(!result.err().contains("no test connected"), result::toString);
    }

    private void quarkusApplication() throws IOException {
        String version = "3.15.1";
        here.write("pom.xml", ShopPom.with("""
              <dependencyManagement><dependencies><dependency><groupId>io.quarkus.platform</groupId>
                <artifactId>quarkus-bom</artifactId><version>%1$s</version><type>pom</type><scope>import</scope>
                </dependency></dependencies></dependencyManagement>
              <dependencies>%2$s<dependency><groupId>io.quarkus</groupId><artifactId>quarkus-junit5</artifactId>
                <scope>test</scope></dependency></dependencies>
              <build><plugins>
                <plugin><groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId>
                  <version>%1$s</version><extensions>true</extensions>
                  <executions><execution><goals><goal>generate-code</goal><goal>generate-code-tests</goal></goals>
                  </execution></executions></plugin>
                <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version>
                  <configuration><systemPropertyVariables>
                  <java.util.logging.manager>org.jboss.logmanager.LogManager</java.util.logging.manager>
                  </systemPropertyVariables></configuration></plugin>
              </plugins></build>
            """.formatted(
                version,
                Stream.of("io.quarkus:quarkus-jdbc-postgresql", "io.quarkus:quarkus-agroal", "io.quarkus:quarkus-arc")
                        .map(ShopEndToEnd::dependency)
                        .collect(Collectors.joining()))));
        quarkusSources();
    }

    private void quarkusSources() throws IOException {
        here.write("src/main/resources/application.properties", "quarkus.datasource.db-kind=postgresql\n")
                .write("src/main/resources/db/migration/V1__users.sql", "create table users (id int);\n")
                .write("src/main/java/shop/Users.java", """
                    package shop;
                    @jakarta.enterprise.context.ApplicationScoped
                    public class Users {
                        @jakarta.inject.Inject javax.sql.DataSource database;
                        public int count() throws java.sql.SQLException {
                            try (var c = database.getConnection(); var s = c.createStatement(); \
                    var r = s.executeQuery("select count(*) from users")) {
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
                        @org.junit.jupiter.api.Test void works() throws Exception { \
                    org.junit.jupiter.api.Assertions.assertEquals(0, users.count()); }
                    }
                    """);
    }
}
