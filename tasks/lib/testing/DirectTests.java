//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.server.DatabaseServer;
import lib.watch.BackgroundWork;
import lib.watch.MavenNeededException;
import lib.watch.RecordedBuild;
import lib.watch.RecordedModule;

/**
 * Runs tests after a change without Maven, as Maven did it before: what changed is compiled here, and the tests that it
 * reaches run in JVMs that were started meanwhile.
 */
class DirectTests implements AutoCloseable {

    private final PreparedRun prepared;
    private final Context context;
    private final DatabaseServer server;
    private final Runnable databases;
    private final SpareJvms spares;
    private BackgroundWork<LearnedBuild> learned;
    /** Modules that are likely to be tested next. */
    private Collection<RecordedModule> tested = List.of();
    /** What ran last; empty where Maven ran since. */
    private Map<RecordedModule, List<String>> last = Map.of();

    /**
     * @param context with the server's address
     * @param databases makes them anew for another run
     */
    DirectTests(PreparedRun prepared, Context context, DatabaseServer server, Runnable databases) {
        this.prepared = prepared;
        this.context = context;
        this.server = server;
        this.databases = databases;
        this.spares = new SpareJvms(context, prepared.plan().brief());
    }

    /**
     * Learns from what Maven did, beside what else happens.
     *
     * @param ran whether it came to run tests; else what is known from before still counts, as what changed since is
     *     still untested
     */
    void learn(boolean ran) {
        last = Map.of();
        spares.stop();
        BackgroundWork<LearnedBuild> before = ran ? null : learned;
        learned = BackgroundWork.begin(() -> before == null ? learned() : again(before));
    }

    private LearnedBuild learned() throws MavenNeededException, IOException {
        RecordedBuild recorded = LearnedBuild.read(prepared, context);
        tested = recorded.modules();
        spares.prepare(recorded, tested);
        return LearnedBuild.of(recorded, context.project().root());
    }

    private LearnedBuild again(BackgroundWork<LearnedBuild> before) throws MavenNeededException, IOException {
        LearnedBuild known = before.await();
        known.build().outputUnknown();
        spares.prepare(known.build().recorded(), tested);
        return known;
    }

    /** Maven is to run: what waits would only be in its way. */
    void makeWay() {
        spares.stop();
    }

    /** Whether it can run the same again. */
    boolean ran() {
        return !last.isEmpty();
    }

    /**
     * Compiles what changed, and runs tests: the same again where nothing is untested.
     *
     * @param untested what changed since the tests ran; empty afterwards where all ran
     * @return how it ended, as an exit code
     */
    int run(Set<Path> untested) throws MavenNeededException, IOException {
        LearnedBuild before = learned.await();
        before.take(untested, context);
        RecordedBuild build = before.build().recorded();
        BackgroundWork<Void> copied = BackgroundWork.begin(() -> {
            databases.run();
            return null;
        });
        // a resource may have been read already
        if (!untested.stream().allMatch(before.build()::isSource)) spares.stop();
        spares.prepare(build, tested);
        DirectRun run = new DirectRun(prepared, context, server);
        List<String> errors = before.build().make(untested);
        copied.await();
        if (!errors.isEmpty()) return failed(errors);
        LearnedBuild after = before.refreshed();
        learned = BackgroundWork.done(after);
        Map<RecordedModule, List<String>> reached =
                untested.isEmpty() ? new LinkedHashMap<>(last) : after.reached(before, untested, context.console());
        reached.replaceAll((module, classes) -> failedFirst(classes));
        Files.deleteIfExists(TestResults.coverage(context));
        int code = run.execute(build, reached, spares);
        if (run.complete()) untested.clear();
        last = reached;
        tested = reached.keySet();
        spares.prepare(build, tested);
        return code;
    }

    private int failed(List<String> errors) {
        errors.forEach(System.out::println);
        context.console().warn("The sources do not compile: no test ran.");
        return ExitException.WORK_FAILED;
    }

    private List<String> failedFirst(List<String> classes) {
        List<String> failed = TestHistory.read(context.project().state("tests.json")).failed().stream()
                .map(word -> word.replaceFirst("[#$].*", ""))
                .toList();
        return classes.stream()
                .sorted(Comparator.comparing(name -> !failed.contains(name)))
                .toList();
    }

    @Override
    public void close() {
        spares.close();
    }
}
