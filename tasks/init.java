///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Take manage.java into another repository, made to fit it, or bring its scripts there to this version.
//SOURCES lib/common.java lib/adoption/*.java

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Collectors;
import lib.adoption.Adoption;
import lib.adoption.ScriptFiles;
import lib.adoption.Survey;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "init",
        description = "Take manage.java into another repository, or bring its scripts there to this version.",
        footer = {
            "",
            "It shows what it found and what it would write, and asks once. In a repository that has the scripts"
                    + " already, config/, docker/ and tasks of its own are left alone."
        })
public class init extends Task.WithOptions {

    /** Where the scripts of this version are, where that is not the repository around the current folder. */
    static final String SOURCE = "manage.source";

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..1",
            defaultValue = ".",
            description = "The repository. Default: the current folder.")
    Path target;

    @Option(
            names = "--module",
            paramLabel = "PATH",
            description = "The module, or the POM, whose tests are to be run, where there are several.")
    String module;

    @Option(names = "--force", description = "Overwrite files that are there already, and scripts that were changed.")
    boolean force;

    private final List<String> notes = new ArrayList<>();
    private GlobalOptions own;

    @Override
    public Integer call() {
        own = GlobalOptions.of(spec);
        Path root = real(target);
        String named = System.getProperty(SOURCE, System.getenv(ScriptLauncher.SOURCE));
        Path source = named == null ? Project.around(Path.of("")).root() : Path.of(named);
        if (root.equals(real(source))) {
            throw ExitException.wrongInput(
                    "these scripts would be written over themselves",
                    "Name the repository that is to get them: init TARGET. Newer scripts come from elsewhere: jbang"
                            + " manage@<owner>/<repo> init");
        }
        ScriptFiles scripts = new ScriptFiles(source, root);
        Map<String, ScriptFiles.Step> steps = scripts.plan(force);
        boolean adopted = scripts.adopted();
        boolean configured = adopted && Files.exists(root.resolve("config/testing.json"));
        Map<String, String> files = configured ? Map.of() : files(root);
        Set<String> there = files.keySet().stream()
                .filter(name -> Files.exists(root.resolve(name)))
                .collect(Collectors.toCollection(TreeSet::new));
        // one that names us already, or that is somebody's, is theirs
        if (there.remove("jbang-catalog.json")) files.remove("jbang-catalog.json");
        if (adopted) there.forEach(files::remove);
        else refuse(there, named(steps, ScriptFiles.Step.CHANGED));
        ignored(root, files.keySet());
        show(steps, files, adopted);
        List<String> written = named(steps, ScriptFiles.Step.ADD, ScriptFiles.Step.UPDATE, ScriptFiles.Step.REMOVE);
        if (written.isEmpty() && files.isEmpty() && (!adopted || Files.exists(root.resolve(ScriptFiles.MANIFEST)))) {
            System.out.println("The scripts are those of this version, " + Cli.VERSION + ": there is nothing to do.");
            return 0;
        }
        if (own.dryRun) {
            System.out.println("Nothing was written.");
            return 0;
        }
        if (!own.yes) confirm(root);
        files.forEach((name, text) -> write(root.resolve(name), text));
        scripts.carryOut(steps);
        done(configured);
        return 0;
    }

    private static void done(boolean configured) {
        System.out.println("Done."
                + (configured
                        ? ""
                        : " Now run the tests:\n"
                                + "  jbang manage.java test\n"
                                + "or, without JBang:\n"
                                + "  java jbang.java manage.java test"));
    }

    private static Path real(Path folder) {
        try {
            if (Files.isDirectory(folder)) return folder.toRealPath();
        } catch (IOException e) {
            throw ExitException.cannotRead(folder.toString(), e);
        }
        throw ExitException.wrongInput(
                folder + " is no folder", "Name the repository that is to get the scripts: init TARGET");
    }

    private Map<String, String> files(Path root) {
        Survey survey = new Survey(root, module, this::choose);
        Adoption adoption = new Adoption(survey);
        System.out.println("Found in " + root + ":");
        TextTable found = new TextTable(Column.left().atLeast(11), Column.left().atMost(60));
        survey.findings.forEach(finding -> found.row(finding.what(), finding.value(), finding.where()));
        found.lines().forEach(line -> System.out.println("  " + line));
        notes.addAll(survey.notes);
        return new LinkedHashMap<>(adoption.files());
    }

    /** At a terminal the user chooses; elsewhere the likeliest is taken, and said. */
    private int choose(String question, List<String> answers) {
        if (own.yes || own.dryRun || !SignalHandling.atTerminal()) {
            notes.add(question + " Taken: " + answers.get(0) + "; --module chooses another: "
                    + String.join(", ", answers.subList(1, answers.size())));
            return 0;
        }
        System.out.println(question);
        for (int i = 0; i < answers.size(); i++) System.out.println("  " + (i + 1) + "  " + answers.get(i));
        String answer = System.console().readLine("%s: which one, 1 to %d? ", Console.PROGRAM, answers.size());
        if (answer == null
                || !answer.strip().matches("[1-9]\\d{0,3}")
                || Integer.parseInt(answer.strip()) > answers.size())
            throw ExitException.wrongInput(
                    "that is none of them; nothing was written", "Answer with a number, or name it: --module PATH");
        return Integer.parseInt(answer.strip()) - 1;
    }

    private static List<String> named(Map<String, ScriptFiles.Step> steps, ScriptFiles.Step... kinds) {
        return steps.entrySet().stream()
                .filter(step -> List.of(kinds).contains(step.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** In a repository that was never ours, what is there under our names is somebody else's. */
    private void refuse(Set<String> files, List<String> scripts) {
        if (force) return;
        List<String> all = new ArrayList<>(files);
        all.addAll(scripts);
        if (!all.isEmpty())
            throw ExitException.wrongInput(
                    "there already: " + String.join(", ", all),
                    "Nothing was written. Move them away, or overwrite them: init --force");
    }

    /** What Git would not take with it is not there for anybody else. */
    private void ignored(Path root, Set<String> files) {
        if (!Files.exists(root.resolve(".git")) || ProcessRunner.onPath("git", "git.exe") == null) return;
        List<String> argv = new ArrayList<>(List.of(
                "git",
                "check-ignore",
                "--no-index",
                "manage.java",
                "jbang.java",
                "tasks/lib/cli/Cli.java",
                "tasks/test.java"));
        argv.addAll(files);
        List<String> hidden = new ProcessRunner.Real(new Console(System.err, false, own.verbose))
                .captured(new ProcessSpec(argv, root, Map.of()))
                .out()
                .lines()
                .toList();
        if (!hidden.isEmpty())
            notes.add("Git ignores " + String.join(", ", hidden)
                    + ": add a line !NAME for each to .gitignore, or nobody else gets them.");
    }

    private void show(Map<String, ScriptFiles.Step> steps, Map<String, String> files, boolean adopted) {
        if (!notes.isEmpty()) System.out.println("To know:");
        notes.forEach(note -> System.out.println("  " + note));
        List<String> added = named(steps, ScriptFiles.Step.ADD);
        List<String> updated = named(steps, ScriptFiles.Step.UPDATE);
        if (!adopted && !added.isEmpty()) {
            System.out.println(
                    "To write: manage.java, jbang.java and " + (added.size() - 2) + " files in tasks/, and:");
        } else {
            list("To add", added);
            list("To bring to this version", updated);
            list("To remove, as this version has them no more", named(steps, ScriptFiles.Step.REMOVE));
            list(
                    "Changed here, and so left as they are (--force overwrites them)",
                    named(steps, ScriptFiles.Step.CHANGED));
            list("No longer of this version, but changed here, and so left", named(steps, ScriptFiles.Step.KEEP));
            if (!files.isEmpty()) System.out.println("To write:");
        }
        files.forEach((name, text) -> System.out.println(
                name.equals("config/testing.json")
                        ? "  " + name + "\n" + text.indent(6).stripTrailing()
                        : "  " + name));
    }

    private static void list(String title, List<String> names) {
        if (names.isEmpty()) return;
        System.out.println(title + ":");
        names.forEach(name -> System.out.println("  " + name));
    }

    private static void confirm(Path root) {
        if (!SignalHandling.atTerminal())
            throw ExitException.wrongInput(
                    "there is no terminal to ask at, and nothing was written",
                    "Say it beforehand: init --yes writes, init --dry-run only shows.");
        String answer = System.console().readLine("%s: write this into %s? [y/N] ", Console.PROGRAM, root);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
            throw ExitException.wrongInput("nothing was written", "Only y or yes goes on.");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    public static void main(String... args) {
        Cli.main(new init(), args);
    }
}
