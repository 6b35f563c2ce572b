//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import lib.base.ExitException;
import lib.base.PrivateFiles;
import lib.environment.Context;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;

/** The secret files of an environment, there for as long as containers of its run. */
public class ContainerSecrets {

    private static final Set<String> USED = Set.of("running", "restarting", "paused");

    private final Context context;
    private final ComposeCommands compose;

    public ContainerSecrets(Context context, ComposeCommands compose) {
        this.context = context;
        this.compose = compose;
    }

    /** Writes them for containers that are to start; they are not removed before it is closed. */
    public Hold write() {
        Hold hold = context.dryRun() ? new Hold(null) : new Hold(channel());
        hold.lock(true);
        SecretFiles.write(context);
        return hold;
    }

    /** Removes them where no container runs that could read them, and nobody is about to start one. */
    public boolean removeUnused() {
        if (context.dryRun() || !SecretFiles.exist(context)) return false;
        try (Hold hold = new Hold(channel())) {
            if (!hold.lock(false) || used()) return false;
            SecretFiles.delete(context);
            return true;
        }
    }

    /** Whether they are there, and no container runs that could read them. */
    public boolean unused() {
        return SecretFiles.exist(context) && !used();
    }

    private boolean used() {
        ProcessRunner.Output output = context.runner().captured(context.command(compose.containers()));
        return output.code() != 0
                || ComposeModel.containers(output.out()).stream()
                        .anyMatch(container -> USED.stream().anyMatch(container::has));
    }

    private FileChannel channel() {
        Path file = context.project().state("secrets", context.environment().name + ".lock");
        try {
            PrivateFiles.directory(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** Keeps secret files while it is open, or keeps others from writing them. */
    public static class Hold implements AutoCloseable {

        private final FileChannel channel;

        private Hold(FileChannel channel) {
            this.channel = channel;
        }

        private boolean lock(boolean shared) {
            if (channel == null) return true;
            try {
                FileLock lock = shared ? channel.lock(0, Long.MAX_VALUE, true) : channel.tryLock();
                return lock != null;
            } catch (IOException noLocksHere) {
                return shared;
            }
        }

        @Override
        public void close() {
            try {
                if (channel != null) channel.close();
            } catch (IOException e) {
                throw ExitException.workFailed("a lock cannot be released: " + e.getMessage(), "Try again.");
            }
        }
    }
}
