//JAVA 17+
//SOURCES ComposeFiles.java Context.java Running.java

import java.util.Locale;
import java.util.Set;

/** Environments in which nothing is destroyed without a yes. */
public class Protection {

    private static final Set<String> NAMES = Set.of("production", "prod", "live", "staging");

    /** As MANAGE_PROTECTED says; else by name, and where the database's server is one that nothing here starts. */
    public static boolean of(Context context) {
        Environment environment = context.environment();
        return environment.flag("MANAGE_PROTECTED").orElseGet(() -> NAMES.contains(environment.name.toLowerCase(Locale.ROOT)) || !startedHere(context));
    }

    private static boolean startedHere(Context context) {
        return ComposeFiles.of(context).hasDatabase() || Running.answers(context).isPresent();
    }

    /** What is asked, or told where nobody can be asked. */
    public static String warning(Context context, String what) {
        return "this is " + context.environment().name + ", a protected environment, and " + what;
    }
}
