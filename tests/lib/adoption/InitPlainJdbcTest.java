//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What init finds in repositories without a framework. */
class InitPlainJdbcTest extends SurveyedShop {

    @Test
    void plain_jdbc_that_reads_variables() throws IOException {
        shop.write("pom.xml", pom(DRIVER))
                .write("src/main/java/Db.java", """
                    class Db {
                        String url = System.getenv().getOrDefault("JDBC_DATABASE_URL", \
                    "jdbc:postgresql://localhost:5432/shop");
                        String user = System.getenv("DB_USER"), password = System.getenv("DB_PASSWORD"), \
                    home = System.getenv("HOME"), driver = System.getenv("DB_DRIVER");
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
                                "<properties><db.url>jdbc:postgresql://localhost:${db.port}/shop</db.url>"
                                        + "<db.port>6000</db.port><db.user>keeper</db.user>"
                                        + "<db.password>hush</db.password></properties>"))
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
                @Test void a() { DriverManager.getConnection("jdbc:postgresql://localhost:6543/shop", "keeper", \
            "hush"); }
            }
            """);
        survey();
        assertTrue(shop.read("config/testing.json").contains("\"POSTGRES_PORT\", \"value\": \"6543\""));
        has("APPLICATION_DB", "shop");
        notes("src/test/java/ATest.java:3 has a fixed address, so the server for the tests uses port" + " 6543.");
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
        notes("sql/tables.sql has CREATE statements. If nothing runs it, add to config/testing.json: {\"name\":"
                + " \"APPLICATION_INIT_SQL\", \"value\": \"sql/tables.sql\"}");
        notes("No password was found for it");
    }

    @Test
    void the_java_that_maven_runs_on_is_asked_of_maven() throws IOException {
        String newest = "<properties><maven.compiler.release>99</maven.compiler.release></properties>";
        for (String version : List.of("1.8.0_402", "21.0.3", "99-ea")) {
            shop.write("pom.xml", pom(DRIVER, newest))
                    .write("mvnw", "#!/bin/sh\necho 'Maven 3.9.9'\necho 'Java version: " + version + ", x'\n");
            assertTrue(shop.directory.resolve("mvnw").toFile().setExecutable(true));
            survey();
            if (!version.startsWith("99")) notes("compiled for Java 99, and Maven runs on Java ");
            else assertFalse(survey.notes.toString().contains("compiled for Java"), survey.notes::toString);
        }
    }
}
