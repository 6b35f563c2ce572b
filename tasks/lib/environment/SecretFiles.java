//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import lib.base.ExitException;
import lib.base.PrivateFiles;

/**
 * The secrets of an environment as files, for compose: a container that cannot write takes a secret from a file alone.
 * They lie in a directory that only its owner can enter; in there, any user of a container can read the one it is
 * given.
 */
public class SecretFiles {

    /** The same context, in which {@code NAME_FILE} is where the file of the secret NAME is, once it is written. */
    public static Context named(Context context) {
        Map<String, String> files = new LinkedHashMap<>();
        context.environment()
                .secrets()
                .forEach(name -> files.put(name + "_FILE", file(context, name).toString()));
        return files.isEmpty() ? context : context.with(context.environment().with(files));
    }

    /** Writes them; a file that is there keeps its identity, because containers have it open. */
    public static void write(Context context) {
        if (context.dryRun()) return;
        for (String name : context.environment().secrets()) {
            Path file = file(context, name);
            try {
                PrivateFiles.directory(file.getParent());
                PrivateFiles.writeReadable(
                        file, context.environment().secret(name).reveal());
            } catch (IOException e) {
                throw ExitException.cannotWrite(file, e);
            }
        }
    }

    /** Writes a file that has values of secrets in it, for its owner alone. */
    public static void writeOwn(Path file, String text) {
        try {
            Files.writeString(PrivateFiles.create(file), text);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** Whether one of them is there. */
    public static boolean exist(Context context) {
        return context.environment().secrets().stream().anyMatch(name -> Files.exists(file(context, name)));
    }

    public static void delete(Context context) {
        if (!context.dryRun())
            context.environment()
                    .secrets()
                    .forEach(name -> file(context, name).toFile().delete());
    }

    private static Path file(Context context, String name) {
        return (context.dryRun()
                        ? context.project().root().resolve(".manage")
                        : context.project().state())
                .resolve("secrets")
                .resolve(context.environment().name)
                .resolve(name);
    }
}
