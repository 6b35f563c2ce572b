//JAVA 17+

package lib.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import lib.base.FileFingerprints;
import lib.base.OperatingSystem;
import lib.environment.Project;
import lib.process.ArgumentFile;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import lib.script.TypedCommand;

/**
 * Prepares what {@link PreparedLauncher} runs from: .manage/fast-NUMBER with manage.java's JAR and an archive of its
 * classes, and the argument file .manage/fast.
 *
 * @param directory in a dry run, one that is not there
 */
public record LauncherPreparation(Project project, Path directory, ProcessRunner runner) {

    /** Main classes, and the command lines whose classes start quickly. */
    private static final List<List<String>> TRAINING = List.of(
            List.of(PreparedLauncher.class.getName(), "config", "show"),
            List.of(PreparedLauncher.class.getName(), "--dry-run", "compose", "ps"),
            List.of(PreparedLauncher.class.getName(), "--dry-run", "sql", "select 1"),
            List.of(SqlTraining.class.getName()),
            List.of(PreparedLauncher.class.getName(), "--help"));

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** A Java that has just read the old argument file still needs its directory. */
    private static final Duration IN_USE = Duration.ofMinutes(1);

    /** Prints what would be started. */
    public static void print(Project project) throws IOException {
        new LauncherPreparation(project, project.state("fast-N"), new ProcessRunner.Printing(System.out)).arguments();
    }

    /** Writes the argument file of a new directory, and removes the directories before it. */
    public static void write(Project project, Path file, ProcessRunner runner) throws IOException {
        Path directory = Files.createTempDirectory(project.state(), "fast-");
        ArgumentFile.write(file, new LauncherPreparation(project, directory, runner).arguments());
        removeOld(project.state(), directory);
    }

    /** Fills the directory and returns the arguments of a Java that runs from it. */
    private List<String> arguments() throws IOException {
        Path jar = jar();
        // JBang's cache may be emptied
        Path copy = directory.resolve("manage.jar");
        List<Path> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            classPath.add(Path.of(entry).equals(jar) ? copy : Path.of(entry));
        if (Files.isDirectory(directory)) {
            Files.copy(jar, copy);
            FileFingerprints.write(
                    directory.resolve(PreparedLauncher.STAMP),
                    Stream.of(sources(), classPath, List.of(Path.of(System.getProperty("java.home"), "release")))
                            .flatMap(List::stream)
                            .toList());
        }
        List<String> arguments = new ArrayList<>(options());
        arguments.add("-D" + PreparedLauncher.DIRECTORY + "=" + directory);
        ScriptLauncher.remembered().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        List<String> program = List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList()),
                PreparedLauncher.class.getName());
        Path archive = directory.resolve("manage.jsa");
        archive(archive, arguments, program);
        // with one that is missing, Java would start without its own, and slowly
        if (Files.exists(archive)) arguments.add("-XX:SharedArchiveFile=" + archive);
        arguments.addAll(program);
        return arguments;
    }

    private static Path jar() {
        try {
            return Path.of(LauncherPreparation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that are compiled in; another script in tasks/ is built by JBang when it is called. */
    private List<Path> sources() throws IOException {
        Path shipped = ScriptLauncher.shipped(project);
        List<Path> sources = new ArrayList<>(List.of(shipped.resolve("manage.java")));
        // which version they are of
        Path catalog = project.root().resolve(TypedCommand.CATALOG);
        if (!ScriptLauncher.copied(project) && Files.exists(catalog)) sources.add(catalog);
        Path tasks = shipped.resolve("tasks");
        try (Stream<Path> files = Files.walk(tasks)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> LauncherPreparation.class.getResource("/"
                                    + OperatingSystem.slashed(tasks.relativize(file))
                                            .replaceFirst("java$", "class"))
                            != null)
                    .forEach(sources::add);
        }
        return sources;
    }

    /** The options that JBang gives to manage.java too. */
    private List<String> options() throws IOException {
        String mark = "//RUNTIME_OPTIONS ";
        return Files.readAllLines(ScriptLauncher.shipped(project).resolve("tasks/lib/cli/Cli.java")).stream()
                .filter(line -> line.startsWith(mark))
                .flatMap(line -> Stream.of(line.substring(mark.length()).strip().split(" +")))
                .toList();
    }

    /** Class-data sharing, of a static archive: only that takes classes as old as picocli's. */
    private void archive(Path archive, List<String> options, List<String> program) throws IOException {
        Path all = directory.resolve("classes");
        Set<String> classes = new LinkedHashSet<>();
        for (List<String> line : TRAINING) {
            Files.deleteIfExists(all);
            java(options, List.of("-XX:DumpLoadedClassList=" + all), program.subList(0, 2), line);
            if (Files.exists(all)) classes.addAll(Files.readAllLines(all));
        }
        if (!classes.isEmpty()) Files.write(all, classes);
        java(
                options,
                List.of("-Xshare:dump", "-XX:SharedClassListFile=" + all, "-XX:SharedArchiveFile=" + archive),
                program.subList(0, 2));
    }

    @SafeVarargs
    private void java(List<String>... arguments) {
        List<String> argv = new ArrayList<>(List.of(ScriptLauncher.java()));
        for (List<String> some : arguments) argv.addAll(some);
        runner.captured(new ProcessSpec(argv, project.root(), Map.of()).within(TIMEOUT));
    }

    private static void removeOld(Path state, Path kept) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(state, "fast-*")) {
            for (Path directory : directories) {
                if (directory.equals(kept)
                        || Files.getLastModifiedTime(directory)
                                .toInstant()
                                .isAfter(Instant.now().minus(IN_USE))) continue;
                File[] files = directory.toFile().listFiles();
                // what is open on Windows stays until the next time
                if (files != null) for (File file : files) file.delete();
                directory.toFile().delete();
            }
        }
    }
}
