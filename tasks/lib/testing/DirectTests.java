//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.server.DatabaseServer;
import lib.watch.MavenNeededException;
import lib.watch.RecordedBuild;
import lib.watch.SpareJvm;

/**
 * Runs tests after a change without Maven, as Maven did it before: what changed is compiled here, and the tests that it
 * reaches run in a JVM that was started meanwhile.
 */
class DirectTests implements AutoCloseable {

    private static final String QUICK = "-XX:TieredStopAtLevel=";

    private final PreparedRun prepared;
    private final Context context;
    private final DatabaseServer server;
    private final Runnable databases;
    private Future<LearnedBuild> learned;
    private Optional<Future<SpareJvm>> spare = Optional.empty();
    /** What the tests have needed of libraries. */
    private final Set<String> libraryClasses = new LinkedHashSet<>();

    private int started;
    private boolean closed;

    /**
     * @param context with the server's address
     * @param databases makes them anew for another run
     */
    DirectTests(PreparedRun prepared, Context context, DatabaseServer server, Runnable databases) {
        this.prepared = prepared;
        this.context = context;
        this.server = server;
        this.databases = databases;
    }

    /** Learns from what Maven did, beside what else happens. */
    void learn() {
        stopSpare();
        Future<RecordedBuild> recorded = inBackground(() -> LearnedBuild.read(prepared, context));
        spare = Optional.of(inBackground(() -> start(await(recorded))));
        learned = inBackground(
                () -> LearnedBuild.of(await(recorded), context.project().root()));
    }

    private static <T> Future<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private synchronized SpareJvm start(RecordedBuild build) throws MavenNeededException {
        if (closed) throw ExitException.interrupted();
        boolean own = build.jvm().arguments().stream().anyMatch(argument -> argument.startsWith(QUICK));
        try {
            return SpareJvm.start(
                    context,
                    build,
                    context.project().state("spare-" + started++ % 2),
                    own || !prepared.plan().brief() ? List.of() : List.of(QUICK + 1),
                    libraryClasses);
        } catch (ExitException stop) {
            throw new MavenNeededException(stop.getMessage());
        }
    }

    private void stopSpare() {
        try {
            if (spare.isPresent()) await(spare.get()).stop();
        } catch (MavenNeededException | IOException | ExitException e) {
            // it did not start
        }
        spare = Optional.empty();
    }

    /**
     * Compiles what changed, and runs tests.
     *
     * @param changed since the last time that it was compiled
     * @param untested since the tests ran
     * @return how it ended, as an exit code; empty where it does not compile
     */
    OptionalInt run(Set<Path> changed, Set<Path> untested) throws MavenNeededException, IOException {
        LearnedBuild before = await(learned);
        before.take(changed, context);
        RecordedBuild build = before.build().recorded();
        DirectRun run = new DirectRun(prepared, context, server, build.tags());
        Future<Void> copied = inBackground(() -> {
            databases.run();
            return null;
        });
        // a resource may have been read already
        boolean usable = untested.stream().allMatch(before.build()::isSource)
                && spare.isPresent()
                && await(spare.get()).usable();
        if (!usable) stopSpare();
        Files.deleteIfExists(TestResults.coverage(context));
        SpareJvm jvm = usable ? await(spare.get()) : start(build);
        spare = Optional.of(CompletableFuture.completedFuture(jvm));
        List<String> errors = before.build().make(changed);
        await(copied);
        if (!errors.isEmpty()) return failed(errors);
        LearnedBuild after = before.refreshed();
        learned = CompletableFuture.completedFuture(after);
        int code = run.execute(jvm, failedFirst(after.reached(before, untested, context.console())));
        libraryClasses.addAll(jvm.libraryClasses());
        spare = Optional.of(inBackground(() -> start(build)));
        return OptionalInt.of(code);
    }

    private OptionalInt failed(List<String> errors) {
        errors.forEach(System.out::println);
        context.console().warn("It does not compile: no test ran.");
        return OptionalInt.empty();
    }

    private List<String> failedFirst(List<String> classes) {
        List<String> failed = TestHistory.read(context.project().state("tests.json")).failed().stream()
                .map(word -> word.replaceFirst("[#$].*", ""))
                .toList();
        return classes.stream()
                .sorted(Comparator.comparing(name -> !failed.contains(name)))
                .toList();
    }

    private static <T> T await(Future<T> future) throws MavenNeededException, IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MavenNeededException needed) throw needed;
            if (e.getCause() instanceof IOException unreadable) throw unreadable;
            if (e.getCause() instanceof RuntimeException wrong) throw wrong;
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stopSpare();
    }
}
