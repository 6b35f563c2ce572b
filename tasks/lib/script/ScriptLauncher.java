//JAVA 17+

package lib.script;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Project;
import lib.process.ProcessRunner;

/** Starts another script as a JBang process of its own, in the same environment. */
public class ScriptLauncher {

    /** How a directory of our cache begins that has the scripts which a catalog brought along. */
    private static final String UNPACKED = "scripts-";
    /** The property that tells a project's own script where the classes of the commands are. */
    private static final String LIBRARY = "manage.lib";

    /** @param options options of JBang itself */
    public static int run(Context context, List<String> options, String script, List<String> arguments) {
        return context.runner().attached(context.command(argv(context.project(), options, script, arguments)));
    }

    /** The command line that starts a script. */
    public static List<String> argv(Project project, List<String> options, String script, List<String> arguments) {
        Path shipped = shipped(project).resolve(script);
        Path file = Files.exists(shipped) ? shipped : project.root().resolve(script);
        if (!Files.exists(file))
            throw ExitException.wrongInput("there is no " + script, "Copy the whole tasks directory.");
        List<String> argv = new ArrayList<>(launcher(project));
        argv.add("run");
        argv.addAll(options);
        argv.add(file.toString());
        argv.addAll(arguments);
        return argv;
    }

    /**
     * The repository with the scripts of this version: the project, unless a catalog's alias brought them along, or
     * they were started from outside by a path.
     */
    public static Path shipped(Project project) {
        Optional<Path> elsewhere = elsewhere();
        return copied(project) && elsewhere.filter(ScriptLauncher::unpacked).isEmpty()
                ? project.root()
                : elsewhere.orElse(project.root());
    }

    /** Whether the project has the scripts itself. */
    public static boolean copied(Project project) {
        return Files.isRegularFile(project.root().resolve("manage.java"));
    }

    private static boolean unpacked(Path directory) {
        return directory.startsWith(Project.cache())
                && directory.getFileName().toString().startsWith(UNPACKED);
    }

    /** JBang's options for a script of the project's own, which finds our classes in lib where they were copied. */
    static List<String> library(Project project) {
        Path shipped = shipped(project);
        return shipped.equals(project.root())
                ? List.of()
                : List.of("-D" + LIBRARY + "=" + shipped.resolve("tasks/lib"));
    }

    /** A repository that brought the scripts along, or whose launcher started this process. */
    public static Optional<Path> elsewhere() {
        return Optional.ofNullable(remembered().get("MANAGE_JBANG"))
                .map(launcher -> Path.of(launcher).resolveSibling("manage.java"))
                .filter(Files::isRegularFile)
                .map(Path::getParent);
    }

    /** Our own comes first where it is: it lets no two processes build the same script at the same time. */
    public static List<String> launcher(Project project) {
        Map<String, String> started = remembered();
        for (String launcher : List.of(
                started.getOrDefault("MANAGE_JBANG", ""),
                project.root().resolve("jbang.java").toString())) {
            if (!launcher.isEmpty() && Files.isRegularFile(Path.of(launcher))) return java(Path.of(launcher));
        }
        String command = started.get("JBANG_LAUNCH_CMD");
        if (command != null && Files.isExecutable(Path.of(command))) return List.of(command);
        Path installed = ProcessRunner.onPath("jbang");
        if (installed != null) return List.of(installed.toString());
        throw ExitException.machineLacks(
                "JBang was not found", "Put jbang on the PATH, or jbang.java beside manage.java.");
    }

    private static List<String> java(Path launcher) {
        Path program = launcher.toString().endsWith(".java") ? CompiledLauncher.of(launcher) : launcher;
        List<String> argv = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        argv.add("-DMANAGE_JBANG=" + launcher);
        if (program.toString().endsWith(".jar")) argv.add("-jar");
        argv.add(program.toString());
        return argv;
    }

    /** The variables that tell which JBang started this process; from an argument file, the one that prepared it. */
    public static Map<String, String> remembered() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of("JBANG_LAUNCH_CMD", "MANAGE_JBANG")) {
            String value = System.getenv().getOrDefault(name, System.getProperty(name));
            if (value != null) all.put(name, value);
        }
        return all;
    }

    /** The Java that runs this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
