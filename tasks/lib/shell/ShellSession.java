//JAVA 17+

package lib.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import jdk.jshell.tool.JavaShellToolBuilder;

/** JShell with its history in a file. It is a program, as the JVM that it starts gets the variables of its own. */
public class ShellSession {

    /** @param arguments the file, then what jshell takes */
    public static void main(String... arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Map<String, String> kept = new HashMap<>(read(file));
        int code = JavaShellToolBuilder.builder()
                .persistence(kept)
                .start(Arrays.copyOfRange(arguments, 1, arguments.length));
        Properties history = new Properties();
        history.putAll(kept);
        try (OutputStream out = Files.newOutputStream(file)) {
            history.store(out, null);
        }
        System.exit(code);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties history = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                history.load(in);
            }
        }
        Map<String, String> kept = new HashMap<>();
        history.forEach((name, value) -> kept.put(name.toString(), value.toString()));
        return kept;
    }
}
