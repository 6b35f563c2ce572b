///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Add manage.java to another repository, made to fit it, or update its scripts there to this version.
//SOURCES lib/common.java lib/adoption/*.java

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import lib.adoption.Adoption;
import lib.adoption.Installation;
import lib.adoption.ModuleQuestion;
import lib.adoption.RepositoryFiles;
import lib.adoption.ScriptFiles;
import lib.adoption.ScriptForm;
import lib.adoption.SharedFiles;
import lib.adoption.Survey;
import lib.adoption.ToolFiles;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.OutputStyle;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.script.ScriptLauncher;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "init",
        description = "Add manage.java to another repository, or update its scripts there to this version.",
        footer = {
            "",
            "It shows what it found and what it would write, and asks before it writes. In a repository that has"
                    + " the scripts already, config/, docker/ and your own tasks are not changed."
        })
public class init extends Task.WithOptions {

    /** Where the scripts of this version are, where that is not the repository around the current directory. */
    static final String SOURCE = "manage.source";

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..1",
            defaultValue = ".",
            description = "The repository. Default: the current directory.")
    Path target;

    @Option(
            names = "--module",
            paramLabel = "PATH",
            description = "The module, or its POM, whose tests are to be run, if there are several.")
    String module;

    @Option(names = "--force", description = "Overwrite existing files, and scripts that were changed.")
    boolean force;

    @Option(names = "--copy", description = "Copy the scripts. Default when there is no terminal to ask at.")
    boolean copy;

    @Option(
            names = "--no-copy",
            paramLabel = "OWNER/REPO/TAG",
            arity = "0..1",
            fallbackValue = ScriptForm.ASK,
            description = "Copy no scripts: JBang fetches those of this version, and keeps them. To"
                    + " change the version, run it again with another.")
    String noCopy;

    @Option(names = "--agents", description = "Add to AGENTS.md how the tests are run, with little output.")
    boolean agents;

    @Option(
            names = "--devcontainer",
            description =
                    "Write .devcontainer/devcontainer.json: a container with a JDK and Maven, and PostgreSQL embedded.")
    boolean devcontainer;

    private final List<String> notes = new ArrayList<>();

    @Override
    public Integer call() {
        GlobalOptions own = GlobalOptions.of(spec);
        Path root = real(target);
        Path source = Optional.ofNullable(System.getProperty(SOURCE))
                .map(Path::of)
                .or(ScriptLauncher::elsewhere)
                .orElseGet(() -> Project.around(Path.of("")).root());
        if (root.equals(real(source))) {
            throw ExitException.wrongInput(
                    "these scripts would be written over themselves",
                    "Name the repository that is to get them: init TARGET. To update these scripts: jbang"
                            + " manage@<owner>/<repo> init");
        }
        boolean interactive = !own.yes && !own.dryRun && OutputStyle.atTerminal();
        ScriptForm form = ScriptForm.of(root, copy, noCopy, interactive);
        boolean configured = (ScriptFiles.none(root).adopted()
                        || new SharedFiles(root).version().isPresent())
                && Files.exists(root.resolve("config/testing.json"));
        Map<String, String> files = configured ? new LinkedHashMap<>() : files(root, interactive);
        ScriptFiles scripts = form.version() == null ? new ScriptFiles(source, root) : ScriptFiles.none(root);
        ToolFiles tools = ToolFiles.of(form, root, testing(root, files));
        if (devcontainer) files.putAll(tools.container(root));
        Installation installation = Installation.of(root, scripts, form.version(), files, force);
        if (agents) installation.shared().putAll(new SharedFiles(root).agents(tools));
        tell(installation, own);
        if (installation.complete()) {
            System.out.println(form.complete());
            return 0;
        }
        if (own.dryRun) {
            System.out.println("Nothing was written.");
            return 0;
        }
        if (!own.yes) confirm(root);
        installation.write();
        System.out.println("Done." + (configured ? "" : " Now run the tests:\n" + form.firstRun()));
        return 0;
    }

    /** What is in config/testing.json, or will be. */
    private static String testing(Path root, Map<String, String> files) {
        String name = "config/testing.json";
        return files.containsKey(name) ? files.get(name) : RepositoryFiles.textOrNothing(root.resolve(name));
    }

    /** What there is to know, and what would be written. */
    private void tell(Installation installation, GlobalOptions own) {
        if (installation.shared().containsKey(".gitattributes"))
            notes.add(".gitattributes marks the scripts as vendored, so that code hosts do not count"
                    + " them as your code.");
        List<String> ignored = installation.ignoredByGit(new Console(System.err, false, own.verbose));
        if (!ignored.isEmpty())
            notes.add("Git ignores " + String.join(", ", ignored)
                    + ": add a line !NAME for each to .gitignore, or nobody else gets them.");
        if (!notes.isEmpty()) System.out.println("Notes:");
        notes.forEach(note -> System.out.println("  " + note));
        installation.print();
    }

    private static Path real(Path directory) {
        try {
            if (Files.isDirectory(directory)) return directory.toRealPath();
        } catch (IOException e) {
            throw ExitException.cannotRead(directory.toString(), e);
        }
        throw ExitException.wrongInput(
                directory + " is not a directory", "Name the repository that is to get the scripts: init TARGET");
    }

    private Map<String, String> files(Path root, boolean interactive) {
        ModuleQuestion question = new ModuleQuestion(interactive, notes::add);
        Survey survey = new Survey(root, module, question::choose);
        Adoption adoption = new Adoption(survey);
        System.out.println("Found in " + root + ":");
        TextTable found = new TextTable(Column.left().atLeast(11), Column.left().atMost(60));
        survey.findings.forEach(finding -> found.row(finding.what(), finding.value(), finding.where()));
        found.lines().forEach(line -> System.out.println("  " + line));
        notes.addAll(survey.notes);
        return new LinkedHashMap<>(adoption.files());
    }

    private static void confirm(Path root) {
        if (!OutputStyle.atTerminal())
            throw ExitException.wrongInput(
                    "there is no terminal to ask at, and nothing was written",
                    "Use init --yes to write without a question, or init --dry-run only to look.");
        String answer = System.console().readLine("%s: write this into %s? [y/N] ", Console.PROGRAM, root);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
            throw ExitException.wrongInput("nothing was written", "Only y or yes continues.");
    }

    public static void main(String... args) {
        Cli.main(new init(), args);
    }
}
