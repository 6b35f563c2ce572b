//JAVA 17+

package lib.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Variables that compose itself reads from the environment. */
class ComposeVariables {

    /**
     * A list of compose's own in the form that compose reads; its files so that they are found from every directory.
     */
    static Environment.Variable settled(Environment.Variable variable, Path root, Supplier<String> pathSeparator) {
        return switch (variable.name()) {
            case "COMPOSE_FILE" ->
                joined(
                        variable,
                        pathSeparator.get(),
                        file -> root.resolve(file).normalize().toString());
            case "COMPOSE_PROFILES" -> joined(variable, ",", UnaryOperator.identity());
            default -> variable;
        };
    }

    private static Environment.Variable joined(
            Environment.Variable variable, String between, UnaryOperator<String> change) {
        String all = variable.values().stream()
                .flatMap(value -> Stream.of(value.split(Pattern.quote(between))))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(change)
                .collect(Collectors.joining(between));
        return new Environment.Variable(variable.name(), List.of(all), false, variable.origin(), variable.secret());
    }
}
