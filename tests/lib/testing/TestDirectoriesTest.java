//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Disk;

/** Where tests, classes and reports are, on the disks of every system. */
class TestDirectoriesTest {

    private static final String SOURCE = "package a.b;\r\nclass %s {\r\n @Test void works() { }\r\n}\r\n";

    @ParameterizedTest
    @EnumSource
    void sources_are_found_by_the_names_of_their_classes(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path module = Disk.directory(disk).resolve("app");
            Path file = Disk.write(module, "src/test/java/a/b/UserTest.java", SOURCE.formatted("UserTest"));
            Disk.write(module, "src/test/kotlin/a/b/OtherTest.kt", "package a.b\r\nclass OtherTest {\r\n}\r\n");
            TestSources sources = TestSources.below(module);
            assertEquals(
                    List.of("a.b.OtherTest", "a.b.UserTest"),
                    sources.classes().stream().map(TestSources.TestClass::name).toList());
            assertTrue(sources.has("a.b.UserTest"));
            assertFalse(sources.has("b.a.UserTest"));
            assertEquals(List.of("a/b/UserTest"), sources.fitting("User*").toList());
            assertEquals(List.of("a/b/UserTest"), sources.fitting("a.b.User*").toList());
            assertEquals(2, sources.fitting("*Test").count());
            assertEquals(1, sources.under(file.getParent()).count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void compiled_classes_are_found_and_their_modules_called_by_their_directories(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path root = Disk.directory(disk);
            for (String module : List.of("core", "web/ui"))
                Files.createDirectories(root.resolve(module).resolve("target/classes/a"));
            List<Path> classes = TestReports.classes(root).stream().sorted().toList();
            assertEquals(List.of(root.resolve("core/target/classes"), root.resolve("web/ui/target/classes")), classes);
            assertEquals(
                    List.of("core", "web/ui"),
                    List.copyOf(CoveragePages.names(classes).values()));
        }
    }
}
