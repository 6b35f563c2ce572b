//JAVA 17+

package lib.testing;

import java.nio.file.*;
import java.util.*;
import lib.environment.Context;
import lib.maven.ModuleDirectories;
import lib.migration.MigrationFiles;
import lib.watch.FileChanges;

/** Waits until a project's sources change, or until its user asks for something. */
public class SourceWatcher {

    public enum Action {
        /** Files did. */
        CHANGED,
        ALL,
        FAILED,
        SAME,
        QUIT
    }

    /**
     * What to do next.
     *
     * @param changed the files that changed meanwhile
     */
    public record Next(Action action, Set<Path> changed) {}

    /** Milliseconds after which keys are looked at again. */
    private static final long HEARD = 100;

    private final Path root;
    private final List<Path> directories;
    private final TypedKeys keys;
    private final FileChanges changes;

    /** Of a module, and of the migrations where they are elsewhere. */
    static SourceWatcher of(Context context, Path module, TypedKeys keys) {
        List<Path> directories = new ArrayList<>(List.of(module));
        MigrationFiles.directories(context).stream()
                .filter(directory -> !directory.startsWith(module) && Files.isDirectory(directory))
                .forEach(directories::add);
        return new SourceWatcher(context.project().root(), directories, keys);
    }

    /** @param directories what to watch */
    SourceWatcher(Path root, List<Path> directories, TypedKeys keys) {
        this.root = root;
        this.directories = directories;
        this.keys = keys;
        this.changes = new FileChanges(directories, directory -> new ModuleDirectories(directory)::isNoSource);
    }

    /** Waits until something changed, or somebody typed what it is to do. */
    public Next await() {
        while (true) {
            Optional<Action> action = keys.next();
            if (action.isPresent()) return new Next(action.get(), changes.take());
            if (!changes.await(HEARD)) continue;
            Set<Path> changed = changes.take();
            if (!changed.isEmpty()) return new Next(Action.CHANGED, changed);
        }
    }

    /** The tests that a change can have to do with, by the words of the sources; empty for all. */
    List<String> tests(Set<Path> changed) {
        return new AffectedTests(directories, changes.known()).by(changed).orAll();
    }

    /** Files as people know them. */
    String shown(Set<Path> changed) {
        return FileChanges.shown(changed, root);
    }
}
