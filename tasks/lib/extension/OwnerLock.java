//JAVA 17+

package lib.extension;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Paths;

/** The lock in the state file that the process which started us holds as long as it lives. */
final class OwnerLock {

    private static final long PLACE = 1L << 40;

    private OwnerLock() {}

    /** Whether that process is dead; the system has freed its lock then. */
    static boolean isFree() throws IOException {
        String state = System.getenv("MANAGE_STATE");
        if (state == null || !Files.exists(Paths.get(state))) return true;
        try (RandomAccessFile file = new RandomAccessFile(state, "rw");
                FileLock lock = file.getChannel().tryLock(PLACE, 1, false)) {
            return lock != null;
        }
    }
}
