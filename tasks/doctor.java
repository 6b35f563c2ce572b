///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Check this machine, and look for what killed runs left behind; --fix removes it.
//SOURCES lib/common.java lib/doctor/*.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lib.base.ExitException;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import lib.cli.Cli;
import lib.cli.Task;
import lib.doctor.Check;
import lib.doctor.Checks;
import lib.doctor.Leftovers;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@CommandLine.Command(
        name = "doctor",
        description = "Check what the tests need on this machine, and what killed runs left behind.",
        footer = {
            "",
            "Exit code 1 if a problem keeps the tests from running, or if something of this checkout"
                    + " was left behind and not removed."
        })
public class doctor extends Task.WithOptions {

    @Option(
            names = "--fix",
            description = "Remove what test runs of this checkout left behind; nothing else is checked.")
    boolean fix;

    @Option(
            names = "--json",
            description = "Print an object for each check: name, state (ok, warning, wrong), found, fix.")
    boolean json;

    @Override
    public Integer call() {
        Project project = Project.around(Path.of(""));
        List<Check> checks = new ArrayList<>(fix ? List.of() : new Checks(project, GlobalOptions.of(spec)).all());
        boolean remove = fix && !GlobalOptions.of(spec).dryRun;
        checks.add(new Leftovers(project, remove, name -> Context.ofLeftovers(GlobalOptions.of(spec), name)).check());
        if (json)
            System.out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(checks));
        else print(checks);
        return checks.stream().anyMatch(check -> check.state() == Check.State.wrong) ? ExitException.WORK_FAILED : 0;
    }

    private static void print(List<Check> checks) {
        TextTable table = new TextTable(Column.left(), Column.left().atLeast("warning".length()));
        for (Check check : checks) {
            table.row(check.name(), check.state(), check.found());
            if (check.fix() != null) table.row("", "", "fix: " + check.fix());
        }
        table.lines().forEach(System.out::println);
    }

    public static void main(String... args) {
        Cli.main(new doctor(), args);
    }
}
