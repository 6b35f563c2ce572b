//JAVA 17+

package lib.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import lib.server.ServerAddressFile;

/** Environments in which nothing is destroyed without a yes. */
public class Protection {

    private static final String VARIABLE = "MANAGE_PROTECTED";
    private static final Set<String> NAMES = Set.of("production", "prod", "live", "staging");
    /** What is between two words: of prod-eu, live2, shopProd, EUProd. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    /** What somebody means by it. */
    private static final Pattern MISSPELLED = Pattern.compile("(?i)manage_?protect\\w*");

    /** As MANAGE_PROTECTED says; else by name, and where the database's server is one that nothing here starts. */
    public static boolean of(Context context) {
        return ofContainers(context.environment()).orElseGet(() -> !ServerAddressFile.startedHere(context));
    }

    /**
     * The same for what works with the containers of an environment, wherever its database is; empty where neither the
     * variable nor the name tells. What the file protects, no exported variable lays open; a file that is a link goes
     * by both names.
     */
    public static Optional<Boolean> ofContainers(Environment environment) {
        requireSpelled(environment);
        Optional<Boolean> reported =
                environment.writtenFlag(VARIABLE).filter(on -> on).or(() -> environment.flag(VARIABLE));
        if (reported.isPresent()) return reported;
        boolean named = Stream.of(environment.name, environment.realName())
                .flatMap(BETWEEN_WORDS::splitAsStream)
                .anyMatch(word -> NAMES.contains(word.toLowerCase(Locale.ROOT)));
        return named ? Optional.of(true) : Optional.empty();
    }

    /** Variables may have any name, but with almost this one a file would protect nothing. */
    private static void requireSpelled(Environment environment) {
        environment.variables().stream()
                .map(Environment.Variable::name)
                .filter(name -> MISSPELLED.matcher(name).matches() && !name.equals(VARIABLE))
                .findFirst()
                .ifPresent(name -> {
                    throw ExitException.wrongInput(
                            "config/" + environment.name + ".json has " + name + ", which has no effect",
                            "Write it as " + VARIABLE + ".");
                });
    }

    /** What is asked, or told where nobody can be asked. */
    public static String warning(Context context, String what) {
        return "this is " + context.environment().name + ", a protected environment, and " + what;
    }
}
