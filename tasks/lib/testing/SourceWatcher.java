//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.environment.Context;
import lib.maven.ModuleFolders;
import lib.migration.MigrationFiles;
import lib.watch.FolderNotifications;

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

    /** How often to look where the system does not tell, and where it should have. */
    private static final long LOOK_OFTEN = 100;

    private static final long LOOK_SELDOM = 1000;
    /** Nothing else changes for so long after a change. */
    private static final long QUIET = 30;
    /** How often it may still change. */
    private static final int MOST = 100;

    private static final int SHOWN = 3;

    private final Path root;
    private final List<Path> folders;
    private final TypedKeys keys;
    private final FolderNotifications notifications = new FolderNotifications();
    private Map<Path, String> seen;

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
        this.seen = files();
    }

    /** Waits until something changed, or somebody typed what it is to do. */
    public Next await() {
        for (long looked = 0; ; ) {
            Optional<Action> action = keys.next();
            if (action.isPresent()) {
                return new Next(action.get(), changed());
            }
            long pause = notifications.available() ? LOOK_SELDOM : LOOK_OFTEN;
            if (looked == 0 || notifications.await(LOOK_OFTEN) || System.currentTimeMillis() - looked >= pause) {
                looked = System.currentTimeMillis();
                Set<Path> changed = changed();
                if (!changed.isEmpty()) return new Next(Action.CHANGED, changed);
            }
        }
    }

    /** What is not as it was, once it stays as it is: an editor, or a change of branch, writes more than one file. */
    private Set<Path> changed() {
        Map<Path, String> before = seen;
        seen = files();
        while (!seen.equals(before)) {
            Map<Path, String> last = seen;
            for (int i = 0; i < MOST && notifications.await(QUIET); i++) {}
            seen = files();
            if (seen.equals(last)) break;
        }
        Set<Path> changed = new TreeSet<>(seen.keySet());
        changed.addAll(before.keySet());
        changed.removeIf(file -> Objects.equals(before.get(file), seen.get(file)));
        return changed;
    }

    /** The tests that a change can have to do with, by the words of the sources; empty for all. */
    List<String> tests(Set<Path> changed) {
        return new AffectedTests(folders, seen.keySet()).by(changed).orAll();
    }

    /** Files as people know them. */
    String shown(Set<Path> changed) {
        return changed.stream()
                        .limit(SHOWN)
                        .map(file -> root.relativize(file).toString())
                        .collect(Collectors.joining(", "))
                + (changed.size() > SHOWN ? " ..." : "");
    }

    /** Files with their size and time. */
    private Map<Path, String> files() {
        Map<Path, String> files = new HashMap<>();
        Set<Path> below = new HashSet<>();
        for (Path folder : folders) {
            try {
                Predicate<Path> isNoSource = new ModuleFolders(folder)::isNoSource;
                FileTree.visit(folder, isNoSource, (path, attributes) -> {
                    if (!attributes.isDirectory() && !isOfAnEditor(path))
                        files.put(path, attributes.size() + " " + attributes.lastModifiedTime());
                    else if (attributes.isDirectory() && !isNoSource.test(path)) below.add(path);
                });
            } catch (IOException e) {
                throw ExitException.cannotRead(folder.toString(), e);
            }
        }
        notifications.listen(below);
        return files;
    }

    /** What it keeps beside a file while that is edited. */
    private static boolean isOfAnEditor(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || name.endsWith("~");
    }
}
