//JAVA 17+

package lib.application;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.maven.BuiltModule;
import lib.maven.ModuleBuild;
import lib.watch.BackgroundWork;
import lib.watch.FileChanges;
import lib.watch.MavenNeededException;
import lib.watch.RecordedBuild;
import lib.watch.RepeatedBuild;

/** Follows the sources of an application while it runs. */
class Reloader implements AutoCloseable {

    /** Milliseconds between two looks at a version that starts, and at one that runs. */
    private static final long STARTING = 20;

    private static final long RUNNING = 200;
    private final Context context;
    private final ModuleBuild maven;
    private final PortRelay relay;
    private final VersionDirectories directories;
    private final Versions versions;
    /** What Maven told when it last built the application. */
    private List<List<String>> told;

    private FileChanges changes;
    /** The same build without Maven, once it is known how; nothing before that was tried. */
    private Optional<BackgroundWork<RepeatedBuild>> learned = Optional.empty();

    /** @param told by Maven, which has built the application before */
    Reloader(ModuleBuild maven, PortRelay relay, List<List<String>> told, MainClass main) {
        this.context = maven.context();
        this.maven = maven;
        this.relay = relay;
        this.told = told;
        changes = changesOf(told);
        directories = new VersionDirectories(context.project());
        versions = new Versions(relay, directories.version(context, main));
        learn();
    }

    private static FileChanges changesOf(List<List<String>> told) {
        return new FileChanges(BuiltModule.sources(BuiltModule.of(told)), place -> below -> false);
    }

    /** Until it ends; its exit code. */
    int follow() {
        while (versions.run()) {
            if (changes.await(versions.serve() ? RUNNING : STARTING)) take();
        }
        return versions.code();
    }

    private void take() {
        relay.hold();
        Set<Path> changed = changes.take();
        Path root = context.project().root();
        if (!changed.isEmpty()) console().info("Changed: " + FileChanges.shown(changed, root));
        if (changed.isEmpty() || !reload(changed)) versions.resume();
        directories.keep(versions.kept());
    }

    /** Begins to find out how to do without Maven what it did, where that has not begun yet. */
    private BackgroundWork<RepeatedBuild> learn() {
        if (learned.isEmpty()) {
            List<List<String>> from = told;
            learned = Optional.of(BackgroundWork.begin(() -> {
                RepeatedBuild build = new RepeatedBuild(
                        RecordedBuild.of(from, List.of()), context.project().root());
                build.compare();
                return build;
            }));
        }
        return learned.get();
    }

    /** False where there is nothing to run, and it was said why. */
    private boolean reload(Set<Path> changed) {
        try {
            if (build(changed)) {
                versions.replace(directories.version(context, MainClass.of(BuiltModule.of(told))));
                return true;
            }
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            console().warn(stop.getMessage() + "\n" + stop.hint);
        }
        console().warn("the previous version keeps running.");
        return false;
    }

    private boolean build(Set<Path> changed) {
        try {
            RepeatedBuild build = learn().await();
            build.take(changed);
            List<String> errors = build.make(changed);
            errors.forEach(console().out()::println);
            return errors.isEmpty();
        } catch (MavenNeededException needed) {
            console().info("Maven is needed: " + needed.getMessage() + ".");
            return throughMaven();
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().root().toString(), e);
        }
    }

    private boolean throughMaven() {
        // whatever it leaves behind
        learned = Optional.empty();
        Optional<List<List<String>>> built = maven.run();
        built.ifPresent(this::follow);
        return built.isPresent();
    }

    /** A change of a POM may have brought other sources. */
    private void follow(List<List<String>> now) {
        List<Path> before = BuiltModule.sources(BuiltModule.of(told));
        told = now;
        learn();
        if (BuiltModule.sources(BuiltModule.of(now)).equals(before)) return;
        changes.close();
        changes = changesOf(now);
    }

    private Console console() {
        return context.console();
    }

    @Override
    public void close() {
        versions.close();
        changes.close();
        directories.close();
    }
}
