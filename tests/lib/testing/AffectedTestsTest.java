//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS info.picocli:picocli:4.7.7

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** Which tests a change of sources can have to do with, in a module that was compiled, and in one that was not. */
class AffectedTestsTest extends SmallRepository {

    private static final String USER = "src/main/java/a/User.java";

    @BeforeEach
    void sources() throws IOException {
        write(USER, "package a; public class User { }");
        write("src/main/java/a/Users.java", "package a; public class Users { User first; }");
        write("src/main/java/a/Order.java", "package a; public class Order { }");
        test("UsersTest", "Users users;");
        test("OrderTest", "Order order; /* not User */");
    }

    private Path test(String name, String body) throws IOException {
        return write(
                "src/test/java/a/" + name + ".java",
                "package a; class " + name + " { " + body + " @org.junit.jupiter.api.Test void runs() { } }");
    }

    /** Compiles all, a while after all was written. */
    private void compile() throws IOException {
        compile("src/main/java", "target/classes");
        compile("src/test/java", "target/test-classes");
    }

    private void compile(String sources, String classes) throws IOException {
        Path target = Files.createDirectories(root.resolve(classes));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", target.toString(), "-cp"));
        arguments.add(root.resolve("target/classes") + File.pathSeparator + System.getProperty("java.class.path"));
        try (Stream<Path> files = Files.walk(root.resolve(sources))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
                arguments.add(file.toString());
            }
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    private AffectedTests.Affected affected(String... changed) throws IOException {
        return AffectedTests.below(root)
                .by(Stream.of(changed).map(root::resolve).collect(Collectors.toSet()));
    }

    private Set<String> reached(String... changed) throws IOException {
        AffectedTests.Affected affected = affected(changed);
        assertEquals("", affected.unsure());
        return Set.copyOf(affected.classes());
    }

    @Test
    void what_refers_to_it_by_way_of_others_is_affected_and_who_names_it_in_a_comment_is_not() throws IOException {
        compile();
        assertEquals(Set.of("a.UsersTest"), reached(USER));
        assertEquals(Set.of("a.OrderTest"), reached("src/main/java/a/Order.java"));
        assertEquals(Set.of("a.OrderTest"), reached("src/test/java/a/OrderTest.java"));
        assertEquals(0, affected(USER).stale());
    }

    @Test
    void without_class_files_words_tell() throws IOException {
        assertEquals(Set.of("a.UsersTest", "a.OrderTest"), reached(USER));
        assertEquals(5, affected(USER).stale());
    }

    @Test
    void what_a_source_that_is_newer_than_its_class_file_uses_is_told_by_its_words() throws IOException {
        compile();
        Path changed = test("OrderTest", "User user;");
        // clocks of files may be coarse: at the same time may be after it
        Files.setLastModifiedTime(
                changed, Files.getLastModifiedTime(root.resolve("target/test-classes/a/OrderTest.class")));
        assertEquals(Set.of("a.UsersTest", "a.OrderTest"), reached(USER));
        test("NewTest", "User user;");
        assertEquals(Set.of("a.UsersTest", "a.OrderTest", "a.NewTest"), reached(USER));
        assertEquals(2, affected(USER).stale());
    }

    @Test
    void who_has_a_constant_of_it_is_affected_also_where_another_class_inherits_it() throws IOException {
        String limits = "src/main/java/a/Limits.java";
        write(limits, "package a; public interface Limits { int MOST = 7; }");
        write("src/main/java/a/Inherits.java", "package a; public class Inherits implements Limits { }");
        test("LimitTest", "int most = Limits.MOST;");
        test("InheritedTest", "int most = Inherits.MOST;");
        compile();
        assertEquals(Set.of("a.LimitTest", "a.InheritedTest"), reached(limits));
    }

    @Test
    void what_is_no_java_or_reached_by_no_test_makes_all_run() throws IOException {
        write("src/main/java/a/Alone.java", "package a; class Alone { }");
        write("src/test/java/a/package-info.java", "package a;");
        compile();
        assertEquals("pom.xml is not a Java source", affected(USER, "pom.xml").unsure());
        assertEquals(
                "V1__user.sql is not a Java source",
                affected("src/main/resources/db/V1__user.sql").unsure());
        assertEquals(
                "README.md is not a Java source",
                affected("src/main/resources/README.md").unsure());
        assertEquals(
                "no test is known to reach Alone.java",
                affected("src/main/java/a/Alone.java", USER).unsure());
        assertEquals(List.of(), affected("pom.xml").orAll());
    }

    @Test
    void documents_are_reached_by_no_test() throws IOException {
        compile();
        assertEquals(Set.of(), reached("README.md", "docs/users.adoc", ".gitignore"));
        assertEquals(Set.of("a.OrderTest"), reached("README.md", "src/main/java/a/Order.java"));
    }

    @Test
    void of_what_is_gone_its_class_file_tells_who_used_it() throws IOException {
        compile();
        Files.delete(root.resolve(USER));
        assertEquals(Set.of("a.UsersTest"), reached(USER));
        Files.delete(root.resolve("src/test/java/a/OrderTest.java"));
        assertEquals(Set.of(), reached("src/test/java/a/OrderTest.java"));
        assertEquals(
                "no test is known to reach Gone.java",
                affected("src/main/java/a/Gone.java").unsure());
    }

    @Test
    void a_test_that_a_container_runs_may_reach_all_that_is_not_a_test() throws IOException {
        write("src/test/java/a/Base.java", "package a; @picocli.CommandLine.Command abstract class Base { }");
        write(
                "src/test/java/a/WholeTest.java",
                "package a; class WholeTest extends Base { @org.junit.jupiter.api.Test void runs() { } }");
        String bean = "src/main/java/a/Bean.java";
        write(bean, "package a; @picocli.CommandLine.Command class Bean { }");
        write("src/main/java/a/Alone.java", "package a; class Alone { }");
        compile();
        assertEquals(Set.of("a.OrderTest", "a.WholeTest"), reached("src/main/java/a/Order.java"));
        assertEquals(Set.of("a.OrderTest"), reached("src/test/java/a/OrderTest.java"));
        assertEquals(Set.of("a.WholeTest"), reached(bean));
        assertEquals(
                "no test is known to reach Alone.java",
                affected("src/main/java/a/Alone.java").unsure());
    }
}
