//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.base.SignalHandling;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.maven.FrameworkDefaults;
import lib.maven.MavenCommand;
import lib.maven.TestEvents;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/**
 * Maven running a project's tests. It may be started before the database is there: it waits for {@link #open} with what
 * may need it.
 */
public class MavenProcess {

    /** Options with which Maven is asked to explain itself, to somebody who wants to read that. */
    private static final Set<String> EXPLAINING = Set.of("-X", "--debug", "-e", "--errors");

    private final Path directory;
    private final ProcessRunner.Background maven;
    private final TestProgress progress;
    /** Maven has the extension, and tells when tests begin and end. */
    private final boolean hasExtension;

    private final Path module;
    private final long start = System.currentTimeMillis();
    private TestReports results;

    private MavenProcess(
            Path directory, Path module, ProcessRunner.Background maven, TestProgress progress, boolean hasExtension) {
        this.hasExtension = hasExtension;
        this.module = module;
        this.directory = directory;
        this.maven = maven;
        this.progress = progress;
    }

    /**
     * Starts it.
     *
     * @param context with the server's address, as the tests are to know it
     * @param arguments of Maven
     * @param extension the jar that it has to wait with, or null
     * @param more variables that it gets besides
     */
    public static MavenProcess start(
            Context context,
            List<String> arguments,
            Path extension,
            Map<String, String> more,
            TestOptions.Telling telling) {
        Path directory = events(context);
        Path log = log(context);
        if (!context.dryRun()) empty(directory);
        boolean raw = extension == null
                || context.console().verbose()
                || arguments.stream().anyMatch(EXPLAINING::contains);
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        Path module = maven.pom().getParent();
        TestProgress progress = context.dryRun()
                ? null
                : new TestProgress(
                        new TestEvents(directory),
                        log,
                        TestPrinter.of(context.project(), module),
                        telling.shown(context.console()),
                        raw);
        Map<String, String> variables = new HashMap<>(more);
        variables.put("MANAGE_EVENTS", directory.toString());
        variables.put(
                "MANAGE_STATE",
                context.project().state(context.environment().name + ".run").toString());
        if (!context.environment().flag("APPLICATION_DB_BEFORE_COMPILE").orElse(true))
            variables.put("MANAGE_GATE", "tests");
        variables.putAll(FrameworkDefaults.variables(context.environment()));
        arguments.stream()
                .filter(word -> word.startsWith(MavenCommand.COVERAGE))
                .findFirst()
                .ifPresent(word -> variables.putAll(
                        FrameworkDefaults.coverage(Path.of(word.substring(MavenCommand.COVERAGE.length())))));
        List<String> everything = new ArrayList<>(arguments);
        everything.addAll(FrameworkDefaults.arguments(context, arguments));
        ProcessSpec command = context.command(maven.command(everything))
                .with(ForeignDatabaseVariables.withoutForeignVariables(context))
                .with(MavenCommand.options(context.project()))
                .with(variables);
        ProcessRunner.Background running = context.runner().background(command, progress);
        return new MavenProcess(directory, module, running, progress, extension != null);
    }

    /** Where Maven, and the JVMs of its tests, tell what happens. */
    static Path events(Context context) {
        return context.project().state("events");
    }

    /** Where all that Maven printed stands. */
    public static Path log(Context context) {
        return context.project().state("maven.log");
    }

    private static void empty(Path directory) {
        try {
            FileTree.delete(directory);
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    /** The database is there. */
    public void open() {
        if (progress == null) return;
        try {
            Files.createFile(directory.resolve("go"));
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    /**
     * Shows the tests until Maven ends.
     *
     * @param failFast end it at the first failure
     * @return its exit code
     */
    public int await(boolean failFast) {
        if (progress == null) return maven.code();
        try {
            while (maven.alive()) {
                progress.poll();
                if (failFast && progress.failed()) {
                    stop();
                    progress.end();
                    return ExitException.WORK_FAILED;
                }
                SignalHandling.sleep(20);
            }
        } finally {
            progress.clear();
        }
        int code = maven.code();
        progress.end();
        return code;
    }

    /** What ran, once it has ended. */
    public TestReports results() throws IOException {
        if (results == null) results = progress.reported().with(progress.executions(), start, module);
        return results;
    }

    /** What of Maven failed, other than tests, in its own words. */
    Optional<String> failedGoal() {
        return progress.failedGoal();
    }

    /** What surefire noted of JVMs of the tests that died, or did not start. */
    List<String> dumps() throws IOException {
        if (results().tests() > 0 && !results().crashed()) return List.of();
        Set<Path> directories = new LinkedHashSet<>(Set.of(module.resolve("target/surefire-reports")));
        progress.executions().stream()
                .map(TestReports.Execution::reports)
                .filter(Objects::nonNull)
                .forEach(directories::add);
        return new SurefireDumps(directories, start).lines();
    }

    /** How many tests were to run again after they had failed, and did not. */
    int notRetried() {
        return progress.notRetried();
    }

    /** Whether tests are running now, as far as Maven tells. */
    public boolean testing() {
        return !hasExtension || progress.testing();
    }

    public void stop() {
        if (maven.alive()) maven.stop();
    }

    /** Whether Maven took the extension, and so waited. */
    public boolean waited() {
        return progress == null || progress.hasExtension();
    }
}
