//JAVA 17+

package lib.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.GlobalOptions;
import lib.maven.MavenCommand;
import lib.server.ComposeCommands;
import lib.server.MarkedContainers;

/**
 * The scenarios of a project: the files that they are made from, and those that there are.
 *
 * @param context of the environment scenario, without a name
 */
public record Scenarios(Context context) {

    public static final String ENVIRONMENT = "scenario";
    private static final String PREFIX = ENVIRONMENT + "+";
    private static final Pattern FILE = Pattern.compile("([a-z0-9][a-z0-9_-]*)\\.(sql|java)");
    /** What is kept of one under .manage/; an empty .run is one that is gone. */
    private static final Pattern STATE = Pattern.compile("scenario\\+([a-z0-9][a-z0-9_-]*?)(\\.run|-postgres)");

    public static Scenarios of(GlobalOptions options) {
        return new Scenarios(Context.of(options, ENVIRONMENT));
    }

    /** The environment that a scenario's own context is loaded for. */
    public static String environment(String name) {
        return PREFIX + name;
    }

    /** APPLICATION_SCENARIOS, else scenarios in the module. */
    public Path directory() {
        String named = context.environment().get("APPLICATION_SCENARIOS", null);
        return named != null
                ? context.project().root().resolve(named)
                : MavenCommand.module(context.project(), context.environment()).resolve("scenarios");
    }

    /** The files of each, by name; a script in upper case is a class that they share. */
    public SortedMap<String, List<Path>> files() {
        SortedMap<String, List<Path>> files = new TreeMap<>();
        if (!Files.isDirectory(directory())) return files;
        try (Stream<Path> all = Files.list(directory())) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches())
                    files.computeIfAbsent(name.group(1), key -> new ArrayList<>())
                            .add(file);
            }
            return files;
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(directory()), e);
        }
    }

    /** Files that look like a scenario's and have no name for one. */
    public List<String> misnamed() {
        String[] files = directory()
                .toFile()
                .list((directory, file) ->
                        file.endsWith(".sql") && !FILE.matcher(file).matches());
        return files == null
                ? List.of()
                : Arrays.stream(files)
                        .sorted()
                        .map(file -> context.project().show(directory().resolve(file)))
                        .toList();
    }

    /** The file that a scenario is made from. */
    public Path file(String name) {
        List<Path> found = files().getOrDefault(name, List.of());
        if (found.isEmpty()) throw ExitException.wrongInput("there is no scenario " + name, known());
        if (found.size() > 1)
            throw ExitException.wrongInput(
                    "the scenario " + name + " exists twice: "
                            + String.join(
                                    ", ",
                                    found.stream().map(context.project()::show).toList()),
                    "Rename or delete one of them.");
        return found.get(0);
    }

    /** The names there are, for an advice. */
    public String known() {
        List<String> known = files().values().stream()
                .map(files -> context.project().show(files.get(0)))
                .toList();
        String directory = context.project().show(directory()) + File.separator;
        return known.isEmpty()
                ? "Write one: " + directory + "NAME.sql, or a script " + directory + "NAME.java"
                : "There are: " + String.join(", ", files().keySet()) + " (" + directory + "NAME.sql or .java).";
    }

    /** The names of those that something is there of: running, stopped or not finished. */
    public SortedSet<String> made() {
        SortedSet<String> names = new TreeSet<>(containers());
        File[] state = context.project().state().toFile().listFiles();
        for (File file : state == null ? new File[0] : state) {
            Matcher name = STATE.matcher(file.getName());
            if (name.matches() && (!file.getName().endsWith(".run") || file.length() > 0)) names.add(name.group(1));
        }
        return names;
    }

    /** The names of those that have containers, by the engine's own word: somebody may have emptied .manage/. */
    public Set<String> containers() {
        Set<String> names = new TreeSet<>();
        for (MarkedContainers found : MarkedContainers.of(context.real(), Map.of())) {
            String instance = found.environment();
            if (instance.startsWith(PREFIX)
                    && found.project()
                            .equals(ComposeCommands.projectName(
                                    context.project().root(), instance, DockerHost.user(context))))
                names.add(instance.substring(PREFIX.length()));
        }
        return names;
    }
}
