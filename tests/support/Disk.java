//JAVA 17+
//DEPS com.google.jimfs:jimfs:1.3.1

package support;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory with the rules of a system for names and paths. */
public enum Disk {
    LINUX(Configuration.unix()),
    MACOS(Configuration.osX()),
    WINDOWS(Configuration.windows());

    private final Configuration rules;

    Disk(Configuration rules) {
        this.rules = rules;
    }

    /** An empty one, to be closed. */
    public FileSystem open() {
        return Jimfs.newFileSystem(rules);
    }

    /** A directory on it, with a name that few programs expect. */
    public static Path directory(FileSystem disk) throws IOException {
        return Files.createDirectories(
                disk.getRootDirectories().iterator().next().resolve("my work/é"));
    }

    /** Writes a file, and the directories above it. */
    public static Path write(Path directory, String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A relative path as this system shows it. */
    public String shown(String path) {
        return this == WINDOWS ? path.replace('/', '\\') : path;
    }
}
