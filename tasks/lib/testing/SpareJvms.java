//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.environment.Context;
import lib.watch.BackgroundWork;
import lib.watch.MavenNeededException;
import lib.watch.RecordedBuild;
import lib.watch.RecordedModule;
import lib.watch.SpareJvm;
import lib.watch.TestJvm;

/** JVMs that wait for tests: one for each of the modules that were tested last. */
class SpareJvms implements AutoCloseable {

    private static final String QUICK = "-XX:TieredStopAtLevel=";
    /** More would need more memory than they save time. */
    private static final int MOST = 3;

    private final Context context;
    /** The tests are known to take seconds. */
    private final boolean brief;

    private final Map<Path, BackgroundWork<SpareJvm>> waiting = new ConcurrentHashMap<>();
    private final List<SpareJvm> used = new ArrayList<>();
    /** What the tests have needed of libraries. */
    private final Set<String> libraryClasses = new LinkedHashSet<>();

    private int started;
    private boolean closed;

    SpareJvms(Context context, boolean brief) {
        this.context = context;
        this.brief = brief;
    }

    /** Has one wait for each of the modules, as far as there may be so many. */
    void prepare(RecordedBuild build, Collection<RecordedModule> modules) {
        modules.stream()
                .filter(module -> module.jvm().isPresent())
                .limit(MOST)
                .forEach(module -> waiting.computeIfAbsent(
                        module.directory(), directory -> BackgroundWork.begin(() -> start(build, module))));
    }

    /** The one that waits for a module, or a new one. */
    SpareJvm take(RecordedBuild build, RecordedModule module) throws MavenNeededException, IOException {
        BackgroundWork<SpareJvm> spare = waiting.remove(module.directory());
        if (spare == null) return start(build, module);
        SpareJvm jvm = spare.await();
        if (jvm.usable()) return jvm;
        jvm.stop();
        return start(build, module);
    }

    private synchronized SpareJvm start(RecordedBuild build, RecordedModule module) throws MavenNeededException {
        if (closed) throw ExitException.interrupted();
        TestJvm jvm = module.jvm()
                .orElseThrow(() -> new MavenNeededException(
                        "no test of " + module.directory().getFileName() + " ran when Maven ran last"));
        boolean own = jvm.arguments().stream().anyMatch(argument -> argument.startsWith(QUICK));
        try {
            SpareJvm spare = SpareJvm.start(
                    context,
                    jvm,
                    build.outputs(),
                    directory().resolve(String.valueOf(++started)),
                    own || !brief ? List.of() : List.of(QUICK + 1),
                    libraryClasses);
            used.add(spare);
            return spare;
        } catch (ExitException stop) {
            throw new MavenNeededException(stop.getMessage());
        }
    }

    /** The next run of Maven empties it, whatever becomes of this one. */
    private Path directory() {
        return MavenProcess.events(context).resolve("spare");
    }

    /** A run in it is over. */
    synchronized void ended(SpareJvm jvm) throws IOException {
        libraryClasses.addAll(jvm.libraryClasses());
        used.remove(jvm);
        FileTree.delete(jvm.directory());
    }

    /** Ends those that wait. */
    void stop() {
        for (BackgroundWork<SpareJvm> spare : waiting.values()) {
            try {
                spare.await().stop();
            } catch (MavenNeededException | IOException | ExitException e) {
                // it did not start
            }
        }
        waiting.clear();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
        used.forEach(SpareJvm::stop);
        try {
            FileTree.delete(directory());
        } catch (IOException e) {
            // the next run deletes it
        }
    }
}
