//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** Shows a file in the user's browser. */
public class Browser {

    /** How long a program that fails to open it has to say so. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Opens a file; where that cannot be done, says so, with the file's path. */
    public static void open(Context context, Path file) {
        open(
                context,
                argv(
                        System.getProperty("os.name"),
                        System.getenv(),
                        program -> ProcessRunner.onPath(program) != null,
                        file.toAbsolutePath()),
                file);
    }

    static void open(Context context, List<String> argv, Path file) {
        String reason = "there is no browser to open here";
        if (!argv.isEmpty()) {
            try {
                // it has no use for the passwords of the environment
                if (context.runner()
                                .launched(
                                        new ProcessSpec(argv, context.project().root(), Map.of()).within(PATIENCE))
                        == 0) return;
                reason = argv.get(0) + " could not open a browser";
            } catch (ExitException stop) {
                if (stop.code == ExitException.INTERRUPTED) throw stop;
                reason = stop.getMessage();
            }
        }
        context.console().warn(reason + "; the file is " + file.toAbsolutePath());
    }

    /**
     * The command line that opens a file.
     *
     * @param system what Java calls the operating system
     * @param variables of this process
     * @param installed whether a program is on the PATH
     * @return empty where there is no program for it, or no display
     */
    static List<String> argv(String system, Map<String, String> variables, Predicate<String> installed, Path file) {
        // as an address it has no blanks, which rundll32 would read in its own way
        if (system.startsWith("Windows"))
            return List.of(
                    "rundll32", "url.dll,FileProtocolHandler", file.toUri().toString());
        if (system.startsWith("Mac")) return List.of("open", file.toString());
        // wslview is only there where Linux runs inside Windows, which has a browser without a display
        if (installed.test("wslview")) return List.of("wslview", file.toString());
        boolean display = Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                .anyMatch(name -> !variables.getOrDefault(name, "").isEmpty());
        return display && installed.test("xdg-open") ? List.of("xdg-open", file.toString()) : List.of();
    }
}
