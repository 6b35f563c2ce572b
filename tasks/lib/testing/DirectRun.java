//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.server.DatabaseServer;
import lib.watch.MavenNeededException;
import lib.watch.SpareJvm;

/** One run of tests in a JVM of ours, told and remembered as one of Maven is. */
class DirectRun {

    private static final long LOOK_AGAIN = 5;

    private final PreparedRun prepared;
    private final Context context;
    private final DatabaseServer server;
    private final List<String> tags;
    private final Instant begin = Instant.now();

    DirectRun(PreparedRun prepared, Context context, DatabaseServer server, List<String> tags) {
        this.prepared = prepared;
        this.context = context;
        this.server = server;
        this.tags = tags;
    }

    /**
     * Shows the tests until they end, and what came of them.
     *
     * @return how they ended, as an exit code
     */
    int execute(SpareJvm jvm, List<String> classes) throws MavenNeededException, IOException {
        SignalHandling.step("the tests ran");
        TestProgress progress = new TestProgress(
                new TestEvents(jvm.folder()),
                MavenProcess.log(context),
                System.out,
                context.console().quiet(),
                context.console().verbose());
        Optional<SqlLog> log =
                prepared.options().telling().sqlLog() ? Optional.of(SqlLog.begin(context, server)) : Optional.empty();
        event(jvm, "begin\t1\t" + System.currentTimeMillis() + "\t\t");
        progress.poll();
        jvm.run(tags, classes, progress);
        boolean cut = show(jvm, progress);
        boolean finished = jvm.finished();
        event(jvm, "end\t1\t" + System.currentTimeMillis());
        progress.end();
        if (log.isPresent()) log.get().end(new TestEvents(jvm.folder()));
        if (!finished && !cut) throw new MavenNeededException("the JVM of the tests ended before they did");
        int code = progress.failed() ? ExitException.WORK_FAILED : 0;
        Duration time = Duration.between(begin, Instant.now());
        TestResults.of(
                        prepared,
                        progress.reported(),
                        new TestResults.End(code, time, 0, Optional.empty(), Optional.empty(), List.of()))
                .print();
        return code;
    }

    /** @return whether it was ended at the first failure */
    private boolean show(SpareJvm jvm, TestProgress progress) {
        while (jvm.alive()) {
            progress.poll();
            if (prepared.options().execution().failFast() && progress.failed()) {
                jvm.stop();
                return true;
            }
            SignalHandling.sleep(LOOK_AGAIN);
        }
        return false;
    }

    private static void event(SpareJvm jvm, String line) throws IOException {
        Path file = jvm.folder().resolve("run.events");
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
