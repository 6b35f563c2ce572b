///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Print a script that completes commands, options, environments, scenarios and your own tasks; bash or zsh.
//SOURCES ../manage.java lib/completion/*.java

import java.nio.file.Path;
import lib.cli.Cli;
import lib.cli.Task;
import lib.completion.CommandModel;
import lib.completion.CompletionScript;
import lib.environment.Project;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "completion",
        description = "Print a script that completes commands, options, environments, scenarios and your own tasks.",
        footer = {
            "",
            "Once: manage.java completion bash > ~/.manage-completion",
            "In ~/.bashrc: . ~/.manage-completion",
            "For zsh: the same with zsh in place of bash, and in ~/.zshrc."
        })
public class completion extends Task.WithOptions {

    @Parameters(paramLabel = "bash|zsh", description = "For which shell.")
    CompletionScript.Shell shell;

    @Override
    public Integer call() {
        System.out.print(CompletionScript.of(shell, CommandModel.of(Project.around(Path.of("")), manage.line())));
        return 0;
    }

    public static void main(String... args) {
        Cli.main(new completion(), args);
    }
}
