///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java lib/shell/*.java

import lib.base.OutputStyle;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Context;
import lib.server.ServerAddressFile;
import lib.shell.ProjectShell;
import picocli.CommandLine.Command;

@Command(
        name = "shell",
        description = "JShell with the project's classes and libraries, the environment, dataSource and sql(\"...\").",
        footer = {
            "",
            "tasks/shell.jsh runs first, if it exists. Without a terminal, standard input is run as a script.",
            "What was typed is kept in .manage/shell.history."
        })
public class shell extends Task.WithOptions {

    @Override
    public Integer call() {
        Context requested = context();
        confirm(requested, "what is typed here can change its database");
        int width = OutputStyle.atTerminal() ? spec.usageMessage().width() : 0;
        return new ProjectShell(ServerAddressFile.locate(requested), width).open();
    }

    public static void main(String... args) {
        Cli.main(new shell(), args);
    }
}
