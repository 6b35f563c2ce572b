//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JBang, which these tests start as jbang.java does. */
public final class JbangInstallation {

    private JbangInstallation() {}

    /** Where it keeps what it has built and fetched; JBang itself too, in jbang-cli. */
    public static Path cache() {
        Path home = Path.of(System.getProperty("user.home"), ".jbang");
        String directory = System.getenv().getOrDefault("JBANG_DIR", home.toString());
        return Path.of(System.getenv()
                .getOrDefault("JBANG_CACHE_DIR", Path.of(directory, "cache").toString()));
    }

    /** Writes a program {@code jbang} into a directory for the PATH, as whoever has installed it has one. */
    public static void writeProgram(Path directory) throws IOException {
        Path program = Files.createDirectories(directory).resolve("jbang");
        Files.writeString(program, "#!/bin/sh\nexec " + String.join(" ", Workspace.argv("\"$@\"")) + "\n");
        if (!program.toFile().setExecutable(true)) throw new IOException(program + " cannot be made executable");
    }
}
