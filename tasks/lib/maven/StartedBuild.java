//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.ProcessFolder;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** Maven that has started, and waits to compile. */
public class StartedBuild implements AutoCloseable {

    /** The place of the lock in which the extension finds whether we are alive. */
    private static final long PLACE = 1L << 40;

    private final ProcessFolder folder;
    private final RandomAccessFile lock;
    private final ProcessRunner.Background maven;

    private StartedBuild(ProcessFolder folder, RandomAccessFile lock, ProcessRunner.Background maven) {
        this.folder = folder;
        this.lock = lock;
        this.maven = maven;
    }

    static Path lock(Path folder) {
        return folder.resolve("waits");
    }

    static StartedBuild of(Context context, ProcessFolder folder, ProcessSpec command) {
        Path file = lock(folder.path());
        try {
            RandomAccessFile lock = new RandomAccessFile(file.toFile(), "rw");
            // the system frees it when we are killed
            if (lock.getChannel().tryLock(PLACE, 1, false) == null) throw new IOException("it is locked");
            // what Maven says is no result of ours
            return new StartedBuild(
                    folder,
                    lock,
                    context.runner().background(command, context.console().out()::println));
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** Whether it is still there to be told. */
    public boolean waits() {
        return maven.alive();
    }

    /** Lets Maven compile. The modules with code, in the order in which they were built; empty where it failed. */
    public Optional<List<BuiltModule>> finish() {
        Path go = folder.path().resolve("go");
        try {
            Files.createFile(go);
        } catch (IOException e) {
            throw ExitException.cannotWrite(go, e);
        }
        if (maven.code() != 0) return Optional.empty();
        List<BuiltModule> modules = new ArrayList<>();
        for (int number = 1; Files.exists(file(number)); number++) modules.add(BuiltModule.read(file(number)));
        return Optional.of(modules);
    }

    private Path file(int number) {
        return folder.path().resolve(number + ".properties");
    }

    /** Ends Maven, where it has not ended. */
    @Override
    public void close() {
        if (maven.alive()) maven.stop();
        try {
            lock.close();
        } catch (IOException e) {
            // it ends with us
        }
        folder.close();
    }
}
