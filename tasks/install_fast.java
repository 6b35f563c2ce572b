///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.FileFingerprints;
import lib.cli.Cli;
import lib.cli.PreparedLauncher;
import lib.cli.Task;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ArgumentFile;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import picocli.CommandLine;

@CommandLine.Command(
        name = "install-fast",
        description =
                "Prepare .manage/fast: then \"java @.manage/fast COMMAND\" is the command without JBang's own start.",
        footer = {"", "It notices when the scripts have changed, and prepares itself again."})
public class install_fast extends Task.WithOptions {

    /** The command lines whose classes start quickly. */
    private static final List<List<String>> TRAINING =
            List.of(List.of("config", "show"), List.of("--dry-run", "compose", "ps"), List.of("--help"));

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** A Java that has just read the old argument file still needs its folder. */
    private static final Duration IN_USE = Duration.ofMinutes(1);

    @Override
    public Integer call() throws URISyntaxException {
        if (install_fast.class.getResource("/manage.class") == null)
            throw ExitException.wrongInput(
                    "install-fast is a command of manage.java", "Run: jbang manage.java install-fast");
        Project project = Project.around(Path.of(""));
        if (project.root().toString().contains(File.pathSeparator)) {
            throw ExitException.wrongInput(
                    "a class path cannot have " + File.pathSeparator + " in a folder's name: " + project.root(),
                    "Use jbang manage.java here.");
        }
        GlobalOptions options = GlobalOptions.of(spec);
        Console console = new Console(System.err, options.quiet, options.verbose);
        Path file = project.state("fast");
        try {
            Path folder =
                    options.dryRun ? project.state("fast-N") : Files.createTempDirectory(project.state(), "fast-");
            List<String> arguments = arguments(
                    project,
                    folder,
                    options.dryRun ? new ProcessRunner.Printing(System.out) : new ProcessRunner.Real(console));
            if (!options.dryRun) {
                ArgumentFile.write(file, arguments);
                removeOld(project.state(), folder);
            }
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        if (!options.dryRun)
            console.info("Ready: java @" + project.show(file)
                    + " COMMAND does what jbang manage.java COMMAND does; from a folder below, java @../"
                    + project.show(file) + ".");
        return 0;
    }

    /** Fills the folder and returns the arguments of a Java that runs from it. */
    private static List<String> arguments(Project project, Path folder, ProcessRunner runner)
            throws IOException, URISyntaxException {
        Path jar = Path.of(install_fast
                .class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        // JBang's cache may be emptied
        Path copy = folder.resolve("manage.jar");
        List<Path> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            classPath.add(Path.of(entry).equals(jar) ? copy : Path.of(entry));
        if (Files.isDirectory(folder)) {
            Files.copy(jar, copy);
            FileFingerprints.write(
                    folder.resolve(PreparedLauncher.STAMP),
                    Stream.of(sources(project), classPath, List.of(Path.of(System.getProperty("java.home"), "release")))
                            .flatMap(List::stream)
                            .toList());
        }
        List<String> arguments = new ArrayList<>(options(project));
        arguments.add("-D" + PreparedLauncher.FOLDER + "=" + folder);
        ScriptLauncher.remembered().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        List<String> program = List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList()),
                "lib.cli.PreparedLauncher");
        Path archive = folder.resolve("manage.jsa");
        archive(project, folder, archive, arguments, program, runner);
        // with one that is missing, Java would start without its own, and slowly
        if (Files.exists(archive)) arguments.add("-XX:SharedArchiveFile=" + archive);
        arguments.addAll(program);
        return arguments;
    }

    /** Those that are compiled in; another script in tasks/ is built by JBang when it is called. */
    private static List<Path> sources(Project project) throws IOException {
        List<Path> sources = new ArrayList<>(List.of(project.root().resolve("manage.java")));
        Path tasks = project.root().resolve("tasks");
        try (Stream<Path> files = Files.walk(tasks)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> install_fast.class.getResource("/"
                                    + tasks.relativize(file)
                                            .toString()
                                            .replace('\\', '/')
                                            .replaceFirst("java$", "class"))
                            != null)
                    .forEach(sources::add);
        }
        return sources;
    }

    /** The options that JBang gives to manage.java too. */
    private static List<String> options(Project project) throws IOException {
        String mark = "//RUNTIME_OPTIONS ";
        return Files.readAllLines(project.root().resolve("tasks/lib/cli/Cli.java")).stream()
                .filter(line -> line.startsWith(mark))
                .flatMap(line -> Stream.of(line.substring(mark.length()).strip().split(" +")))
                .toList();
    }

    /** Class-data sharing, of a static archive: only that takes classes as old as picocli's. */
    private static void archive(
            Project project,
            Path folder,
            Path archive,
            List<String> options,
            List<String> program,
            ProcessRunner runner)
            throws IOException {
        Path all = folder.resolve("classes");
        Set<String> classes = new LinkedHashSet<>();
        for (List<String> line : TRAINING) {
            Files.deleteIfExists(all);
            java(project, runner, options, List.of("-XX:DumpLoadedClassList=" + all), program, line);
            if (Files.exists(all)) classes.addAll(Files.readAllLines(all));
        }
        if (!classes.isEmpty()) Files.write(all, classes);
        java(
                project,
                runner,
                options,
                List.of("-Xshare:dump", "-XX:SharedClassListFile=" + all, "-XX:SharedArchiveFile=" + archive),
                program.subList(0, 2),
                List.of());
    }

    @SafeVarargs
    private static void java(Project project, ProcessRunner runner, List<String>... arguments) {
        List<String> argv = new ArrayList<>(List.of(ScriptLauncher.java()));
        for (List<String> some : arguments) argv.addAll(some);
        runner.captured(new ProcessSpec(argv, project.root(), Map.of()).within(PATIENCE));
    }

    private static void removeOld(Path state, Path kept) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(state, "fast-*")) {
            for (Path folder : folders) {
                if (folder.equals(kept)
                        || Files.getLastModifiedTime(folder)
                                .toInstant()
                                .isAfter(Instant.now().minus(IN_USE))) continue;
                File[] files = folder.toFile().listFiles();
                // what is open on Windows stays until the next time
                if (files != null) for (File file : files) file.delete();
                folder.toFile().delete();
            }
        }
    }

    public static void main(String... args) {
        Cli.main(new install_fast(), args);
    }
}
