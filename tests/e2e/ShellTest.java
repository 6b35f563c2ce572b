//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.DevelopmentServer;
import support.On;
import support.OnEngines;
import support.Workspace;

/** {@code shell}: JShell with the project's classes, the environment and its database. */
@Tag("all")
class ShellTest extends DevelopmentServer {

    @ParameterizedTest
    @OnEngines
    void a_script_has_the_classes_the_environment_and_the_database(On engine) throws IOException {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.write("tasks/shell.jsh", "String twice(String text) { return text + text; }\n");
        here.manageWithInput("""
            import com.example.application.Configuration;
            System.out.println(Configuration.from(System.getenv()).databaseName() + twice("!"));
            sql("create table kept (n int, name text); insert into kept values (1, 'é'), (2, null)");
            sql("select * from kept");
            try (Connection c = dataSource.getConnection()) { System.out.println(c.getCatalog()); }
            sql("select nonsense");
            org.junit.jupiter.api.Assertions.assertTrue(true);
            System.out.println("the end");
            """, "shell")
                .succeeded()
                .printsExactly("""
                    application!!
                    CREATE
                    INSERT 2
                     n | name
                    ---+--------
                     1 | é
                     2 | (null)
                    (2 rows)
                    application
                    the end
                    """)
                .says("manage: sql, line 1: column \"nonsense\" does not exist");
    }

    /** Nothing is asked of it. */
    private void aServerThatMayBeThere() throws IOException {
        here.unset("POSTGRES_PORT");
        here.replace("config/development.json", "5432", "5999");
    }

    @Test
    @Tag("sampled")
    void what_was_typed_at_a_terminal_is_kept() throws IOException {
        aServerThatMayBeThere();
        here.atTerminal(Workspace.argv("manage.java", "flask-equivalent", "shell"), "40 + 2\n/exit 3\n")
                .exitedWith(3)
                .prints("==> 42");
        assertTrue(here.read(".manage/shell.history").contains("40 + 2"));
    }

    @Test
    @Tag("sampled")
    void where_maven_cannot_tell_the_class_path_one_line_says_so() throws IOException {
        aServerThatMayBeThere();
        here.replace("app/src/main/java/com/example/application/Health.java", "public class", "public klass");
        here.manageWithInput("1 + 1", "shell")
                .exitedWith(1)
                .says("Health.java:[")
                .says("manage: Maven cannot determine the class path of app/pom.xml");
    }
}
