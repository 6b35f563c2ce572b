//JAVA 17+

package lib.application;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.base.SignalHandling;

/**
 * Tells which files of some sources are no longer what they were. The system says that there is something to look at,
 * where it can; what it says of it is not relied on, as editors write copies and rename them.
 */
class SourceChanges implements AutoCloseable {

    /** Milliseconds between two looks where the system tells nothing, as on macOS and on some network drives. */
    private static final long LOOK_AGAIN = 300;
    /** The same where it does, and may have missed something. */
    private static final long LOOK_ANYWAY = 3000;
    /** How long nothing may happen before a change is whole: an editor, or a change of branch, writes several files. */
    private static final long QUIET = 40;

    private final List<Path> sources;
    private final WatchService service;
    private final Set<Path> watched = new HashSet<>();
    private Map<Path, String> seen;
    private long looked = System.nanoTime();

    /** @param sources files, and folders with all that is in them; not each need be there */
    SourceChanges(List<Path> sources) {
        this.sources = List.copyOf(sources);
        this.service = service();
        this.seen = files();
    }

    /** Null where it would only look again and again, as we do. */
    private static WatchService service() {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            if (!service.getClass().getSimpleName().contains("Polling")) return service;
            service.close();
        } catch (IOException | UnsupportedOperationException e) {
            // then we look ourselves
        }
        return null;
    }

    /** Waits for a change, at most for a time. */
    boolean await(long milliseconds) {
        boolean told = told(milliseconds);
        long pause = TimeUnit.MILLISECONDS.toNanos(service == null ? LOOK_AGAIN : LOOK_ANYWAY);
        if (!told && System.nanoTime() - looked < pause) return false;
        return !files().equals(seen);
    }

    /** The files that have changed, as soon as they stay as they are. */
    Set<Path> changed() {
        Map<Path, String> before = seen;
        Map<Path, String> now = files();
        do {
            seen = now;
            told(QUIET);
            now = files();
        } while (!now.equals(seen));
        Set<Path> changed = new TreeSet<>(seen.keySet());
        changed.addAll(before.keySet());
        changed.removeIf(file -> Objects.equals(before.get(file), seen.get(file)));
        return changed;
    }

    /** Waits; whether the system has told of something. */
    private boolean told(long milliseconds) {
        if (service == null) {
            SignalHandling.sleep(milliseconds);
            return false;
        }
        try {
            WatchKey first = service.poll(milliseconds, TimeUnit.MILLISECONDS);
            for (WatchKey key = first; key != null; key = service.poll()) {
                key.pollEvents();
                if (!key.reset()) watched.remove((Path) key.watchable());
            }
            return first != null;
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        }
    }

    /** Files with their size and time; folders that are new are watched from now on. */
    private Map<Path, String> files() {
        looked = System.nanoTime();
        Map<Path, String> files = new HashMap<>();
        for (Path source : sources) {
            if (!Files.isDirectory(source)) watch(source.getParent());
            if (!Files.exists(source)) continue;
            try {
                FileTree.visit(source, folder -> false, (path, attributes) -> {
                    if (attributes.isDirectory()) watch(path);
                    else files.put(path, attributes.size() + " " + attributes.lastModifiedTime());
                });
            } catch (IOException e) {
                throw ExitException.cannotRead(source.toString(), e);
            }
        }
        return files;
    }

    private void watch(Path folder) {
        if (service == null || !Files.isDirectory(folder) || !watched.add(folder)) return;
        try {
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException limitReached) {
            // it is looked at all the same, less often
        }
    }

    @Override
    public void close() {
        try {
            if (service != null) service.close();
        } catch (IOException e) {
            // it ends with us
        }
    }
}
