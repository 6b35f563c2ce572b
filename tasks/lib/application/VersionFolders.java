//JAVA 17+

package lib.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.environment.Context;
import lib.environment.ProcessFolder;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.server.RunLock;

/**
 * Copies of what was compiled, in .manage/, a folder for each version: a compiler takes its classes away before it
 * knows whether it will have others, and a version that runs still loads some. What runs that were killed have left,
 * folders and versions, is taken down when the next one begins.
 */
class VersionFolders implements AutoCloseable {

    private static final String PREFIX = "run-";
    /** The file with the process of the version that runs: its number, and when it began. */
    private static final String PROCESS = "process";

    private final ProcessFolder own;
    private int last;

    VersionFolders(Project project) {
        own = ProcessFolder.make(project, PREFIX, VersionFolders::stopLeft);
    }

    private static void stopLeft(Path folder) {
        try {
            left(folder.resolve(PROCESS)).flatMap(RunLock.Child::process).ifPresent(ProcessRunner.Real::stop);
        } catch (IOException e) {
            throw ExitException.cannotRead(folder.toString(), e);
        }
    }

    private static Optional<RunLock.Child> left(Path file) throws IOException {
        String[] written = Files.exists(file) ? Files.readString(file).split(" ") : new String[0];
        // a run that is killed may be halfway
        return written.length == 2 && Stream.of(written).allMatch(number -> number.matches("\\d{1,18}"))
                ? Optional.of(new RunLock.Child(Long.parseLong(written[0]), Long.parseLong(written[1])))
                : Optional.empty();
    }

    private void started(ProcessHandle process) {
        RunLock.Child child = RunLock.Child.of(process);
        Path file = own.path().resolve(PROCESS);
        try {
            Files.writeString(file, child.pid() + " " + child.start());
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** The version of what is compiled now: with copies in the place of folders; jars stay where they are. */
    VersionCommand version(Context context, MainClass main) {
        Path folder = own.path().resolve(String.valueOf(++last));
        List<Path> copied = new ArrayList<>();
        for (Path entry : main.module().runtime()) {
            Path copy = folder.resolve(String.valueOf(copied.size()));
            copied.add(Files.isDirectory(entry) ? copy : entry);
            if (Files.isDirectory(entry)) copy(entry, copy);
        }
        return new VersionCommand(context.with(context.runner().notifying(this::started)), main, folder, copied);
    }

    private static void copy(Path from, Path to) {
        try {
            FileTree.visit(from, folder -> false, (path, attributes) -> {
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
            Path folder = own.path().resolve(String.valueOf(number));
            if (needed.stream().noneMatch(version -> version.folder().equals(folder)))
                new ProcessFolder(folder).close();
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
