//JAVA 17+

package support;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A repository of another kind than ours: a module whose tests open the database that their variables name. */
public abstract class ShopEndToEnd extends EndToEnd {

    protected static final String COUNT =
            "try (var c = Shop.open(); var s = c.createStatement(); var r = s.executeQuery(\"select count(*) from"
                    + " users\")) { r.next(); Assertions.assertEquals(0, r.getInt(1)); }";
    protected static final String FAILSAFE =
            "<plugin><artifactId>maven-failsafe-plugin</artifactId><version>3.6.1</version>%s<executions>"
                    + "<execution><goals><goal>integration-test</goal><goal>verify</goal></goals></execution>"
                    + "</executions></plugin>";

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop").with("manage.java", "tasks", "config", "docker");
    }

    /** A module with a class that opens the database that its tests' variables name. */
    protected void module(String directory, String surefire, String dependencies, String plugins) throws IOException {
        here.write(directory + "pom.xml", ShopPom.with("""
              <dependencies>
                %s<dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
                  <version>6.1.3</version><scope>test</scope></dependency>
                %s
              </dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId>
                <version>3.6.1</version>%s</plugin>%s</plugins></build>
            """.formatted(
                        dependency("org.postgresql:postgresql:42.7.14"), dependencies, surefire, plugins)));
        here.write(directory + "src/main/java/shop/Shop.java", """
            package shop;
            public class Shop {
                public static java.sql.Connection open() throws java.sql.SQLException {
                    String url = System.getProperty("db.url", "jdbc:postgresql://" + \
            System.getenv("POSTGRES_HOSTNAME") + ":" + System.getenv("POSTGRES_PORT") + "/" + \
            System.getenv("APPLICATION_DB"));
                    return java.sql.DriverManager.getConnection(url, System.getenv("POSTGRES_USER"), \
            System.getenv("POSTGRES_PASSWORD"));
                }
            }
            """)
                .write(directory + "src/main/resources/db/migration/V1__users.sql", "create table users (id int);\n");
    }

    protected static String dependency(String coordinates) {
        String[] parts = coordinates.split(":");
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>"
                + (parts.length > 2 ? "<version>" + parts[2] + "</version>" : "") + "</dependency>\n";
    }

    protected void test(String directory, String name, String body) throws IOException {
        here.write(
                directory + "src/test/java/shop/" + name + ".java",
                "package shop;\nimport org.junit.jupiter.api.*;\nclass " + name
                        + " {\n    @Test void works() throws Exception {\n        " + body + "\n    }\n}\n");
    }

    /** Adds to config/testing.json: each a name and a value, as JSON has it. */
    protected void json(String... pairs) throws IOException {
        String more = Stream.iterate(0, i -> i < pairs.length, i -> i + 2)
                .map(i -> ",\n  {\"name\": \"" + pairs[i] + "\", \"value\": " + pairs[i + 1] + "}")
                .collect(Collectors.joining());
        here.replace(
                "config/testing.json",
                "\"APPLICATION_DB\", \"value\": \"test\"}",
                "\"APPLICATION_DB\", \"value\": \"test\"}" + more);
    }

    protected Result run(String... arguments) {
        return here.manage(Stream.concat(Stream.of("--engine", "embedded", "test"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    protected static List<String> testLines(Result result) {
        return result.out()
                .lines()
                .filter(line -> line.matches("\\w+#\\w+ (PASSED|FAILED).*"))
                .map(line -> line.replaceFirst("  .*", ""))
                .sorted()
                .toList();
    }
}
