//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import lib.base.ExitException;
import lib.maven.BuiltModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which class of a project is run. */
class MainClassTest {

    private static final String MAIN = "{ public static void main(String[] arguments) { } }";

    @TempDir
    Path root;

    private void compile(String type, String body) throws IOException {
        Path source = Files.writeString(root.resolve(type + ".java"), "public class " + type + " " + body);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", root.resolve("classes").toString(), source.toString()));
    }

    private BuiltModule module(String named) {
        List<String> classes = List.of(root.resolve("classes").toString());
        List<String> main = named == null ? List.of() : List.of(named);
        return new BuiltModule(Map.of("output", classes, "runtime", classes, "main", main));
    }

    private String chosen(BuiltModule... modules) {
        return MainClass.of(List.of(modules)).name();
    }

    private void assertRefused(String message, BuiltModule... modules) {
        ExitException stop = assertThrows(ExitException.class, () -> chosen(modules));
        assertEquals(message, stop.getMessage());
        assertEquals(ExitException.WRONG_INPUT, stop.code);
    }

    @Test
    void it_is_the_one_that_the_pom_names_or_the_only_one() throws IOException {
        assertRefused("the project has no class with a main method", module(null));
        compile("Order", "{ public void main(String[] arguments) { } static { if (true) throw new Error(); } }");
        assertRefused("the project has no class with a main method", module(null));
        compile("Shop", MAIN);
        assertEquals("Shop", chosen(module(null)));
        compile("Import", MAIN);
        assertRefused("several classes have a main method: Import, Shop", module(null));
        assertEquals("Import", chosen(module(null), module("Import")));
        assertRefused("several classes have a main method: Import, Shop", module("Import"), module("Shop"));
    }
}
