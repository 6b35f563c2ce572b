//JAVA 17+

package lib.shell;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.maven.BuiltModule;
import lib.maven.MavenCommand;
import lib.maven.ModuleBuild;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;

/**
 * JShell for a project: what is typed runs in a JVM with the class path of its tests and the variables of its
 * environment.
 *
 * @param width of the terminal; 0 where there is none, and what comes on standard input is run as a script
 */
public record ProjectShell(Context context, int width) {

    private static final String UTF_8 = "-Dfile.encoding=UTF-8";
    private static final String STARTUP = """
        import java.sql.*;
        import javax.sql.DataSource;
        import static lib.shell.ShellDatabase.dataSource;
        import static lib.shell.ShellDatabase.sql;
        """;

    /** Opens it in our place, and returns its exit code. */
    public int open() {
        requireCompiler();
        String project = classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Database database = Database.application(context.environment());
        ProcessSpec command = context.command(argv(project, startup()))
                .with(Map.of(ShellDatabase.URL, database.source().getURL()));
        SignalHandling.leaveToChild();
        return context.runner().attached(command);
    }

    private static void requireCompiler() {
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty())
            throw ExitException.machineLacks(
                    "the Java in " + System.getProperty("java.home") + " has no JShell",
                    "Install a JDK: JShell is a part of it.");
    }

    /** That of the tests of all modules, and behind it what the database needs of ours. */
    private List<Path> classPath() {
        Path pom = MavenCommand.pom(context.project(), context.environment());
        List<BuiltModule> modules = ModuleBuild.of(context, List.of())
                .flatMap(ModuleBuild::run)
                .map(BuiltModule::of)
                .orElseThrow(() -> ExitException.workFailed(
                        "Maven cannot determine the class path of "
                                + context.project().show(pom),
                        "Its own message is above."));
        Stream<Path> own =
                Stream.of(ShellDatabase.class, org.postgresql.Driver.class).map(ProjectShell::origin);
        return Stream.concat(modules.stream().flatMap(module -> module.test().stream()), own)
                // jshell takes no directory that is not there yet
                .filter(Files::exists)
                .distinct()
                .toList();
    }

    private static Path origin(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs before anything is typed: ours, and the project's own. */
    private List<Path> startup() {
        Path ours = context.project().state("shell.jsh");
        Path own = context.project().root().resolve("tasks/shell.jsh");
        try {
            if (!context.dryRun()) Files.writeString(ours, STARTUP);
        } catch (IOException e) {
            throw ExitException.cannotWrite(ours, e);
        }
        return Files.exists(own) ? List.of(ours, own) : List.of(ours);
    }

    private List<String> argv(String classPath, List<Path> startup) {
        List<String> argv = new ArrayList<>(List.of(
                ScriptLauncher.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                UTF_8,
                "-cp",
                System.getProperty("java.class.path"),
                ShellSession.class.getName(),
                context.project().state("shell.history").toString(),
                "--class-path",
                classPath,
                "-R" + UTF_8,
                "-R-D" + ShellDatabase.WIDTH + "=" + width,
                "--startup",
                "DEFAULT"));
        startup.forEach(file -> argv.addAll(List.of("--startup", file.toString())));
        if (width == 0) argv.addAll(List.of("-s", "-"));
        return argv;
    }
}
