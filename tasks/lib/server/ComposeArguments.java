//JAVA 17+

package lib.server;

import java.util.List;
import java.util.Set;

/** What the arguments of docker compose ask for, as far as that is certain. */
public class ComposeArguments {

    /** They change neither containers nor volumes, whatever their options. */
    private static final Set<String> HARMLESS = Set.of(
            "config", "events", "help", "images", "logs", "ls", "port", "ps", "stats", "top", "version", "volumes");

    private static final Set<String> ALONE = Set.of("-h", "--help", "-v", "--version");
    private static final Set<String> WITH_VALUE = Set.of(
            "--ansi",
            "--env-file",
            "-f",
            "--file",
            "--parallel",
            "--profile",
            "--progress",
            "--project-directory",
            "-p",
            "--project-name");
    private static final Set<String> WITHOUT_VALUE = Set.of("--all-resources", "--compatibility", "--verbose");

    /** Whether they certainly destroy nothing; what is not known here may. */
    public static boolean harmless(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() == 1 && ALONE.contains(arguments.get(0))) return true;
        int i = 0;
        while (i < arguments.size() && arguments.get(i).startsWith("-")) {
            String option = arguments.get(i);
            int equals = option.indexOf('=');
            // compose finds its command by another rule than the values of its options: it skips what looks like an
            // option
            boolean valued = WITH_VALUE.contains(option)
                    && i + 1 < arguments.size()
                    && !arguments.get(i + 1).startsWith("-");
            if (valued) i += 2;
            else if (WITHOUT_VALUE.contains(option)
                    || option.startsWith("--") && equals > 0 && WITH_VALUE.contains(option.substring(0, equals))) i++;
            else return false;
        }
        return i < arguments.size() && HARMLESS.contains(arguments.get(i));
    }
}
