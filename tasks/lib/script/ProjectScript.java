//JAVA 17+

package lib.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.base.FileFingerprints;
import lib.environment.Context;
import lib.process.ProcessRunner;

/** A JBang script of the project's own: it is built before it runs, and runs with the environment exported. */
public class ProjectScript {

    /** Runs a script on our own terminal, and returns its exit code. */
    public static int run(Context context, Path file, List<String> arguments, Map<String, String> more) {
        if (!context.dryRun()) build(context, file);
        List<String> options = new ArrayList<>(ScriptLauncher.library(context.project()));
        if (context.console().quiet()) options.add("--quiet");
        List<String> argv = ScriptLauncher.argv(context.project(), options, file.toString(), arguments);
        return context.runner()
                .attached(context.command(argv)
                        .with(Map.of(Context.EXPORTED, context.environment().name))
                        .with(more));
    }

    /** Builds a script that is new or has changed, so that what is wrong with it is not lost among what it says. */
    public static void build(Context context, Path file) {
        String name = context.project().show(file);
        Path stamp = context.project().state("built-" + file.getFileName());
        if (FileFingerprints.changed(stamp).isEmpty()) return;
        context.console().info("Building " + name + " ...");
        List<String> argv = new ArrayList<>(ScriptLauncher.launcher(context.project()));
        argv.add("build");
        argv.addAll(ScriptLauncher.library(context.project()));
        argv.add(file.toString());
        ProcessRunner.Output built = context.runner().captured(context.command(argv));
        if (built.code() != 0)
            throw ExitException.workFailed(name + " cannot be built", (built.out() + built.err()).strip());
        try {
            FileFingerprints.write(stamp, List.of(file));
        } catch (IOException e) {
            throw ExitException.cannotWrite(stamp, e);
        }
    }
}
