//JAVA 17+

package lib.adoption;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.base.OperatingSystem;

/** All files of a repository but what is built or fetched, and our own scripts. */
public class RepositoryFiles {

    private static final Set<String> SKIPPED =
            Set.of(".git", ".manage", "target", "node_modules", ".idea", ".gradle", ".mvn", ".venv", "__pycache__");
    private static final long LARGEST = 1 << 20;

    final List<Path> all = new ArrayList<>();
    /** What git ignores, and so is not read for anything that git is to have. */
    final List<Path> ignored = new ArrayList<>();

    private final Path root;

    RepositoryFiles(Path root) {
        this.root = root;
        try {
            Files.walkFileTree(root, new Collector());
        } catch (IOException e) {
            throw ExitException.cannotRead(root.toString(), e);
        }
        Collections.sort(all);
        Set<String> hidden = IgnoredFiles.of(root, all.stream().map(this::show).toList());
        all.stream().filter(file -> hidden.contains(show(file))).forEach(ignored::add);
        all.removeAll(Set.copyOf(ignored));
    }

    private class Collector extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(root) && skipped(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.size() < LARGEST && Files.isReadable(file)) all.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }
    }

    private boolean skipped(Path directory) {
        boolean ours = directory.equals(root.resolve("tasks")) && Files.exists(directory.resolve("lib/cli/Cli.java"));
        boolean gradle = Files.exists(directory.resolveSibling("build.gradle"))
                || Files.exists(directory.resolveSibling("build.gradle.kts"));
        return SKIPPED.contains(directory.getFileName().toString()) || ours || directory.endsWith("build") && gradle;
    }

    /** @param regex for the path from the root, with slashes */
    List<Path> matching(String regex) {
        return matching(all, regex);
    }

    /** The same of those that git ignores. */
    List<Path> ignored(String regex) {
        return matching(ignored, regex);
    }

    private List<Path> matching(List<Path> files, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return files.stream()
                .filter(file -> pattern.matcher(show(file)).matches())
                .toList();
    }

    String show(Path file) {
        return OperatingSystem.slashed(root.relativize(file));
    }

    /** A text, or nothing where there is none. */
    public static String textOrNothing(Path file) {
        return Files.isRegularFile(file) ? ScriptFiles.text(file) : "";
    }
}
