//JAVA 17+

package lib.completion;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Candidates that depend on the project around the directory where the key is pressed: in the model they are arrays of
 * the script that completes, which fills them then.
 */
class ProjectCandidates {

    /** @param line the root command, which gets a project's own tasks as a first argument */
    static void addTo(CommandLine line) {
        addToArguments(line);
        line.getCommandSpec()
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("TASK")
                        .arity("0..1")
                        .index("0..*")
                        .completionCandidates(elements("tasks"))
                        .build());
    }

    private static void addToArguments(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        for (ArgSpec argument : List.copyOf(command.args())) {
            String array = array(command, argument);
            if (array == null) continue;
            command.remove(argument);
            List<String> candidates = elements(array);
            if (argument instanceof OptionSpec option) {
                command.add(option.toBuilder().completionCandidates(candidates).build());
            } else if (argument instanceof PositionalParamSpec parameter) {
                command.add(
                        parameter.toBuilder().completionCandidates(candidates).build());
            }
        }
        line.getSubcommands().values().forEach(ProjectCandidates::addToArguments);
    }

    /** The script's array with what an argument may be; null where that does not depend on the directory. */
    private static String array(CommandSpec command, ArgSpec argument) {
        if (argument instanceof OptionSpec option)
            return switch (option.longestName()) {
                case "--config" -> "environments";
                case "--database" -> "databases";
                default -> null;
            };
        if (command.name().equals("test")) return "tests";
        CommandSpec parent = command.parent();
        boolean scenario = parent != null
                && parent.name().equals("scenario")
                && argument.paramLabel().equals("NAME");
        return scenario ? "scenarios" : null;
    }

    /** picocli writes a candidate between double quotes. */
    private static List<String> elements(String array) {
        return List.of("${" + array + "[@]}");
    }
}
