//JAVA 17+
//SOURCES Task.java JBang.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import picocli.CommandLine;

/**
 * The commands of manage.java: those that are compiled in, and those that are a JBang process of their own. These are a
 * project's own tasks, the lower-case scripts in tasks/ that are not compiled in, and those of ours in tasks/ondemand/
 * that have a description.
 */
public class OwnTasks {

    /** Adds the command that the arguments name, or every command there is: picocli needs long to look at all of them. */
    public static CommandLine addTo(CommandLine line, List<Class<?>> compiledIn, String... args) {
        String named = named(line, args);
        for (Class<?> command : compiledIn) {
            if (command.getSimpleName().replace('_', '-').equals(named)) return line.addSubcommand(command);
        }
        compiledIn.forEach(line::addSubcommand);
        return addTo(line);
    }

    /** The first argument that is neither an option nor an option's value; null where the options are wrong or ask for help. */
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

    /** Adds the scripts of the project around the current folder to the commands that are compiled in. */
    private static CommandLine addTo(CommandLine line) {
        Path root;
        try {
            root = Project.around(Path.of("")).root();
        } catch (Stop nothingHere) {
            return line;
        }
        for (String folder : List.of("tasks", "tasks/ondemand")) {
            String[] scripts = root.resolve(folder).toFile().list((parent, file) -> file.matches("[a-z].*\\.java"));
            if (scripts == null) continue;
            Arrays.sort(scripts);
            for (String script : scripts) add(line, root, folder + "/" + script);
        }
        return line;
    }

    private static void add(CommandLine line, Path root, String script) {
        String description = description(root.resolve(script));
        boolean ours = script.startsWith("tasks/ondemand/");
        // there, what has no description is a part of another command
        if (ours && description == null) return;
        String name = Path.of(script).getFileName().toString().replaceFirst("\\.java$", "").replace('_', '-');
        if (line.getSubcommands().containsKey(name)) return;
        CommandLine own = new CommandLine(new JBang.Forward(script, ours));
        own.getCommandSpec().usageMessage().description(description == null ? "A task of this project." : description);
        line.addSubcommand(name, own);
    }

    private static String description(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith("//DESCRIPTION ")).findFirst()
                .map(line -> line.substring("//DESCRIPTION ".length())).orElse(null);
        } catch (IOException e) {
            return "A task of this project that cannot be read: " + e.getMessage();
        }
    }
}
