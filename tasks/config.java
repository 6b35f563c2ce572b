///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Environment;
import lib.environment.EnvironmentCheck;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "config",
        description = "Show the environment's variables; \"config check\" reads every file in config/.")
public class config extends Task.WithOptions {

    @Override
    public Integer call() {
        return show(global);
    }

    @Command(description = "Show each variable, its value with secrets masked, and where it comes from.")
    int show(@Mixin(name = "global") GlobalOptions options) {
        Environment environment = context(options).environment();
        TextTable table = new TextTable(Column.left(), Column.left().atMost(60));
        table.row(Environment.CONFIG, environment.name, "the command line, the process environment or the default");
        environment.variables().stream()
                .filter(v -> !v.name().equals(Environment.CONFIG))
                .forEach(v -> table.row(v.name(), v.shown(), v.origin()));
        table.lines().forEach(System.out::println);
        return 0;
    }

    @Command(description = "Read every file in config/ and report what is wrong.")
    int check(@Mixin(name = "global") GlobalOptions options) {
        Project project = Project.around(Path.of(""));
        List<String> names = project.environments();
        if (names.isEmpty())
            throw ExitException.wrongInput(
                    "there is no file in " + project.root().resolve("config"),
                    "Write config/development.json and config/testing.json.");
        int wrong = 0;
        for (String name : names) {
            String file = project.show(project.configFile(name));
            try {
                System.out.println(file + ": " + EnvironmentCheck.summary(project, name));
            } catch (ExitException stop) {
                wrong++;
                System.out.println(
                        stop.getMessage().startsWith(file) ? stop.getMessage() : file + ": " + stop.getMessage());
                if (stop.hint != null) System.out.println("    " + stop.hint);
            }
        }
        return wrong == 0 ? 0 : ExitException.WRONG_INPUT;
    }

    public static void main(String... args) {
        Cli.main(new config(), args);
    }
}
