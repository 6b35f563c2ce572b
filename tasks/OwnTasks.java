//JAVA 17+
//SOURCES Task.java JBang.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A project's own tasks: each lower-case script in tasks/ that is not one of ours is a command, started by JBang. */
public class OwnTasks {

    /** Adds the scripts of the project around the current folder to the commands that are compiled in. */
    public static CommandLine addTo(CommandLine line) {
        Path root;
        try {
            root = Project.around(Path.of("")).root();
        } catch (Stop nothingHere) {
            return line;
        }
        String[] scripts = root.resolve("tasks").toFile().list((folder, file) -> file.matches("[a-z].*\\.java"));
        if (scripts == null) return line;
        Arrays.sort(scripts);
        for (String script : scripts) {
            String name = script.replaceFirst("\\.java$", "").replace('_', '-');
            if (line.getSubcommands().containsKey(name)) continue;
            CommandLine own = new CommandLine(new Forward("tasks/" + script));
            own.getCommandSpec().usageMessage().description(description(root.resolve("tasks").resolve(script)));
            line.addSubcommand(name, own);
        }
        return line;
    }

    private static String description(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith("//DESCRIPTION ")).findFirst()
                .map(line -> line.substring("//DESCRIPTION ".length())).orElse("A task of this project.");
        } catch (IOException e) {
            return "A task of this project that cannot be read: " + e.getMessage();
        }
    }

    @Command
    static class Forward extends Task implements Cli.PassThrough {

        private final String script;

        @Parameters(paramLabel = "ARGS", description = "What the script takes.")
        List<String> arguments = new ArrayList<>();

        Forward(String script) {
            this.script = script;
        }

        @Override
        public Integer call() {
            return JBang.run(context(), List.of(), script, arguments);
        }
    }
}
