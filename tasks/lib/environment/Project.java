//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import lib.base.ExitException;
import lib.base.PrivateFiles;

/** The repository that a command works on: the nearest directory, from here up, that manage.java was copied into. */
public record Project(Path root) {

    /** Finds the project that a directory belongs to. */
    public static Project around(Path directory) {
        for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("manage.java"))
                    || Files.isDirectory(at.resolve("config")) && Files.isDirectory(at.resolve("docker"))) {
                return new Project(at);
            }
        }
        throw ExitException.wrongInput(
                "no project here: neither " + directory.toAbsolutePath()
                        + " nor a directory above it has a manage.java," + " or config and docker",
                "Change to your repository; if it has none of these yet, run init in it.");
    }

    public Path configFile(String environment) {
        return root.resolve("config").resolve(environment + ".json");
    }

    public Path composeFile(String environment) {
        return root.resolve("docker").resolve(environment + ".yml");
    }

    /** The environments that have a file under config/, sorted. */
    public List<String> environments() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve("config"))) {
            return StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException noDirectory) {
            return List.of();
        }
    }

    /**
     * A path under .manage/, where this program keeps its own files; neither version control nor other users look into
     * it.
     */
    public Path state(String... names) {
        Path directory = root.resolve(".manage");
        try {
            Path ignore = directory.resolve(".gitignore");
            if (!Files.exists(ignore))
                Files.writeString(PrivateFiles.directory(directory).resolve(".gitignore"), "*\n");
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
        return directory.getFileSystem().getPath(directory.toString(), names);
    }

    /** A directory of this user for what is made or fetched once for all projects. */
    public static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        if (cache == null && !home.isAbsolute()) {
            throw ExitException.machineLacks(
                    "Java finds no home directory for this user, which has no entry in /etc/passwd",
                    "Name one: export JDK_JAVA_OPTIONS=-Duser.home=/path/to/directory");
        }
        return (cache != null ? Path.of(cache) : home.resolve(".cache")).resolve("manage.java");
    }

    /** A path as a reader of messages wants it: relative to the project where it lies inside. */
    public String show(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }
}
