//JAVA 17+
//SOURCES Closing.java

import java.nio.file.Path;
import support.ShopPom;
import support.Workspace;

/** A module of a class that queries its database, its test, and as many others as are wanted. */
class ShopProject {

    static final String TEST = "src/test/java/shop/UsersTest.java";
    static final String TESTED = "src/main/java/shop/Users.java";

    private static final int CHAIN = 10;
    private static final int CLASSES_OF_A_TEST = 3;

    final Workspace here;

    /** @param classes beside the one that queries; for each three of them there is a class of tests */
    ShopProject(int classes) throws Exception {
        here = new Workspace("shop")
                .with("manage.java", "tasks", "config", "docker")
                .set("MANAGE_ENGINE", "docker");
        Closing.add(here::delete);
        here.write("pom.xml", ShopPom.with("""
              <dependencies>
                <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId>
                  <version>42.7.14</version></dependency>
                <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
                  <version>6.1.3</version><scope>test</scope></dependency>
              </dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.6.1</version></plugin>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
              </plugins></build>
            """))
                .write("src/main/resources/db/migration/V1__users.sql", "create table users (id int);\n");
        writeUsers();
        for (int i = 0; i < classes; i++) here.write(file(i), source(i));
        for (int i = 0; i < classes; i += CLASSES_OF_A_TEST) here.write(test(i), testSource(i));
    }

    private void writeUsers() throws Exception {
        here.write(TESTED, """
            package shop;
            import java.sql.DriverManager;
            public class Users {
                public int count() throws Exception {
                    String url = "jdbc:postgresql://" + System.getenv("POSTGRES_HOSTNAME") + ":" \
            + System.getenv("POSTGRES_PORT") + "/" + System.getenv("APPLICATION_DB");
                    try (var c = DriverManager.getConnection(url, System.getenv("POSTGRES_USER"), \
            System.getenv("POSTGRES_PASSWORD"));
                            var r = c.createStatement().executeQuery("select count(*) from users")) {
                        r.next();
                        return r.getInt(1);
                    }
                }
            }
            """).write(TEST, """
                package shop;
                import static org.junit.jupiter.api.Assertions.assertEquals;
                import org.junit.jupiter.api.Test;
                class UsersTest {
                    @Test void works() throws Exception { assertEquals(0, new Users().count()); }
                }
                """);
    }

    static String file(int number) {
        return "src/main/java/shop/C" + number + ".java";
    }

    private static String test(int number) {
        return "src/test/java/shop/C" + number + "Test.java";
    }

    /** Each calls the one before it; the first of a chain calls none. */
    private static String source(int number) {
        String before = number % CHAIN == 0 ? "0" : "C" + (number - 1) + ".value()";
        return "package shop;\npublic class C" + number + " {\n    public static int value() { return 1 + " + before
                + "; }\n}\n";
    }

    private static String testSource(int first) {
        StringBuilder calls = new StringBuilder();
        for (int i = first; i < first + CLASSES_OF_A_TEST; i++)
            calls.append("        assertEquals(%d, C%d.value());%n".formatted(i % CHAIN + 1, i));
        return "package shop;\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n"
                + "import org.junit.jupiter.api.Test;\nclass C" + first
                + "Test {\n    @Test void works() throws Exception {\n"
                + calls + "        assertEquals(0, new Users().count());\n    }\n}\n";
    }

    Path path(String file) {
        return here.directory.resolve(file);
    }
}
