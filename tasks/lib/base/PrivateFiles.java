//JAVA 17+

package lib.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that their owner alone can read, where the file system has permissions. */
public class PrivateFiles {

    /** Makes a directory, or closes one that is there. */
    public static Path directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (knowsPermissions(directory))
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }

    /** An empty file in the place of what is there: who has that open does not see what is written now. */
    public static Path create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return knowsPermissions(file)
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }

    /** Writes a file in a closed directory, whose users are let in by other ways. */
    public static void writeReadable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (knowsPermissions(file)) Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static boolean knowsPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
