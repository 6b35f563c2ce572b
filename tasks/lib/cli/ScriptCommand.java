//JAVA 17+

package lib.cli;

import java.nio.file.Path;
import java.util.*;
import lib.base.Console;
import lib.base.SignalHandling;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;

/** A command that is another script, which gets every argument as it stands. */
@picocli.CommandLine.Command
public class ScriptCommand extends Task implements Cli.PassThrough {

    public final String script;
    final boolean ours;
    public final List<String> first;

    @picocli.CommandLine.Parameters(paramLabel = "ARGS", description = "What the script takes.")
    List<String> arguments = new ArrayList<>();

    /**
     * @param ours it takes the global options too
     * @param first arguments before those of the user
     */
    public ScriptCommand(String script, boolean ours, String... first) {
        this.script = script;
        this.ours = ours;
        this.first = List.of(first);
    }

    @Override
    public Integer call() {
        if (!ours) return ScriptLauncher.run(context(), List.of(), script, arguments);
        // a script of ours knows itself what a dry run is, and which environment it takes; another one's variables
        // would win over its file
        GlobalOptions own = GlobalOptions.of(spec);
        Project project = Project.around(Path.of(""));
        List<String> all = new ArrayList<>(own.arguments());
        all.addAll(first);
        all.addAll(arguments);
        ProcessRunner runner =
                new ProcessRunner.Real(new Console(System.err, own.quiet, own.verbose)).telling(SignalHandling::passOn);
        return runner.attached(
                new ProcessSpec(ScriptLauncher.argv(project, List.of(), script, all), project.root(), Map.of()));
    }
}
