//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of changes of files, and when. */
class FileChangesTest {

    private static final long LONG = 5000;
    private static final long SHORT = 100;

    @TempDir
    Path root;

    private Path sources;
    private Path pom;
    private FileChanges changes;

    @BeforeEach
    void watch() throws IOException {
        sources = Files.createDirectories(root.resolve("src/main/java"));
        pom = Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(sources.resolve("Shop.java"), "class Shop { }");
        changes = new FileChanges(List.of(pom, sources, root.resolve("src/main/resources")), place -> below -> false);
    }

    @AfterEach
    void close() {
        changes.close();
    }

    private void assertChanged(Path... files) {
        assertTrue(changes.await(LONG));
        assertEquals(Set.of(files), changes.take());
        assertFalse(changes.await(SHORT));
    }

    @Test
    void a_changed_a_new_and_a_deleted_file_are_seen() throws IOException {
        assertFalse(changes.await(SHORT));
        Files.writeString(sources.resolve("Shop.java"), "class Shop { int more; }");
        assertChanged(sources.resolve("Shop.java"));
        Path directory = Files.createDirectories(sources.resolve("com/example"));
        Files.writeString(directory.resolve("Order.java"), "class Order { }");
        assertChanged(directory.resolve("Order.java"));
        Files.writeString(directory.resolve("Order.java"), "class Order { int more; }");
        assertChanged(directory.resolve("Order.java"));
        Files.delete(directory.resolve("Order.java"));
        assertChanged(directory.resolve("Order.java"));
    }

    @Test
    void what_an_editor_writes_beside_a_file_and_renames_is_seen() throws IOException {
        Path copy = Files.writeString(root.resolve("pom.xml~"), "<project>  </project>");
        Files.move(copy, pom, StandardCopyOption.REPLACE_EXISTING);
        assertChanged(pom);
        Files.writeString(root.resolve("README"), "no source");
        assertFalse(changes.await(SHORT));
    }

    @Test
    void many_files_are_one_change() throws IOException {
        for (int i = 0; i < 500; i++)
            Files.writeString(sources.resolve("Part" + i + ".java"), "class Part" + i + " { }");
        assertTrue(changes.await(LONG));
        assertEquals(500, changes.take().size());
        assertFalse(changes.await(SHORT));
    }
}
