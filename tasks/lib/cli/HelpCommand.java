//JAVA 17+

package lib.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code help COMMAND}, the same as {@code COMMAND --help}. */
@Command(name = HelpCommand.NAME, description = "Show what a command does, and its options.")
class HelpCommand extends Task {

    static final String NAME = "help";

    @Parameters(paramLabel = "COMMAND", description = "The command, with its subcommand.")
    List<String> command = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine root = spec.parent().commandLine();
        CommandLine named = root;
        for (String word : command) {
            // a script has commands of its own
            if (named.getSubcommands().isEmpty()) break;
            CommandLine next = named.getSubcommands().get(word);
            if (next == null) throw new UnmatchedArgumentException(named, List.of(word));
            named = next;
        }
        List<String> words = new ArrayList<>(command);
        words.add("--help");
        return root.execute(words.toArray(String[]::new));
    }
}
