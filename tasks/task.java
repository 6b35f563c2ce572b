///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Tasks of your own: new NAME writes one that runs.
//SOURCES lib/common.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.cli.TaskTemplate;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.script.Hooks;
import lib.script.ScriptLauncher;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The command task; as a class of that name it would have the same file as Task where a disk does not tell case apart.
 */
@CommandLine.Command(name = "task", description = "Tasks of your own: any script in tasks/ is a command.")
class task extends Task.WithOptions {

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "task needs: new NAME");
    }

    @CommandLine.Command(
            name = "new",
            description = "Write tasks/NAME.java, which is then a command; before-test, after-test,"
                    + " before-migrate and after-migrate are names of tasks that run automatically.")
    int create(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(paramLabel = "NAME", description = "Its name, in lower case: load-prices") String name,
            @Parameters(arity = "0..1", paramLabel = "DESCRIPTION", description = "The text for --help.")
                    String description) {
        Project project = Project.around(Path.of(""));
        String type = name.replace('-', '_');
        if (!name.matches("[a-z][a-z0-9]*([-_][a-z0-9]+)*") || SourceVersion.isKeyword(type)) {
            throw ExitException.wrongInput(
                    "\"" + name + "\" is not a name for a task",
                    "Use lower-case letters, digits and dashes, as in load-prices, but not a Java keyword.");
        }
        String usual = Hooks.isHook(name) ? "Runs automatically " + name.replace('-', ' ') + "." : "Say hello.";
        String summary = description == null ? usual : description.strip();
        if (summary.lines().count() != 1)
            throw ExitException.wrongInput("a description must be one line", "Leave out the line breaks.");
        taken(project, type + ".java").ifPresent(there -> {
            throw ExitException.wrongInput(
                    there + " exists already", "Choose another name; manage.java --help lists the commands.");
        });
        Path file = project.root().resolve("tasks").resolve(type + ".java");
        String text = TaskTemplate.text(name, summary);
        if (options.within(spec).dryRun) {
            System.out.print(text);
            return 0;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        System.out.println(project.show(file));
        if (!options.quiet)
            System.err.println(
                    Hooks.isHook(name) ? "It runs automatically." : "Run it: manage.java " + name.replace('_', '-'));
        return 0;
    }

    /** A script or class of that name, in whatever case: some disks do not tell case apart. */
    private static Optional<String> taken(Project project, String file) {
        return Stream.of(ScriptLauncher.shipped(project), project.root())
                .map(root -> root.resolve("tasks").toFile().list())
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .filter(other ->
                        (other.replace('-', '_') + (other.endsWith(".java") ? "" : ".java")).equalsIgnoreCase(file))
                .map(other -> "tasks/" + other)
                .findFirst();
    }

    public static void main(String... args) {
        Cli.main(new task(), args);
    }
}
