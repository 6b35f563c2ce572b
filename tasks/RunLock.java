//JAVA 17+
//SOURCES Context.java

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Keeps two test runs of one checkout apart. The operating system frees the lock of a process that died, and what
 * stands in the file then tells the next run that there is something to clean up.
 */
public class RunLock implements AutoCloseable {

    /** Far behind the text: where locks are mandatory, a locked place cannot be read by others. */
    private static final long PLACE = 1L << 40;

    private final Path file;
    private final FileChannel channel;
    /** The engine of a run that did not come to its end; empty when there was none. */
    public final String leftBy;

    private RunLock(Path file, FileChannel channel, String leftBy) {
        this.file = file;
        this.channel = channel;
        this.leftBy = leftBy;
    }

    /** @throws Stop when another run holds it, with who and since when */
    public static RunLock take(Context context) {
        Path file = context.project().state(context.environment().name + ".run");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(PLACE, 1, false);
            // through the same channel: closing another one of this file would free the lock
            ByteBuffer text = ByteBuffer.allocate(200);
            channel.read(text, 0);
            String[] holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip().split(" ");
            if (lock != null) return new RunLock(file, channel, holder[0]);
            channel.close();
            String who = holder.length < 3 ? "another process" : "process " + holder[1] + ", since " + holder[2];
            throw Stop.machineLacks("a test run of this checkout is under way: " + who, "Wait for its end, or run the tests in another checkout.");
        } catch (IOException e) {
            throw Stop.cannotWrite(file, e);
        }
    }

    /** Says who holds it, and with which engine. */
    public void begin(String engine) {
        write(engine + " " + ProcessHandle.current().pid() + " " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n");
    }

    /** Everything that the run made is gone. */
    public void end() {
        write("");
    }

    private void write(String text) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw Stop.cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the lock ends with the process
        }
    }
}
