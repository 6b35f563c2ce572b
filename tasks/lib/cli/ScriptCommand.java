//JAVA 17+

package lib.cli;

import java.util.*;
import lib.base.Console;
import lib.base.SignalHandling;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;

/** A command of ours that is a script of its own: it gets every argument as it stands. */
@picocli.CommandLine.Command
public class ScriptCommand extends Task implements Cli.PassThrough {

    public final String script;
    public final List<String> first;

    @picocli.CommandLine.Parameters(paramLabel = "ARGS", description = "What the script takes.")
    List<String> arguments = new ArrayList<>();

    /** @param first arguments before those of the user */
    public ScriptCommand(String script, String... first) {
        this.script = script;
        this.first = List.of(first);
    }

    @Override
    public Integer call() {
        // it reads the environment itself: variables exported for another one would win over its file
        GlobalOptions own = GlobalOptions.of(spec);
        Project project = CommandRegistry.project();
        List<String> all = new ArrayList<>(own.arguments());
        all.addAll(first);
        all.addAll(arguments);
        ProcessRunner runner = new ProcessRunner.Real(new Console(System.err, own.quiet, own.verbose))
                .notifying(SignalHandling::passOn);
        return runner.attached(
                new ProcessSpec(ScriptLauncher.argv(project, List.of(), script, all), project.root(), Map.of()));
    }
}
