//JAVA 17+
//SOURCES Task.java JBang.java

import java.io.IOException;
import java.nio.file.*;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A project's own tasks: each lower-case script in tasks/ that is not one of ours is a command, started by JBang. */
public class OwnTasks {

    /** Adds the scripts of the project around the current folder to the commands that are compiled in. */
    public static CommandLine addTo(CommandLine line) {
        Path folder;
        try {
            folder = Project.around(Path.of("")).root().resolve("tasks");
        } catch (Stop nothingHere) {
            return line;
        }
        for (Path file : scripts(folder)) {
            String name = file.getFileName().toString().replaceFirst("\\.java$", "").replace('_', '-');
            if (line.getSubcommands().containsKey(name)) continue;
            CommandLine own = new CommandLine(new Forward("tasks/" + file.getFileName()));
            own.getCommandSpec().usageMessage().description(description(file));
            line.addSubcommand(name, own);
        }
        return line;
    }

    private static List<Path> scripts(Path folder) {
        List<Path> scripts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.java")) {
            for (Path file : files) {
                if (Character.isLowerCase(file.getFileName().toString().charAt(0))) scripts.add(file);
            }
        } catch (IOException e) {
            return List.of();
        }
        scripts.sort(null);
        return scripts;
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
