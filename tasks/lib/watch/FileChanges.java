//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.FileTree;

/**
 * Tells which files are no longer what they were. The system says that there is something to look at, where it can;
 * what it says of it is not relied on, as editors write copies and rename them.
 */
public final class FileChanges {

    /** Milliseconds between two looks where the system does not tell, and where it should have. */
    private static final long LOOK_OFTEN = 100;

    private static final long LOOK_SELDOM = 1000;
    /** Nothing else changes for so long after a change: an editor, or a change of branch, writes several files. */
    private static final long QUIET = 30;
    /** How often it may still change. */
    private static final int MOST = 100;
    /** How many names a line has. */
    private static final int SHOWN = 3;

    private final List<Path> places;
    private final Function<Path, Predicate<Path>> ignored;
    private final DirectoryNotifications notifications = new DirectoryNotifications();
    private Map<Path, String> seen;
    private long looked;

    /**
     * @param places files, and directories with all that is in them; not each need be there
     * @param ignored of each directory those below it that do not matter
     */
    public FileChanges(List<Path> places, Function<Path, Predicate<Path>> ignored) {
        this.places = List.copyOf(places);
        this.ignored = ignored;
        this.seen = files();
    }

    /** Waits for a change, at most so many milliseconds. */
    public boolean await(long milliseconds) {
        boolean told = notifications.await(milliseconds);
        long pause = notifications.available() ? LOOK_SELDOM : LOOK_OFTEN;
        if (!told && System.currentTimeMillis() - looked < pause) return false;
        return !files().equals(seen);
    }

    /** What is not as it was, once it stays as it is. */
    public Set<Path> take() {
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

    /** The files that there were when they were last looked at. */
    public Set<Path> known() {
        return seen.keySet();
    }

    /** Files as people know them. */
    public static String shown(Set<Path> changed, Path root) {
        return changed.stream()
                        .limit(SHOWN)
                        .map(file -> root.relativize(file).toString())
                        .collect(Collectors.joining(", "))
                + (changed.size() > SHOWN ? " ..." : "");
    }

    public void close() {
        notifications.close();
    }

    /** With their size and time. */
    private Map<Path, String> files() {
        looked = System.currentTimeMillis();
        Map<Path, String> files = new HashMap<>();
        Set<Path> directories = new HashSet<>();
        for (Path place : places) {
            Path above = place.getParent();
            // it may come
            if (!Files.isDirectory(place) && Files.isDirectory(above)) directories.add(above);
            if (!Files.exists(place)) continue;
            try {
                Predicate<Path> skipped = ignored.apply(place);
                FileTree.visit(place, skipped, (path, attributes) -> {
                    if (!attributes.isDirectory() && !isOfAnEditor(path))
                        files.put(path, attributes.size() + " " + attributes.lastModifiedTime());
                    else if (attributes.isDirectory() && !skipped.test(path)) directories.add(path);
                });
            } catch (IOException e) {
                throw ExitException.cannotRead(place.toString(), e);
            }
        }
        notifications.listen(directories);
        return files;
    }

    /** What it keeps beside a file while that is edited. */
    private static boolean isOfAnEditor(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || name.endsWith("~");
    }
}
