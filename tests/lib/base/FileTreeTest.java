//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Disk;

class FileTreeTest {

    @ParameterizedTest
    @EnumSource
    void a_tree_is_visited_without_what_is_left_out_and_deleted_as_a_whole(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path root = Disk.directory(disk);
            Disk.write(root, "a/b/c.txt", "");
            Disk.write(root, "target/d.txt", "");
            List<String> seen = new ArrayList<>();
            FileTree.visit(
                    root,
                    path -> path.endsWith("target"),
                    (path, attributes) -> seen.add(OperatingSystem.slashed(root.relativize(path))));
            assertEquals(
                    List.of("", "a", "a/b", "a/b/c.txt", "target"),
                    seen.stream().sorted().toList());
            FileTree.delete(root);
            assertTrue(Files.notExists(root));
            FileTree.delete(root);
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_a_link_only_the_link_is_deleted(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path root = Disk.directory(disk);
            Path file = Disk.write(root, "kept/file", "");
            FileTree.delete(Files.createSymbolicLink(root.resolve("link"), file.getParent()));
            assertTrue(Files.exists(file));
            assertTrue(Files.notExists(root.resolve("link")));
        }
    }
}
