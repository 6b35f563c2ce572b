//JAVA 17+

package lib.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help COMMAND}, the same as {@code COMMAND --help}. */
@Command(name = HelpCommand.NAME, description = "Show what a command does, and its options.")
class HelpCommand extends Task {

    static final String NAME = "help";

    @Parameters(paramLabel = "COMMAND", description = "The command, with its subcommand.")
    List<String> command = new ArrayList<>();

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(command);
        words.add("--help");
        return spec.parent().commandLine().execute(words.toArray(String[]::new));
    }
}
