//JAVA 17+
//SOURCES Closing.java

import java.util.List;
import support.ShopPom;
import support.Watching;
import support.Workspace;

/** The class and the test of {@link ShopProject} as Quarkus has them, under its continuous testing. */
class QuarkusProject {

    static final String VERSION = "3.33.2";

    /** Quarkus wants a newer Maven than some systems have. */
    private static final String MAVEN = "3.9.11";

    final Workspace here = new Workspace("shop");
    private Watching loop;

    /** @param port of a server with the table that is queried, in its database shop */
    QuarkusProject(int port) throws Exception {
        Closing.add(here::delete);
        here.write("pom.xml", ShopPom.with("""
              <dependencyManagement><dependencies><dependency><groupId>io.quarkus</groupId>
                <artifactId>quarkus-bom</artifactId><version>%1$s</version><type>pom</type><scope>import</scope>
                </dependency></dependencies></dependencyManagement>
              <dependencies>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-jdbc-postgresql</artifactId></dependency>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-agroal</artifactId></dependency>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-arc</artifactId></dependency>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-junit</artifactId>
                  <scope>test</scope></dependency>
              </dependencies>
              <build><plugins><plugin><groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId>
                <version>%1$s</version><extensions>true</extensions><executions><execution><goals><goal>build</goal>
                <goal>generate-code</goal><goal>generate-code-tests</goal></goals></execution></executions>
                </plugin></plugins></build>
            """.formatted(VERSION)))
                .set("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + port + "/shop")
                .set("QUARKUS_DATASOURCE_USERNAME", "postgres")
                .set("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        writeSources();
    }

    private void writeSources() throws Exception {
        here.write("src/main/resources/application.properties", """
            quarkus.datasource.db-kind=postgresql
            quarkus.devservices.enabled=false
            quarkus.analytics.disabled=true
            """)
                .write(ShopProject.TESTED, """
                    package shop;
                    @jakarta.enterprise.context.ApplicationScoped
                    public class Users {
                        @jakarta.inject.Inject javax.sql.DataSource source;
                        public int count() throws Exception {
                            try (var c = source.getConnection();
                                    var r = c.createStatement().executeQuery("select count(*) from users")) {
                                r.next();
                                return r.getInt(1);
                            }
                        }
                    }
                    """)
                .write(ShopProject.TEST, """
                    package shop;
                    import static org.junit.jupiter.api.Assertions.assertEquals;
                    import org.junit.jupiter.api.Test;
                    @io.quarkus.test.junit.QuarkusTest
                    class UsersTest {
                        @jakarta.inject.Inject Users users;
                        @Test void works() throws Exception { assertEquals(0, users.count()); }
                    }
                    """);
    }

    void start() throws Exception {
        here.run(
                        List.of(
                                "mvn",
                                "-B",
                                "-q",
                                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack",
                                "-Dartifact=org.apache.maven:apache-maven:" + MAVEN + ":zip:bin",
                                "-DoutputDirectory=maven"),
                        "")
                .succeeded();
        String maven = here.directory
                .resolve("maven/apache-maven-" + MAVEN + "/bin/mvn")
                .toString();
        loop = new Watching(here, List.of("sh", maven, "quarkus:test"));
        Closing.add(loop::close);
        untilItHasTested();
    }

    void untilItHasTested() throws Exception {
        String said = loop.until("Tests completed at");
        if (!said.contains("All 1 test is passing")) throw new AssertionError(said);
    }
}
