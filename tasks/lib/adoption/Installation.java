//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.adoption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.Secret;
import lib.base.SecretDetection;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to be written into a repository: the scripts of this version, and where they are new there, its own files.
 *
 * @param files the repository's own files, by their path
 * @param shared those of its files that get lines of ours
 */
public record Installation(
        Path root,
        ScriptFiles scripts,
        Map<String, ScriptFiles.Step> steps,
        Map<String, String> files,
        Map<String, String> shared) {

    /**
     * Leaves out of the files what a repository that has the scripts already has too.
     *
     * @param version of the scripts that JBang is to fetch; null where they are copied
     * @param force overwrite what is there
     */
    public static Installation of(
            Path root, ScriptFiles scripts, String version, Map<String, String> files, boolean force) {
        Map<String, ScriptFiles.Step> steps = scripts.plan(force);
        SharedFiles shared = new SharedFiles(root);
        boolean known = scripts.adopted() || shared.version().isPresent();
        Installation all = new Installation(
                root,
                scripts,
                steps,
                new LinkedHashMap<>(files),
                version == null ? shared.copied(scripts(steps, ScriptFiles.Step.ADD)) : shared.fetched(version));
        Set<String> there = files.keySet().stream()
                .filter(name -> Files.exists(root.resolve(name)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (known) there.forEach(all.files::remove);
        else if (!force) refuse(there, all.scripts(ScriptFiles.Step.CHANGED));
        return all;
    }

    /** In a repository that was never ours, what is there under our names is somebody else's. */
    private static void refuse(Set<String> files, List<String> scripts) {
        List<String> all = new ArrayList<>(files);
        all.addAll(scripts);
        if (!all.isEmpty())
            throw ExitException.wrongInput(
                    "these files exist already: " + String.join(", ", all),
                    "Nothing was written. Move them away, or overwrite them: init --force");
    }

    private List<String> scripts(ScriptFiles.Step... chosen) {
        return scripts(steps, chosen);
    }

    private static List<String> scripts(Map<String, ScriptFiles.Step> steps, ScriptFiles.Step... chosen) {
        return steps.entrySet().stream()
                .filter(step -> List.of(chosen).contains(step.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether there is nothing to write. */
    public boolean complete() {
        return scripts(ScriptFiles.Step.ADD, ScriptFiles.Step.UPDATE, ScriptFiles.Step.REMOVE)
                        .isEmpty()
                && files.isEmpty()
                && shared.isEmpty()
                && (!scripts.adopted() || Files.exists(root.resolve(ScriptFiles.MANIFEST)));
    }

    /** What Git would not take with it, which then is not there for anybody else. */
    public List<String> ignoredByGit(Console console) {
        if (!Files.exists(root.resolve(".git")) || ProcessRunner.onPath("git") == null) return List.of();
        List<String> argv = new ArrayList<>(List.of("git", "check-ignore", "--no-index"));
        Stream.of("manage.java", "jbang.java", "tasks/lib/cli/Cli.java", "tasks/test.java")
                .filter(steps::containsKey)
                .forEach(argv::add);
        argv.addAll(files.keySet());
        argv.addAll(shared.keySet());
        if (argv.size() == 3) return List.of();
        return new ProcessRunner.Real(console)
                .captured(new ProcessSpec(argv, root, Map.of()))
                .out()
                .lines()
                .toList();
    }

    public void print() {
        List<String> added = scripts(ScriptFiles.Step.ADD);
        if (!scripts.adopted() && !added.isEmpty()) {
            System.out.println(
                    "To write: manage.java, jbang.java and " + (added.size() - 2) + " files in tasks/, and:");
        } else {
            print("To add", added);
            print("To update to this version", scripts(ScriptFiles.Step.UPDATE));
            print("To remove, because this version no longer has them", scripts(ScriptFiles.Step.REMOVE));
            print("Changed here, and so kept as they are (--force overwrites them)", scripts(ScriptFiles.Step.CHANGED));
            print("No longer in this version, but changed here, and so kept", scripts(ScriptFiles.Step.KEEP));
            if (!files.isEmpty() || !shared.isEmpty()) System.out.println("To write:");
        }
        files.forEach((name, text) -> System.out.println(
                name.equals("config/testing.json")
                        ? "  " + name + "\n" + masked(text).indent(6).stripTrailing()
                        : "  " + name));
        shared.forEach((name, text) ->
                System.out.println("  " + name + (Files.exists(root.resolve(name)) ? ", with lines added" : "")));
    }

    /** Of a config file that has a line for each variable. */
    private static String masked(String config) {
        return config.lines().map(Installation::maskedLine).collect(Collectors.joining("\n"));
    }

    private static String maskedLine(String line) {
        if (!line.startsWith("  {")) return line;
        JsonNode entry = JsonMapper.shared().readTree(line.replaceFirst(",$", ""));
        JsonNode value = entry.path("value");
        String name = entry.path("name").asString();
        // a reference is what makes such a file worth reading
        boolean plain = !value.isString() || value.asString().startsWith("${");
        if (plain || !SecretDetection.isSecret(name, value.asString())) return line;
        return line.replace(value.toString(), "\"" + Secret.MASK + "\"");
    }

    private static void print(String title, List<String> names) {
        if (names.isEmpty()) return;
        System.out.println(title + ":");
        names.forEach(name -> System.out.println("  " + name));
    }

    public void write() {
        files.forEach((name, text) -> write(root.resolve(name), text));
        shared.forEach((name, text) -> write(root.resolve(name), text));
        scripts.carryOut(steps);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }
}
