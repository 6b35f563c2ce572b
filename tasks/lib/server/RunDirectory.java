//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.ProcessDirectory;
import lib.environment.Project;
import lib.process.ProcessRunner;

/**
 * A directory in .manage/ of an application that runs in the foreground. What a run that was killed has left, its
 * directory and its application, is removed when the next one begins.
 */
public class RunDirectory implements AutoCloseable {

    private static final String PREFIX = "run-";
    /** The file with the process of the application: its number, and when it began. */
    private static final String PROCESS = "process";

    private final ProcessDirectory own;

    private RunDirectory(ProcessDirectory own) {
        this.own = own;
    }

    public static RunDirectory make(Project project) {
        return new RunDirectory(ProcessDirectory.make(project, PREFIX, RunDirectory::stopLeft));
    }

    private static void stopLeft(Path directory) {
        try {
            left(directory.resolve(PROCESS)).flatMap(RunLock.Child::process).ifPresent(ProcessRunner.Real::stop);
        } catch (IOException e) {
            throw ExitException.cannotRead(directory.toString(), e);
        }
    }

    private static Optional<RunLock.Child> left(Path file) throws IOException {
        String[] written = Files.exists(file) ? Files.readString(file).split(" ") : new String[0];
        // a run that is killed may be halfway
        return written.length == 2 && Stream.of(written).allMatch(number -> number.matches("\\d{1,18}"))
                ? Optional.of(new RunLock.Child(Long.parseLong(written[0]), Long.parseLong(written[1])))
                : Optional.empty();
    }

    public Path path() {
        return own.path();
    }

    /** Writes down the process of the application. */
    public void started(ProcessHandle process) {
        RunLock.Child child = RunLock.Child.of(process);
        Path file = own.path().resolve(PROCESS);
        try {
            Files.writeString(file, child.pid() + " " + child.start());
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
