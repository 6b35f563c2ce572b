//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import lib.base.ExitException;
import lib.base.FileTree;

/** A directory in .manage/ that is there for as long as this process needs it. */
public record ProcessDirectory(Path path) implements AutoCloseable {

    /**
     * Makes it, and removes those of processes that were killed.
     *
     * @param left is told of each of these before
     */
    public static ProcessDirectory make(Project project, String prefix, Consumer<Path> left) {
        Path state = project.state();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(state, prefix + "*")) {
            for (Path directory : directories) {
                String pid = directory.getFileName().toString().substring(prefix.length());
                boolean ended = pid.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
                if (!ended) continue;
                left.accept(directory);
                FileTree.delete(directory);
            }
            Path own = state.resolve(prefix + ProcessHandle.current().pid());
            // another process had this number once
            FileTree.delete(own);
            return new ProcessDirectory(Files.createDirectory(own));
        } catch (IOException e) {
            throw ExitException.cannotWrite(state, e);
        }
    }

    @Override
    public void close() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw ExitException.cannotWrite(path, e);
        }
    }
}
