//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.watch;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What changed is compiled as if everything had been compiled anew. */
class RepeatedBuildTest extends SmallRepository {

    private static final String USER = "src/main/java/p/User.java";
    private static final String ROLES = "src/main/java/p/Roles.java";
    private static final String TEST = "src/test/java/p/UserTest.java";

    private RecordedBuild recorded;
    private RepeatedBuild build;

    @BeforeEach
    void sources() throws IOException, MavenNeededException {
        write(
                USER,
                "package p; public class User { public static final int MOST = 1; int age() { return MOST; }"
                        + " enum Kind { A, B } }");
        write(ROLES, "package p; class Roles { int of(User user) { return user.age() + User.MOST; } }");
        write(TEST, "package p; class UserTest { int most = User.MOST; int age = new User().age(); }");
        write("src/main/resources/a.txt", "a");
        recorded = recorded("");
        compileAll(root.resolve("target"));
        compareAnew();
    }

    private void compareAnew() throws MavenNeededException {
        build = new RepeatedBuild(recorded, root);
        build.compare();
    }

    private RecordedBuild recorded(String resources) {
        Path output = root.resolve("target/classes");
        Path tests = root.resolve("target/test-classes");
        Compilation main = compilation("src/main/java", output, List.of());
        RecordedModule module = new RecordedModule(
                root,
                main,
                Optional.of(compilation("src/test/java", tests, List.of(output))),
                List.of(new ResourceDirectory(root.resolve("src/main/resources"), output, resources.isEmpty())),
                Optional.empty(),
                RecordedModule.Surefire.NONE);
        return new RecordedBuild(List.of(module), "FAIL_FAST");
    }

    private Compilation compilation(String directory, Path output, List<Path> path) {
        return new Compilation(
                List.of(root.resolve(directory)),
                output,
                path,
                List.of("-g", "-implicit:none", "--release", "17"),
                StandardCharsets.UTF_8,
                Optional.empty());
    }

    /** As Maven would, into an empty directory. */
    private void compileAll(Path target) throws IOException {
        Path main = Files.createDirectories(target.resolve("classes"));
        Path tests = Files.createDirectories(target.resolve("test-classes"));
        compile(root.resolve("src/main/java"), main, main);
        compile(root.resolve("src/test/java"), tests, main);
    }

    private static void compile(Path sources, Path output, Path path) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-g", "--release", "17", "-d", output.toString()));
        arguments.addAll(List.of("-cp", path.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList())
                content.put(directory.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
        }
        return content;
    }

    private List<String> make(String... files) throws MavenNeededException {
        Set<Path> changed = new TreeSet<>();
        for (String file : files) changed.add(root.resolve(file));
        build.take(changed);
        return build.make(changed);
    }

    private void assertMade(String... files) throws IOException, MavenNeededException {
        assertEquals(List.of(), make(files));
        Path anew = root.resolve("anew" + System.nanoTime());
        compileAll(anew);
        assertEquals(content(anew), content(root.resolve("target")));
    }

    private void replace(String file, String old, String other) throws IOException {
        String text = Files.readString(root.resolve(file));
        assertTrue(text.contains(old), text);
        write(file, text.replace(old, other));
    }

    @Test
    void a_body_changes_its_class_alone() throws IOException, MavenNeededException {
        replace(USER, "return MOST;", "return Runtime.getRuntime().hashCode();");
        assertMade(USER);
        assertEquals(Set.of(root.resolve(USER)), build.takeRewritten());
    }

    @Test
    void whatever_a_failed_compilation_left_is_made_good() throws IOException, MavenNeededException {
        Path output = root.resolve("target/classes/p");
        Files.delete(output.resolve("Roles.class"));
        Files.write(output.resolve("User.class"), new byte[] {1});
        Files.write(output.resolve("Gone.class"), new byte[] {2});
        build.outputUnknown();
        assertMade(TEST);
        assertEquals(Set.of(), build.takeRewritten());
    }

    @Test
    void a_module_that_uses_what_changed_in_another_is_compiled_again() throws IOException, MavenNeededException {
        String older = "other/src/main/java/p/Older.java";
        write(older, "package p; class Older { int most = User.MOST; int age() { return new User().age(); } }");
        Path output = Files.createDirectories(root.resolve("other/target/classes"));
        compile(root.resolve("other/src/main/java"), output, root.resolve("target/classes"));
        RecordedModule other = new RecordedModule(
                root.resolve("other"),
                compilation("other/src/main/java", output, List.of(root.resolve("target/classes"))),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                RecordedModule.Surefire.NONE);
        RecordedModule first = recorded.modules().get(0);
        RecordedBuild both = new RecordedBuild(List.of(first, other), "FAIL_AT_END");
        build = new RepeatedBuild(both, root);
        build.compare();
        replace(USER, "return MOST;", "return 7;");
        assertEquals(List.of(), make(USER));
        assertEquals(Set.of(root.resolve(USER)), build.takeRewritten());
        replace(USER, "MOST = 1", "MOST = 2");
        assertEquals(List.of(), make(USER));
        assertTrue(build.takeRewritten().contains(root.resolve(older)));
        replace(USER, "int age()", "int age(int more)");
        replace(ROLES, "user.age()", "user.age(1)");
        replace(TEST, "age()", "age(2)");
        assertTrue(make(USER, ROLES, TEST).get(0).startsWith(older + ":1: "));
        assertTrue(both.runs(first, List.of(other)) && !both.runs(other, List.of(first)));
    }

