//JAVA 17+

package lib.testing;

import java.nio.file.*;
import java.util.*;
import lib.environment.Context;
import lib.maven.ModuleFolders;
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
    private final List<Path> folders;
    private final TypedKeys keys;
    private final FileChanges changes;

    /** Of a module, and of the migrations where they are elsewhere. */
    static SourceWatcher of(Context context, Path module, TypedKeys keys) {
        List<Path> folders = new ArrayList<>(List.of(module));
        new MigrationFiles(context)
                .folders.stream()
                        .filter(folder -> !folder.startsWith(module) && Files.isDirectory(folder))
                        .forEach(folders::add);
        return new SourceWatcher(context.project().root(), folders, keys);
    }

    /** @param folders what to watch */
    SourceWatcher(Path root, List<Path> folders, TypedKeys keys) {
        this.root = root;
        this.folders = folders;
        this.keys = keys;
        this.changes = new FileChanges(folders, folder -> new ModuleFolders(folder)::isNoSource);
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
        return new AffectedTests(folders, changes.known()).by(changed).orAll();
    }

    /** Files as people know them. */
    String shown(Set<Path> changed) {
        return FileChanges.shown(changed, root);
    }
}
