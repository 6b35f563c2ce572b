//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import lib.base.ExitException;
import lib.base.FileTree;

/** A folder in .manage/ that is there for as long as this process needs it. */
public record ProcessFolder(Path path) implements AutoCloseable {

    /**
     * Makes it, and removes those of processes that were killed.
     *
     * @param left is told of each of these before
     */
    public static ProcessFolder make(Project project, String prefix, Consumer<Path> left) {
        Path state = project.state();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(state, prefix + "*")) {
            for (Path folder : folders) {
                String pid = folder.getFileName().toString().substring(prefix.length());
                boolean ended = pid.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
                if (!ended) continue;
                left.accept(folder);
                FileTree.delete(folder);
            }
            Path own = state.resolve(prefix + ProcessHandle.current().pid());
            // another process had this number once
            FileTree.delete(own);
            return new ProcessFolder(Files.createDirectory(own));
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
