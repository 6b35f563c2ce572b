//JAVA 17+

package lib.application;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.maven.BuiltModule;
import lib.maven.ModuleBuild;
import lib.maven.StartedBuild;

/** Follows the sources of an application while it runs. */
class Reloader implements AutoCloseable {

    /** Milliseconds between two looks at a version that starts, and at one that runs. */
    private static final long STARTING = 20;

    private static final long RUNNING = 200;
    /** How many names of files a line has. */
    private static final int NAMED = 3;

    private final Context context;
    private final ModuleBuild build;
    private final PortRelay relay;
    private final VersionFolders folders;
    private final Versions versions;
    private List<BuiltModule> modules;
    private SourceChanges changes;
    /** Maven that was started while nothing happened: most of its time is its start. */
    private Optional<StartedBuild> ready = Optional.empty();

    /** @param modules that were built before */
    Reloader(ModuleBuild build, PortRelay relay, List<BuiltModule> modules, MainClass main) {
        this.context = build.context();
        this.build = build;
        this.relay = relay;
        this.modules = modules;
        changes = new SourceChanges(sources(modules));
        folders = new VersionFolders(context.project());
        versions = new Versions(relay, folders.version(context, main));
    }

    private static List<Path> sources(List<BuiltModule> modules) {
        return modules.stream()
                .flatMap(module -> module.sources().stream())
                .distinct()
                .toList();
    }

    /** Until it ends; its exit code. */
    int follow() {
        while (versions.run()) {
            if (versions.serve() && ready.isEmpty()) ready = Optional.of(build.start());
            if (!changes.await(versions.serve() ? RUNNING : STARTING)) continue;
            relay.hold();
            Set<Path> changed = changes.changed();
            console().info("Changed: " + names(changed));
            if (!reload(changed)) {
                console().warn("the version before goes on.");
                versions.resume();
            }
            folders.keep(versions.kept());
        }
        return versions.code();
    }

    /** False where there is nothing to run, and it was said why. */
    private boolean reload(Set<Path> changed) {
        Optional<List<BuiltModule>> built = build(changed);
        if (built.isEmpty()) return false;
        follow(built.get());
        try {
            versions.replace(folders.version(context, MainClass.of(modules)));
            return true;
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            console().warn(stop.getMessage() + "\n" + stop.hint);
            return false;
        }
    }

    private Optional<List<BuiltModule>> build(Set<Path> changed) {
        // a Maven that has started has read the POM
        boolean old = modules.stream().map(BuiltModule::pom).anyMatch(changed::contains);
        if (old || !ready.map(StartedBuild::waits).orElse(false)) endReady();
        try (StartedBuild started = ready.orElseGet(build::start)) {
            return started.finish();
        } finally {
            ready = Optional.empty();
        }
    }

    private void endReady() {
        ready.ifPresent(StartedBuild::close);
        ready = Optional.empty();
    }

    /** A change of a POM may have brought other sources. */
    private void follow(List<BuiltModule> now) {
        boolean same = sources(now).equals(sources(modules));
        modules = now;
        if (same) return;
        changes.close();
        changes = new SourceChanges(sources(now));
    }

    private String names(Collection<Path> files) {
        return files.stream()
                        .limit(NAMED)
                        .map(file -> file.getFileName().toString())
                        .collect(Collectors.joining(", "))
                + (files.size() > NAMED ? " and " + (files.size() - NAMED) + " more" : "");
    }

    private Console console() {
        return context.console();
    }

    @Override
    public void close() {
        versions.close();
        endReady();
        changes.close();
        folders.close();
    }
}
