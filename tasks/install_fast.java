///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import lib.base.Console;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.LauncherPreparation;
import lib.cli.PreparedLauncher;
import lib.cli.Task;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.script.TypedCommand;
import picocli.CommandLine;

@CommandLine.Command(
        name = "install-fast",
        description = "Prepare .manage/fast: then \"java @.manage/fast COMMAND\" runs a command without the"
                + " time that JBang takes to start.",
        footer = {"", "After a change to a script, the next call prepares it again."})
public class install_fast extends Task.WithOptions {

    @Override
    public Integer call() {
        if (install_fast.class.getResource("/manage.class") == null)
            throw ExitException.wrongInput(
                    "install-fast is a command of manage.java", "Run: jbang manage.java install-fast");
        Project project = Project.around(Path.of(""));
        if (project.root().toString().contains(File.pathSeparator)) {
            throw ExitException.wrongInput(
                    "a class path cannot contain " + File.pathSeparator + " in a directory's name: " + project.root(),
                    "Run the commands with JBang here: jbang manage.java COMMAND");
        }
        GlobalOptions options = GlobalOptions.of(spec);
        Console console = new Console(System.err, options.quiet, options.verbose);
        Path file = project.state(PreparedLauncher.FILE);
        try {
            if (options.dryRun) {
                LauncherPreparation.print(project);
                return 0;
            }
            LauncherPreparation.write(project, file, new ProcessRunner.Real(console));
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        String slow = String.join(" ", TypedCommand.words(project, project.root()));
        console.info("Ready: java @" + project.show(file) + " COMMAND does what " + slow
                + " COMMAND does; from a directory below, java @../" + project.show(file) + ".");
        return 0;
    }

    public static void main(String... args) {
        Cli.main(new install_fast(), args);
    }
}
