//JAVA 17+

package e2e;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Workspace;

/** The four names copied into another Maven project, in which then only JSON is edited. */
class CopyTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop")
                .with("manage.java", "tasks", "config", "docker")
                .write("server/pom.xml", Workspace.repositoryFile("tests/articles/pom.xml"))
                .write(
                        "server/sql/V1__create.sql",
                        "CREATE TABLE item (name text);\nINSERT INTO item VALUES ('pen');\n")
                .write("server/src/test/java/shop/ItemTest.java", """
                    package shop;
                    import static org.junit.jupiter.api.Assertions.assertEquals;
                    import java.sql.DriverManager;
                    import org.junit.jupiter.api.Test;
                    class ItemTest {
                        @Test
                        void there_is_a_pen() throws Exception {
                            try (var c = DriverManager.getConnection(System.getenv("SHOP_URL"), "shopkeeper", \
                    System.getenv("POSTGRES_PASSWORD"));
                                 var rows = c.createStatement().executeQuery("select name from item")) {
                                rows.next();
                                assertEquals("pen", rows.getString(1));
                            }
                        }
                    }
                    """);
    }

    @ParameterizedTest
    @OnEngines
    void it_works_after_editing_only_json(On engine) throws IOException {
        engine.require();
        here.write("config/testing.json", """
            [
              {"name": "POSTGRES_DB", "value": "shopkeeper"},
              {"name": "POSTGRES_USER", "value": "shopkeeper"},
              {"name": "POSTGRES_PASSWORD", "value": "p'w \\"d$x"},
              {"name": "POSTGRES_HOSTNAME", "value": "localhost"},
              {"name": "POSTGRES_PORT", "value": 0},
              {"name": "APPLICATION_DB", "value": "Shop"},
              {"name": "APPLICATION_POM", "value": "server/pom.xml"},
              {"name": "APPLICATION_MIGRATIONS", "value": ["server/sql"]},
              {"name": "SHOP_URL", "value": "jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}"}
            ]
            """);
        here.manage("--engine", engine.name(), "test")
                .succeeded()
                .says("V1__create.sql")
                .says("1 passed, 0 failed");
    }
}
