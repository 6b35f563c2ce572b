//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import support.Workspace;

/** Test sources of several modules, and what a selection makes of them for Maven. */
abstract class SelectionSources {

    static final String JUNIT4 =
            "import org.junit.Test; import org.junit.runner.RunWith; import org.junit.runners.Parameterized;\n";
    static final String JUNIT6 = "import org.junit.jupiter.api.*;\n";

    Workspace here;

    @BeforeEach
    void project() throws IOException {
        here = new Workspace("selection");
        source(
                "core",
                "com/example/UserTest",
                JUNIT6
                        + "class UserTest { @Test void creates() { } @Test void deletesSlowly() { } @Nested class"
                        + " WhenEmpty { @Test void finds() { } } }");
        source(
                "core",
                "com/example/OrderTest",
                JUNIT6 + "class OrderTest { @Test void createsUser() { } @Test void saves() { } }");
        source("core", "com/example/store/StoreIT", JUNIT6 + "class StoreIT { @Test void userStays() { } }");
        source("old", "com/example/old/NumbersTest", JUNIT4 + """
            @RunWith(Parameterized.class)
            public class NumbersTest {
                @Parameterized.Parameters public static Object[] all() { return new Object[] {1, 2}; }
                @Parameterized.Parameter public int number;
                @Test public void user() { }
                @Test public void other() { }
            }\
            """);
    }

    @AfterEach
    void delete() throws IOException {
        here.delete();
    }

    void source(String module, String name, String text) throws IOException {
        here.write(
                module + "/src/test/java/" + name + ".java",
                "package " + name.substring(0, name.lastIndexOf('/')).replace('/', '.') + ";\n" + text);
    }

    static TestSelection words(String... words) {
        return new TestSelection(List.of(words), null, List.of(), List.of());
    }

    static TestSelection keywords(String expression, String... words) {
        return new TestSelection(List.of(words), expression, List.of(), List.of());
    }

    List<String> maven(TestSelection selection) throws IOException {
        return selection.maven(TestSources.below(here.directory), null, here.directory);
    }

    String test(String... words) throws IOException {
        return maven(words(words)).get(0);
    }
}
