//JAVA 17+

package lib.testing;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import support.Workspace;

class ClassReferencesTest {

    private Workspace here;

    @BeforeEach
    void directory() throws IOException {
        here = new Workspace("references");
    }

    @AfterEach
    void delete() throws IOException {
        here.delete();
    }

    @Test
    void a_use_of_any_kind_is_a_reference() throws IOException {
        source("p/Used", "public @interface Used { Class<?> value() default Object.class; }");
        source("p/Target", "public class Target { public static int number() { return 1; } }");
        source("p/Calls", "class Calls { int n = Target.number(); }");
        source("p/Handle", "class Handle { java.util.function.IntSupplier n = Target::number; }");
        source("p/Generic", "class Generic { java.util.List<? extends Target> all; }");
        source("p/Throws", "class Throws { Object array() { return new Target[0][0]; } }");
        source("p/Annotated", "class Annotated { @Used(Target.class) void run() { } }");
        source("p/Named", "class Named { Object o() throws Exception { return Class.forName(\"p.Target\"); } }");
        source("p/Inherits", "class Inherits extends Target { }");
        source("p/Other", "class Other { String text = \"p.Targets\"; }");
        ClassReferences references = compiled();
        assertEquals(
                Set.of(
                        "p/Calls.java",
                        "p/Handle.java",
                        "p/Generic.java",
                        "p/Throws.java",
                        "p/Annotated.java",
                        "p/Named.java",
                        "p/Inherits.java"),
                references.users(Set.of("p/Target.java")));
    }

    @Test
    void what_it_reaches_goes_on_from_source_to_source_also_in_a_circle() throws IOException {
        source("a/One", "public class One { public static class Part { } Object two() { return new b.Two(); } }");
        source("b/Two", "public class Two { a.One.Part part; }");
        source("b/Three", "class Three { Two two; }");
        source("b/Alone", "class Alone { }");
        ClassReferences references = compiled();
        assertEquals(Set.of("b/Two.java"), references.users(Set.of("a/One.java")));
        assertEquals(Set.of("a/One.java", "b/Two.java", "b/Three.java"), references.reaching(Set.of("a/One.java")));
        assertEquals(Set.of("b/Alone.java"), references.reaching(Set.of("b/Alone.java")));
    }

    @Test
    void a_source_is_known_by_its_file_and_not_by_its_classes() throws IOException {
        source("p/Both", "class Both { class Inner { } } class Beside { }");
        source("p/User", "class User { Beside beside; }");
        ClassReferences references = compiled();
        assertEquals(
                Set.of(classFile("p/Both"), classFile("p/Both$Inner"), classFile("p/Beside")),
                references.classFiles("p/Both.java"));
        assertEquals(Set.of("p/User.java"), references.users(Set.of("p/Both.java")));
        assertEquals(Set.of("p/Both.java", "p/User.java"), references.sources());
        assertTrue(references.classFiles("p/Beside.java").isEmpty());
    }

    @Test
    void a_constant_leaves_no_reference_and_that_is_known() throws IOException {
        source("p/Limits", "public interface Limits { int MOST = 7; }");
        source("p/Own", "class Own { private static final int MINE = 1; static final Object NEW = new Object(); }");
        source("p/User", "class User { int most = Limits.MOST; }");
        ClassReferences references = compiled();
        assertTrue(references.users(Set.of("p/Limits.java")).isEmpty());
        assertTrue(references.copied("p/Limits.java"));
        assertFalse(references.copied("p/Own.java"));
    }

    @Test
    void who_uses_a_service_uses_its_providers() throws IOException {
        source("p/Service", "public interface Service { }");
        source("p/Provider", "public class Provider implements Service { }");
        here.write("classes/META-INF/services/p.Service", "# ours\np.Provider # the only one\n");
        assertEquals(Set.of("p/Service.java"), compiled().users(Set.of("p/Provider.java")));
    }

    @Test
    void what_did_not_change_is_not_read_again() throws IOException {
        source("p/Target", "class Target { }");
        source("p/User", "class User { Target target; }");
        ClassReferences before = compiled();
        Path user = classFile("p/User");
        FileTime time = Files.getLastModifiedTime(user);
        // bytes that nobody could read: they are not looked at while the time is the same
        Files.write(user, new byte[] {1});
        Files.setLastModifiedTime(user, time);
        assertEquals(Set.of("p/User.java"), before.refreshed().users(Set.of("p/Target.java")));
        Files.setLastModifiedTime(user, FileTime.fromMillis(time.toMillis() + 2000));
        assertThrows(IOException.class, before::refreshed);
        Files.delete(user);
        assertEquals(Set.of("p/Target.java"), before.refreshed().sources());
    }

    @Test
    void when_a_source_was_compiled_is_told_by_the_oldest_of_its_classes() throws IOException {
        source("p/Both", "class Both { class Inner { } }");
        ClassReferences first = compiled();
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(classFile("p/Both$Inner"), longAgo);
        assertEquals(longAgo, first.refreshed().compiled("p/Both.java").orElseThrow());
        assertTrue(first.compiled("p/None.java").isEmpty());
    }

    private void source(String name, String text) throws IOException {
        String directory = name.substring(0, name.lastIndexOf('/')).replace('/', '.');
        here.write("src/" + name + ".java", "package " + directory + ";\n" + text);
    }

    private Path classFile(String name) {
        return here.directory.resolve("classes").resolve(name + ".class");
    }

    private ClassReferences compiled() throws IOException {
        Path classes = here.directory.resolve("classes");
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        try (var files = Files.walk(here.directory.resolve("src"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        return ClassReferences.of(List.of(classes));
    }
}
