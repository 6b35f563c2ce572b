//JAVA 17+

package lib.process;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.ExitException;

/** What there is to say where a program could not be started, or followed to its end. */
class ProcessFailure {

    /** As Java up to 17, zt-exec, and newer Java write the number of the system's error. */
    private static final Pattern NUMBER = Pattern.compile("(?i)\\berror(?:=|: )(\\d+)\\b");

    private static final Set<String> TOO_LARGE = Set.of("7", "206");
    private static final String NOT_FOUND = "2";

    static ExitException notFollowed(ProcessSpec command, ExecutionException e) {
        return ExitException.machineLacks(
                        command.argv().get(0) + ": its output could not be read to" + " the end", "Try again.")
                .because(e.getCause());
    }

    /** The cause is left out: zt-exec puts the child's whole environment, passwords too, into its message. */
    static ExitException cannotStart(ProcessSpec command, IOException e) {
        String program = command.argv().get(0);
        String number = number(e);
        if (TOO_LARGE.contains(number))
            return ExitException.machineLacks(
                    program + " cannot be started: its arguments and its environment are too large for this system",
                    "The largest are: " + largest(command) + ". Unset what is not needed, or put it into a file.");
        return ExitException.machineLacks(
                number.equals(NOT_FOUND) ? program + " was not found" : program + " cannot be started",
                "Install " + program + ", or put it on the PATH.");
    }

    /** Of the error or of its cause, as zt-exec keeps only the older form in its own message. */
    private static String number(Throwable error) {
        if (error == null) return "";
        // the last one: the environment may stand before it
        String number = NUMBER.matcher(String.valueOf(error.getMessage()))
                .results()
                .map(found -> found.group(1))
                .reduce("", (before, last) -> last);
        return number.isEmpty() ? number(error.getCause()) : number;
    }

    /** The names of what takes the most space. */
    private static String largest(ProcessSpec command) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(command.environment());
        all.values().removeIf(Objects::isNull);
        return all.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().length()))
                .limit(3)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }
}
