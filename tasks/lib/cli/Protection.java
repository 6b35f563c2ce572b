//JAVA 17+

package lib.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lib.environment.Context;
import lib.environment.Environment;
import lib.server.ServerAddressFile;

/** Environments in which nothing is destroyed without a yes. */
public class Protection {

    private static final String VARIABLE = "MANAGE_PROTECTED";
    private static final Set<String> NAMES = Set.of("production", "prod", "live", "staging");

    /** As MANAGE_PROTECTED says; else by name, and where the database's server is one that nothing here starts. */
    public static boolean of(Context context) {
        return ofContainers(context.environment()).orElseGet(() -> !ServerAddressFile.startedHere(context));
    }

    /**
     * The same for what works with the containers of an environment, wherever its database is; empty where neither the
     * variable nor the name tells. What the file protects, no exported variable lays open.
     */
    public static Optional<Boolean> ofContainers(Environment environment) {
        boolean written =
                environment.written(VARIABLE).filter(List.of("true")::equals).isPresent();
        Optional<Boolean> reported = written ? Optional.of(true) : environment.flag(VARIABLE);
        if (reported.isPresent()) return reported;
        // prod-eu and live2 are too
        boolean named = Arrays.stream(environment.name.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .anyMatch(NAMES::contains);
        return named ? Optional.of(true) : Optional.empty();
    }

    /** What is asked, or told where nobody can be asked. */
    public static String warning(Context context, String what) {
        return "this is " + context.environment().name + ", a protected environment, and " + what;
    }
}
