///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//CDS
//DESCRIPTION manage.py for Java: environments, PostgreSQL, migrations and tests of a Maven project, no shell script.
//SOURCES tasks/compose.java tasks/config.java tasks/create_initial_db.java tasks/flask_equivalent.java
//SOURCES tasks/install_fast.java tasks/migrate.java tasks/mvn.java tasks/postgres.java tasks/run.java tasks/shell.java
//SOURCES tasks/sql.java tasks/test.java

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.cli.Cli;
import lib.cli.CommandRegistry;
import lib.cli.Task;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

@Command(
        name = "manage.java",
        description = "Runs a Maven project and its tests on a real PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done; 1 the work failed; 2 wrong usage or configuration;",
            "3 the machine lacks something; 130, 143 interrupted. compose and mvn return",
            "their own."
        })
public class manage extends Task.WithOptions {

    private static final List<Class<?>> COMMANDS = List.of(
            test.class,
            compose.class,
            create_initial_db.class,
            sql.class,
            shell.class,
            migrate.class,
            mvn.class,
            run.class,
            flask_equivalent.class,
            postgres.class,
            config.class,
            install_fast.class);

    /** Scripts in tasks/ that start as JBang processes of their own, since they need libraries of their own. */
    private static final Set<String> ON_DEMAND =
            Set.of("completion", "db", "deploy", "doctor", "init", "rollout", "scenario", "schema", "task");

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** The command that some arguments name; without arguments, all of them. */
    static CommandLine line(String... args) {
        CommandLine line = CommandRegistry.addTo(new CommandLine(new manage()), COMMANDS, ON_DEMAND, args);
        CommandRegistry.group(line, groups(), "Tasks of this project");
        return line;
    }

    /** The commands by what people use them for. */
    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Every day", List.of("test", "migrate", "sql", "run", "shell"));
        groups.put("Database", List.of("create-initial-db", "db", "schema", "scenario", "postgres"));
        groups.put("Containers and production", List.of("compose", "rollout", "deploy"));
        groups.put("Setting up", List.of("init", "doctor", "config", "task", "completion", "install-fast"));
        groups.put("Other", List.of("mvn", "flask-equivalent", "help"));
        return groups;
    }

    public static void main(String... args) {
        Cli.main(() -> line(args), args);
    }
}
