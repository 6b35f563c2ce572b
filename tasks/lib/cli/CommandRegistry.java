//JAVA 17+

package lib.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Project;
import lib.script.Hooks;
import picocli.CommandLine;

/**
 * The commands of manage.java: those that are compiled in, and those that are a JBang process of their own. These are a
 * project's own tasks, the lower-case scripts in tasks/ that are not compiled in, and those of ours in tasks/ondemand/
 * that have a description.
 */
public class CommandRegistry {

    private static final String ONDEMAND = "tasks/ondemand";

    /**
     * Adds the command that the arguments name, or every command there is: picocli needs long to look at all of them.
     */
    public static CommandLine addTo(CommandLine line, List<Class<?>> compiledIn, String... args) {
        String named = named(line, args);
        for (Class<?> command : compiledIn) {
            if (command.getSimpleName().replace('_', '-').equals(named)) return line.addSubcommand(command);
        }
        List<Path> scripts = scripts();
        for (Path script : scripts) {
            if (name(script).equals(named) && add(line, script)) return line;
        }
        compiledIn.forEach(line::addSubcommand);
        scripts.forEach(script -> add(line, script));
        return line;
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

    /** The scripts of the project around the current folder, the project's own first. */
    private static List<Path> scripts() {
        Path root;
        try {
            root = Project.around(Path.of("")).root();
        } catch (ExitException nothingHere) {
            return List.of();
        }
        List<Path> scripts = new ArrayList<>();
        for (Path folder : List.of(root.resolve("tasks"), root.resolve(ONDEMAND))) {
            String[] files = folder.toFile().list((parent, file) -> file.matches("[a-z].*\\.java"));
            if (files != null)
                Arrays.stream(files)
                        .sorted()
                        .map(folder::resolve)
                        .filter(Files::isRegularFile)
                        .forEach(scripts::add);
        }
        return scripts;
    }

    /** A script's name as a command. */
    static String name(Path script) {
        return script.getFileName().toString().replaceFirst("\\.java$", "").replace('_', '-');
    }

    private static boolean add(CommandLine line, Path script) {
        String text;
        try {
            text = Files.readString(script);
        } catch (IOException e) {
            text = "//DESCRIPTION A task of this project that cannot be read: " + e;
        }
        boolean ours = script.getParent().endsWith(ONDEMAND);
        String description = ProjectTask.description(text);
        // there, what has no description is a part of another command
        if (ours && !text.contains("\n//DESCRIPTION ")
                || Hooks.isHook(name(script))
                || line.getSubcommands().containsKey(name(script))) return false;
        CommandLine own = new CommandLine(
                ours ? new ScriptCommand(ONDEMAND + "/" + script.getFileName(), true) : new ProjectTask(script, text));
        own.getCommandSpec()
                .usageMessage()
                .description((description == null ? "A task of this project." : description).replace("%", "%%"));
        line.addSubcommand(name(script), own);
        return true;
    }
}
