//JAVA 17+
//SOURCES Task.java ScriptLauncher.java

import java.nio.file.Path;
import java.util.*;

/** A command that is another script, which gets every argument as it stands. */
@picocli.CommandLine.Command
public class ScriptCommand extends Task implements Cli.PassThrough {

    final String script;
    final boolean ours;
    final List<String> first;

    @picocli.CommandLine.Parameters(paramLabel = "ARGS", description = "What the script takes.")
    List<String> arguments = new ArrayList<>();

    /**
     * @param ours  it takes the global options too
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
        // a script of ours knows itself what a dry run is, and which environment it takes; another one's variables would win over its file
        Options own = Options.of(spec);
        Project project = Project.around(Path.of(""));
        List<String> all = new ArrayList<>(own.arguments());
        all.addAll(first);
        all.addAll(arguments);
        Runner runner = new Runner.Real(new Talk(System.err, own.quiet, own.verbose)).telling(Interrupts::passOn);
        return runner.attached(new Command(ScriptLauncher.argv(project, List.of(), script, all), project.root(), Map.of()));
    }
}
