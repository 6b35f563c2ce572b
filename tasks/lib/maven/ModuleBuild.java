//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.ProcessDirectory;
import lib.process.ProcessSpec;

/**
 * Has Maven compile a project, without its tests, and tell what it knows of its modules: what only Maven can work out,
 * such as class paths.
 *
 * @param extension the jar that has Maven tell
 * @param arguments of Maven, on top of ours
 */
public record ModuleBuild(Context context, Path extension, List<String> arguments) {

    private static final String PREFIX = "build-";
    /** The tests' own plugin is what makes Maven look for all dependencies, those of the tests too. */
    private static final List<String> COMPILE = List.of("-q", "-B", "test-compile", "-Dmaven.test.skip=true");

    /** Empty where the extension cannot be built. */
    public static Optional<ModuleBuild> of(Context context, List<String> arguments) {
        MavenCommand.fetch(context);
        return Optional.ofNullable(MavenExtension.built(context)).map(jar -> new ModuleBuild(context, jar, arguments));
    }

    /**
     * What Maven and our extension have told of it, as events; empty where Maven failed, and has said why, and in a dry
     * run without events.
     */
    public Optional<List<List<String>>> run() {
        if (context.dryRun()) {
            context.runner().attached(command(context.project().state(PREFIX)));
            return Optional.of(List.of());
        }
        try (ProcessDirectory directory = ProcessDirectory.make(context.project(), PREFIX, left -> {})) {
            // it waits for nothing
            Files.createFile(directory.path().resolve("go"));
            // what Maven says is no result of ours
            int code = context.runner()
                    .background(command(directory.path()), context.console().out()::println)
                    .code();
            return code == 0 ? Optional.of(new TestEvents(directory.path()).all()) : Optional.empty();
        } catch (IOException e) {
            throw ExitException.cannotWrite(context.project().state(), e);
        }
    }

    private ProcessSpec command(Path directory) {
        List<String> argv = new ArrayList<>(COMPILE);
        argv.add("-Dmaven.ext.class.path=" + extension);
        argv.addAll(arguments);
        Map<String, String> variables = new HashMap<>(MavenCommand.options(context.project()));
        variables.put("MANAGE_EVENTS", directory.toString());
        variables.put(MavenExtension.RECORDED, ",");
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        return context.command(maven.command(argv)).with(variables);
    }
}
