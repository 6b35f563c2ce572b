//JAVA 17+

package lib.completion;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.Console;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.ProjectTask;
import lib.cli.ScriptCommand;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import picocli.CommandLine;

/**
 * picocli's model of all our commands, with the options of those too that are scripts of their own in tasks/; these are
 * built for that, where they have not been. A project's own tasks are not among them.
 */
public class CommandModel {

    private final Project project;
    private final Map<String, ClassLoader> loaders = new HashMap<>();

    private CommandModel(Project project) {
        this.project = project;
    }

    /** @param all the root command with everything it knows */
    public static CommandLine of(Project project, CommandLine all) {
        new CommandModel(project).complete(all);
        return Cli.prepared(all);
    }

    /** Puts a script's own command in the place of each that only forwards to it. */
    private void complete(CommandLine line) {
        new LinkedHashMap<>(line.getSubcommands()).forEach((name, command) -> {
            boolean forwards = command.getCommand() instanceof ScriptCommand;
            if (forwards || command.getCommand() instanceof ProjectTask)
                line.getCommandSpec().removeSubcommand(name);
            if (forwards) line.addSubcommand(name, loaded(command.getCommand()));
            else complete(command);
        });
    }

    private CommandLine loaded(ScriptCommand forward) {
        try {
            Path script = ScriptLauncher.shipped(project).resolve(forward.script);
            String main = Files.readAllLines(script).stream()
                    .filter(line -> line.startsWith("//MAIN "))
                    .map(line -> line.substring("//MAIN ".length()).strip())
                    .findFirst()
                    .orElse(script.getFileName().toString().replaceFirst("\\.java$", ""));
            CommandLine command = new CommandLine(
                    loaders.computeIfAbsent(script.toString(), this::loader).loadClass(main));
            for (String name : forward.first) command = command.getSubcommands().get(name);
            return command;
        } catch (IOException | ClassNotFoundException e) {
            throw ExitException.workFailed(
                            forward.script + " cannot be inspected: " + e,
                            "Build it to see why: jbang build " + forward.script)
                    .because(e);
        }
    }

    /** Of a script's own classes and libraries, but for picocli, which is to be the one here. */
    private ClassLoader loader(String script) {
        try {
            List<URL> urls = new ArrayList<>();
            for (String entry : classPath(script))
                urls.add(Path.of(entry).toUri().toURL());
            return new URLClassLoader(urls.toArray(URL[]::new), new ClassLoader(ClassLoader.getPlatformClassLoader()) {
                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    if (!name.startsWith("picocli.")) throw new ClassNotFoundException(name);
                    return CommandModel.class.getClassLoader().loadClass(name);
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> classPath(String script) {
        List<String> entries = List.of(jbang("info", "classpath", script).split(File.pathSeparator));
        if (!Files.exists(Path.of(entries.get(0)))) jbang("build", script);
        return entries;
    }

    private String jbang(String... arguments) {
        List<String> argv = new ArrayList<>(ScriptLauncher.launcher(project));
        argv.addAll(List.of(arguments));
        ProcessRunner.Output output = new ProcessRunner.Real(new Console(System.err, true, false))
                .captured(new ProcessSpec(argv, project.root(), Map.of()));
        if (output.code() != 0)
            throw ExitException.workFailed(
                    String.join(" ", arguments) + " failed", output.err().strip());
        return output.out().strip();
    }
}
