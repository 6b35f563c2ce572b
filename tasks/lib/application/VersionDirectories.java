//JAVA 17+

package lib.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.environment.Context;
import lib.environment.ProcessDirectory;
import lib.environment.Project;
import lib.server.RunDirectory;

/**
 * Copies of what was compiled, in .manage/, a directory for each version: a compiler takes its classes away before it
 * knows whether it will have others, and a version that runs still loads some.
 */
class VersionDirectories implements AutoCloseable {

    private final RunDirectory own;
    private int last;

    VersionDirectories(Project project) {
        own = RunDirectory.make(project);
    }

    /** The version of what is compiled now: with copies in the place of directories; jars stay where they are. */
    VersionCommand version(Context context, MainClass main) {
        Path directory = own.path().resolve(String.valueOf(++last));
        List<Path> copied = new ArrayList<>();
        for (Path entry : main.module().runtime()) {
            Path copy = directory.resolve(String.valueOf(copied.size()));
            copied.add(Files.isDirectory(entry) ? copy : entry);
            if (Files.isDirectory(entry)) copy(entry, copy);
        }
        return new VersionCommand(context.with(context.runner().notifying(own::started)), main, directory, copied);
    }

    private static void copy(Path from, Path to) {
        try {
            FileTree.visit(from, directory -> false, (path, attributes) -> {
                Path target = to.resolve(from.relativize(path).toString());
                try {
                    if (attributes.isDirectory()) Files.createDirectories(target);
                    else Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw ExitException.cannotWrite(target, e);
                }
            });
        } catch (IOException e) {
            throw ExitException.cannotRead(from.toString(), e);
        }
    }

    /** Removes those that are no longer needed. */
    void keep(List<VersionCommand> needed) {
        for (int number = 1; number <= last; number++) {
            Path directory = own.path().resolve(String.valueOf(number));
            if (needed.stream().noneMatch(version -> version.directory().equals(directory)))
                new ProcessDirectory(directory).close();
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
