//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import lib.base.ExitException;
import lib.base.SignalHandling;

/** Tells at once when something happens in directories, where the system tells of that. */
public final class DirectoryNotifications {

    private final Map<Path, WatchKey> keys = new HashMap<>();
    private Optional<WatchService> service;

    public DirectoryNotifications() {
        service = create();
    }

    private static Optional<WatchService> create() {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            // the JDK looks for itself there, and not often
            if (!service.getClass().getSimpleName().startsWith("Polling")) return Optional.of(service);
            service.close();
        } catch (IOException | UnsupportedOperationException e) {
            // one has to look
        }
        return Optional.empty();
    }

    /** Whether the system tells; otherwise somebody has to look. */
    public boolean available() {
        return service.isPresent();
    }

    /** Begins to listen in those that are new. */
    public void listen(Collection<Path> directories) {
        if (service.isEmpty()) return;
        keys.values().removeIf(key -> !key.isValid());
        try {
            for (Path directory : directories) {
                if (!keys.containsKey(directory))
                    keys.put(
                            directory,
                            directory.register(
                                    service.get(),
                                    StandardWatchEventKinds.ENTRY_CREATE,
                                    StandardWatchEventKinds.ENTRY_DELETE,
                                    StandardWatchEventKinds.ENTRY_MODIFY));
            }
        } catch (NoSuchFileException goneAgain) {
            // it is told of in the directory around it
        } catch (IOException e) {
            // the system has a limit
            service = Optional.empty();
        }
    }

    /** Waits at most so long; whether something happened. */
    public boolean await(long milliseconds) {
        if (service.isEmpty()) {
            SignalHandling.sleep(milliseconds);
            return false;
        }
        try {
            WatchKey first = service.get().poll(milliseconds, TimeUnit.MILLISECONDS);
            for (WatchKey key = first; key != null; key = service.get().poll()) {
                key.pollEvents();
                key.reset();
            }
            return first != null;
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        }
    }

    public void close() {
        try {
            if (service.isPresent()) service.get().close();
        } catch (IOException e) {
            // it ends with us
        }
    }
}
