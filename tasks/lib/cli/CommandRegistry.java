//JAVA 17+

package lib.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Project;
import lib.script.Hooks;
import lib.script.ScriptLauncher;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands of manage.java: those that are compiled in, and every other script in tasks/, which starts as a JBang
 * process of its own, whether it is ours or the project's.
 */
public class CommandRegistry {

    /**
     * Adds the command that the arguments name, or every command there is: picocli needs long to look at all of them.
     */
    public static CommandLine addTo(CommandLine line, List<Class<?>> compiledIn, Set<String> onDemand, String... args) {
        String named = named(line, args);
        for (Class<?> command : compiledIn) {
            if (command.getSimpleName().replace('_', '-').equals(named)) return line.addSubcommand(command);
        }
        List<Path> scripts = scripts();
        for (Path script : scripts) {
            if (name(script).equals(named) && add(line, script, onDemand)) return line;
        }
        compiledIn.forEach(line::addSubcommand);
        scripts.forEach(script -> add(line, script, onDemand));
        if (!line.getSubcommands().containsKey(HelpCommand.NAME)) line.addSubcommand(new HelpCommand());
        return line;
    }

    /**
     * Has the help list the commands by what they are for.
     *
     * @param groups titles, and the commands of each; what is in none of them comes last
     */
    public static void group(CommandLine line, Map<String, List<String>> groups, String others) {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> {
            Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
            StringBuilder list = new StringBuilder();
            groups.forEach((title, names) -> {
                Map<String, Help> group = new LinkedHashMap<>();
                for (String name : names) if (left.containsKey(name)) group.put(name, left.remove(name));
                list.append(section(help, title, group));
            });
            return list.append(section(help, others, left)).toString();
        });
    }

    private static String section(Help help, String title, Map<String, Help> commands) {
        return commands.isEmpty() ? "" : "%n%s:%n".formatted(title) + help.commandList(commands);
    }

    /**
     * The first argument that is neither an option nor an option's value; null where the options are wrong or ask for
     * help.
     */
    private static String named(CommandLine line, String... args) {
        line.setExpandAtFiles(false).setStopAtPositional(true).setUnmatchedArgumentsAllowed(true);
        try {
            List<String> rest = line.parseArgs(args).unmatched();
            return rest.isEmpty() || line.isUsageHelpRequested() || line.isVersionHelpRequested() ? null : rest.get(0);
        } catch (CommandLine.ParameterException wrongUsage) {
            return null;
        } finally {
            line.setStopAtPositional(false).setUnmatchedArgumentsAllowed(false);
        }
    }

    /** The project around the current directory; a repository that has no scripts yet is one too. */
    static Project project() {
        try {
            return Project.around(Path.of(""));
        } catch (ExitException none) {
            if (ScriptLauncher.elsewhere().isEmpty()) throw none;
            return new Project(Path.of("").toAbsolutePath());
        }
    }

    /** The scripts of this version, and those of the project around the current directory. */
    private static List<Path> scripts() {
        Project project;
        try {
            project = project();
        } catch (ExitException nothingHere) {
            return List.of();
        }
        List<Path> scripts = new ArrayList<>();
        for (Path root : new LinkedHashSet<>(List.of(ScriptLauncher.shipped(project), project.root()))) {
            Path tasks = root.resolve("tasks");
            String[] files = tasks.toFile().list((parent, file) -> file.matches("[a-z].*\\.java"));
            if (files == null) continue;
            Arrays.stream(files)
                    .sorted()
                    .map(tasks::resolve)
                    .filter(Files::isRegularFile)
                    .forEach(scripts::add);
        }
        return scripts;
    }

    /** A script's name as a command. */
    static String name(Path script) {
        return script.getFileName().toString().replaceFirst("\\.java$", "").replace('_', '-');
    }

    private static boolean add(CommandLine line, Path script, Set<String> onDemand) {
        String text;
        try {
            text = Files.readString(script);
        } catch (IOException e) {
            text = "//DESCRIPTION A task of this project that cannot be read: " + e;
        }
        String description = ProjectTask.description(text);
        if (Hooks.isHook(name(script)) || line.getSubcommands().containsKey(name(script))) return false;
        CommandLine own = new CommandLine(
                onDemand.contains(name(script))
                        ? new ScriptCommand("tasks/" + script.getFileName())
                        : new ProjectTask(script, text));
        own.getCommandSpec()
                .usageMessage()
                .description((description == null ? "A task of this project." : description).replace("%", "%%"));
        line.addSubcommand(name(script), own);
        return true;
    }
}
