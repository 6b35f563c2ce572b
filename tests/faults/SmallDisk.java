//JAVA 17+

package faults;

import java.io.IOException;
import java.nio.file.*;

/** A file system in the place of .manage, which only root can make. */
class SmallDisk {

    /**
     * Tries something while .manage is on such a file system.
     *
     * @param options of mount
     * @param full fill it first
     */
    static String with(FaultRun run, String options, boolean full, OddServer.Trial trial) throws Exception {
        Path directory = Files.createDirectories(run.here.directory.resolve(".manage"));
        if (mount("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()) != 0)
            throw new AssertionError("only root can try this");
        try {
            if (full) fill(directory);
            return trial.seen();
        } finally {
            mount("umount", directory.toString());
        }
    }

    private static int mount(String... argv) throws Exception {
        return new ProcessBuilder(argv).redirectErrorStream(true).start().waitFor();
    }

    private static void fill(Path directory) {
        try {
            Files.writeString(directory.resolve(".gitignore"), "*\n");
            Files.write(directory.resolve("filler"), new byte[1 << 16]);
        } catch (IOException diskFull) {
            // as it should be
        }
    }
}
