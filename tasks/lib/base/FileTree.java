//JAVA 17+

package lib.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A directory with all that is in it. */
public class FileTree {

    /**
     * Visits what is in it, the directory itself first; what cannot be read, or goes away meanwhile, is left out.
     *
     * @param skipped directories below it that are visited, but not looked into
     */
    public static void visit(Path directory, Predicate<Path> skipped, BiConsumer<Path, BasicFileAttributes> visitor)
            throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                visitor.accept(path, attributes);
                return !path.equals(directory) && skipped.test(path)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                visitor.accept(path, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes it where it is there; of a link only the link. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) return;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) Files.deleteIfExists(file);
    }
}
