///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Throw-away databases with named data, several side by side: up, psql, exec, list, save, down.
//SOURCES lib/common.java lib/scenario/*.java lib/schema/*.java

import java.time.Duration;
import java.util.*;
import lib.base.Console;
import lib.base.OutputStyle;
import lib.base.SignalHandling;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.scenario.NamedScenario;
import lib.scenario.SavedScenario;
import lib.scenario.ScenarioList;
import lib.scenario.Scenarios;
import lib.server.PsqlClient;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "scenario",
        description = "Throw-away databases with named data, several side by side.",
        footer = {
            "",
            "The environment is always config/scenario.json with docker/scenario.yml; the data is scenarios/NAME.sql"
                    + " or NAME.java beside the POM.",
            "Any other command works on a scenario as well: manage.java -c scenario+NAME sql \"select 1\""
        })
public class scenario extends Task.WithOptions {

    enum Format {
        table,
        json
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "scenario needs one of: up, psql, exec, list, save, down");
    }

    @CommandLine.Command(
            description = "Start a scenario: a migrated database with its data; prints how to connect. One"
                    + " that is running already is not changed.")
    int up(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The scenario.") String name,
            @Option(names = "--fresh", description = "Create it again if it is running already.") boolean fresh,
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "60",
                            description = "How long to wait for PostgreSQL. Default: 60.")
                    int timeout) {
        if (timeout < 1) throw new ParameterException(spec.commandLine(), "--timeout takes a number of seconds");
        NamedScenario scenario = named(options, "up", name);
        if (fresh) confirmRemoval(options, scenario);
        scenario.run(Duration.ofSeconds(timeout)).up(fresh);
        return 0;
    }

    @CommandLine.Command(description = "Open psql on a scenario.")
    int psql(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The scenario.") String name) {
        NamedScenario scenario = named(options, "psql", name);
        if (!OutputStyle.atTerminal())
            confirmByName(scenario.context(), options, "what psql reads can change its database");
        Context at = scenario.running();
        return new PsqlClient(at, Database.application(at.environment())).open(guarded(at, options));
    }

    @CommandLine.Command(description = "Run a program with the variables of a scenario: exec NAME -- COMMAND.")
    int exec(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(arity = "0..1", index = "0", paramLabel = "NAME", description = "The scenario.") String name,
            @Parameters(
                            arity = "0..*",
                            index = "1..*",
                            paramLabel = "COMMAND",
                            description = "The program and its arguments, after --.")
                    List<String> command) {
        NamedScenario scenario = named(options, "exec", name);
        if (command == null || command.isEmpty())
            throw new ParameterException(
                    spec.commandLine(), "exec needs a program: scenario exec " + scenario.name() + " -- COMMAND");
        confirmByName(scenario.context(), options, "a program can change its database");
        Context at = scenario.running();
        SignalHandling.leaveToChild();
        return at.runner().attached(at.command(command).with(ForeignDatabaseVariables.withoutForeignVariables(at)));
    }

    @CommandLine.Command(
            description = "List the scenarios that are running, with port, age and size,"
                    + " and those that could be started.")
    int list(
            @Mixin(name = "global") GlobalOptions options,
            @Option(
                            names = "--format",
                            paramLabel = "table|json",
                            defaultValue = "table",
                            description = "How to print them. Default: table.")
                    Format format) {
        Scenarios scenarios = scenarios(options);
        scenarios
                .misnamed()
                .forEach(file -> System.err.println(Console.PROGRAM + ": " + file
                        + " is left out: a scenario's name has lower-case letters, digits, _ and -."));
        ScenarioList list =
                new ScenarioList(scenarios, name -> Context.of(options.within(spec), Scenarios.environment(name)));
        System.out.println(format == Format.json ? list.json() : list.text());
        return 0;
    }

    @CommandLine.Command(
            description =
                    "Write the current data of a scenario to its SQL file, after trying it on a" + " scratch database.")
    int save(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The scenario.") String name,
            @Option(names = "--as", paramLabel = "OTHER", description = "Write to the file of another scenario.")
                    String other,
            @Option(
                            names = "--force",
                            description =
                                    "Overwrite a file whose contents git does not have, or a script, without asking.")
                    boolean force)
            throws Exception {
        NamedScenario from = named(options, "save", name);
        NamedScenario to = other == null ? from : of(options, other);
        SavedScenario saved = new SavedScenario(from.scenarios(), to.name(), what -> {
            if (!force) ask(from.scenarios().context(), options, what);
        });
        saved.write(from.running());
        return 0;
    }

    @CommandLine.Command(description = "Remove a scenario and its data.")
    int down(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The scenario.") String name,
            @Option(names = "--all", description = "Remove all of them.") boolean all) {
        if (all && name != null) throw new ParameterException(spec.commandLine(), "down takes a NAME or --all");
        if (!all) {
            NamedScenario scenario = named(options, "down", name);
            confirmRemoval(options, scenario);
            scenario.remove();
            return 0;
        }
        Collection<String> names = scenarios(options).made();
        if (names.isEmpty()) System.out.println("There is no scenario to remove.");
        if (!names.isEmpty())
            confirmRemoval(options, of(options, names.iterator().next()));
        NamedScenario.removeAll(names.stream().map(each -> of(options, each)).toList());
        return 0;
    }

    /** Where scenario.json says that its data is to be kept. */
    private static void confirmRemoval(GlobalOptions options, NamedScenario scenario) {
        confirmByName(scenario.context(), options, "this removes one of its databases");
    }

    private NamedScenario named(GlobalOptions options, String command, String name) {
        return NamedScenario.required(options.within(spec), command, name);
    }

    private NamedScenario of(GlobalOptions options, String name) {
        return NamedScenario.of(options.within(spec), name);
    }

    private Scenarios scenarios(GlobalOptions options) {
        return Scenarios.of(options.within(spec));
    }

    public static void main(String... args) {
        Cli.main(new scenario(), args);
    }
}