    @Test
    void a_constant_changes_the_classes_that_it_was_copied_to() throws IOException, MavenNeededException {
        replace(USER, "MOST = 1", "MOST = 2");
        assertMade(USER);
        assertEquals(Set.of(root.resolve(USER), root.resolve(ROLES), root.resolve(TEST)), build.takeRewritten());
    }

    @Test
    void a_signature_breaks_who_uses_it_and_is_mended() throws IOException, MavenNeededException {
        replace(USER, "int age()", "int age(int more)");
        assertEquals(
                List.of(ROLES + ":1"),
                make(USER).stream()
                        .map(error -> error.replaceFirst("(?s): .*", ""))
                        .toList());
        replace(ROLES, "user.age()", "user.age(1)");
        assertEquals(
                List.of(TEST + ":1"),
                make(ROLES).stream()
                        .map(error -> error.replaceFirst("(?s): .*", ""))
                        .toList());
        replace(TEST, "age()", "age(2)");
        assertMade(TEST);
        replace(USER, "int age(int more)", "long age(int more)");
        assertFalse(make(USER).isEmpty());
        replace(USER, "long age(int more)", "int age(int more)");
        assertMade(USER);
    }

    @Test
    void classes_come_and_go() throws IOException, MavenNeededException {
        String added = "src/main/java/p/Added.java";
        write(added, "package p; class Added { class Inner { } Runnable r = () -> { }; Object o = new Object() { }; }");
        assertMade(added);
        replace(added, "class Inner { }", "");
        replace(added, "new Object() { }", "new Object()");
        assertMade(added);
        Files.delete(root.resolve(added));
        assertMade(added);
        replace(USER, " enum Kind { A, B }", "");
        assertMade(USER);
        Files.delete(root.resolve(ROLES));
        Files.delete(root.resolve(TEST));
        write("src/test/java/p/OtherTest.java", "package p; class OtherTest { User user; }");
        assertMade(ROLES, TEST, "src/test/java/p/OtherTest.java");
    }

    @Test
    void a_class_that_is_used_may_not_go() throws IOException, MavenNeededException {
        Files.delete(root.resolve(USER));
        assertTrue(make(USER).get(0).startsWith(ROLES + ":1: cannot find symbol"));
    }

    @Test
    void a_switch_follows_the_order_of_its_enum() throws IOException, MavenNeededException {
        replace(
                ROLES,
                "class Roles {",
                "class Roles { int k(User.Kind k) { switch (k) { case A: return 1; } return 2; }");
        assertMade(ROLES);
        replace(USER, "A, B", "C, A, B");
        assertMade(USER);
    }

    @Test
    void resources_are_copied_as_they_are_and_filtered_ones_are_mavens() throws IOException, MavenNeededException {
        write("src/main/resources/b/c.txt", "new");
        assertMade("src/main/resources/b/c.txt");
        assertEquals("new", Files.readString(root.resolve("target/classes/b/c.txt")));
        RepeatedBuild filtered = new RepeatedBuild(recorded("filtered"), root);
        filtered.compare();
        Set<Path> changed = Set.of(root.resolve("src/main/resources/a.txt"));
        assertEquals(
                "a.txt is a resource with filtering, includes or excludes",
                assertThrows(MavenNeededException.class, () -> filtered.take(changed))
                        .getMessage());
    }

    @Test
    void what_is_no_source_is_mavens() {
        assertEquals(
                "pom.xml is neither a source nor a resource",
                assertThrows(MavenNeededException.class, () -> make("pom.xml")).getMessage());
        assertThrows(MavenNeededException.class, () -> make("src/main/java/module-info.java"));
    }

    @Test
    void class_files_that_the_compiler_would_not_make_are_mavens() throws IOException, MavenNeededException {
        Files.write(root.resolve("target/classes/p/Roles.class"), new byte[] {1});
        RepeatedBuild other = new RepeatedBuild(recorded, root);
        other.compare();
        Set<Path> changed = Set.of(root.resolve(USER));
        assertEquals(
                "Roles.java compiles to other class files here than in Maven",
                assertThrows(MavenNeededException.class, () -> other.take(changed))
                        .getMessage());
        Path generated = Files.write(root.resolve("target/classes/p/Generated.class"), new byte[] {1});
        other.compare();
        assertThrows(MavenNeededException.class, () -> other.take(Set.of(root.resolve(ROLES), root.resolve(USER))));
        Files.delete(generated);
    }

    @Test
    void a_class_that_goes_during_the_comparison_is_gone() throws IOException, MavenNeededException {
        Files.delete(root.resolve(ROLES));
        compareAnew();
        assertMade(ROLES);
    }

    @Test
    void sources_that_do_not_compile_are_compared_when_they_do() throws IOException, MavenNeededException {
        replace(TEST, "age()", "age(2)");
        compareAnew();
        String reason =
                assertThrows(MavenNeededException.class, () -> make(TEST)).getMessage();
        assertTrue(reason.startsWith("the sources do not compile yet: src/test/java/p/UserTest.java:1: "), reason);
        replace(TEST, "age(2)", "age() + 1");
        assertMade(TEST);
    }

    @Test
    void a_class_and_its_test_that_come_during_the_comparison_are_compiled() throws IOException, MavenNeededException {
        write("src/main/java/p/New.java", "package p; class New { static int of() { return 1; } class Inner { } }");
        replace(TEST, "User.MOST", "New.of()");
        compareAnew();
        assertMade("src/main/java/p/New.java", TEST);
    }

    @Test
    void a_change_during_the_comparison_is_compiled_with_what_depends_on_it() throws IOException, MavenNeededException {
        replace(USER, "MOST = 1", "MOST = 3");
        compareAnew();
        assertMade(USER, ROLES, TEST);
    }
}
