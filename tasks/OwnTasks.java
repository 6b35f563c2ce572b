//JAVA 17+
//SOURCES Task.java JBang.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import picocli.CommandLine;

/**
 * The commands that are a JBang process of their own: a project's own tasks, which are the lower-case scripts in tasks/
 * that are not compiled in, and those of ours in tasks/ondemand/ that have a description.
 */
public class OwnTasks {

    /** Adds the scripts of the project around the current folder to the commands that are compiled in. */
    public static CommandLine addTo(CommandLine line) {
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
