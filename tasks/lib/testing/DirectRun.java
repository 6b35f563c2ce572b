//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.maven.TestEvents;
import lib.server.DatabaseServer;
import lib.watch.MavenNeededException;
import lib.watch.RecordedBuild;
import lib.watch.RecordedModule;
import lib.watch.SpareJvm;

/** One run of tests in JVMs of ours, told and remembered as one of Maven is. */
class DirectRun {

    private static final long LOOK_AGAIN = 5;

    private final PreparedRun prepared;
    private final Context context;
    private final DatabaseServer server;
    private final Instant begin = Instant.now();
    private final List<SpareJvm> jvms = new ArrayList<>();
    private boolean complete = true;

    DirectRun(PreparedRun prepared, Context context, DatabaseServer server) {
        this.prepared = prepared;
        this.context = context;
        this.server = server;
    }

    /**
     * Shows the tests until they end, and what came of them.
     *
     * @param tests the classes of each module
     * @return how they ended, as an exit code
     */
    int execute(RecordedBuild build, Map<RecordedModule, List<String>> tests, SpareJvms spares)
            throws MavenNeededException, IOException {
        SignalHandling.step("the tests ran");
        TestEvents events = new TestEvents(List.of());
        TestProgress progress = new TestProgress(
                events,
                MavenProcess.log(context),
                TestPrinter.of(context.project(), prepared.module()),
                prepared.options().telling().shown(context.console()),
                context.console().verbose());
        Optional<SqlLog> log =
                prepared.options().telling().sqlLog() ? Optional.of(SqlLog.begin(context, server)) : Optional.empty();
        List<RecordedModule> failed = new ArrayList<>();
        for (var module : tests.entrySet()) {
            if (cut(progress) || !build.runs(module.getKey(), failed)) {
                complete = false;
                continue;
            }
            SpareJvm jvm = spares.take(build, module.getKey());
            jvms.add(jvm);
            events.follow(jvm.directory());
            int before = progress.reported().failed();
            run(jvm, module.getKey(), module.getValue(), progress);
            if (progress.reported().failed() > before) failed.add(module.getKey());
        }
        progress.end();
        if (log.isPresent())
            log.get().end(new TestEvents(jvms.stream().map(SpareJvm::directory).toList()));
        int code = told(progress);
        for (SpareJvm jvm : jvms) spares.ended(jvm);
        for (var module : tests.entrySet()) {
            Optional<Path> directory = module.getKey().surefire().reports();
            if (directory.isPresent()) new XmlReports(directory.get(), progress.reported()).write(module.getValue());
        }
        return code;
    }

    private boolean cut(TestProgress progress) {
        return prepared.options().execution().failFast() && progress.failed();
    }

    private void run(SpareJvm jvm, RecordedModule module, List<String> classes, TestProgress progress)
            throws MavenNeededException, IOException {
        String execution = String.valueOf(jvms.size());
        event(jvm, "begin", execution, "\t\t");
        progress.poll();
        jvm.run(execution, module.surefire().tags(), classes, progress);
        try {
            while (jvm.alive()) {
                progress.poll();
                if (cut(progress)) jvm.stop();
                else SignalHandling.sleep(LOOK_AGAIN);
            }
        } finally {
            progress.clear();
        }
        boolean finished = jvm.finished();
        event(jvm, "end", execution, "");
        progress.poll();
        if (cut(progress)) complete = false;
        else if (!finished) throw new MavenNeededException("the JVM of the tests ended before they did");
    }

    private static void event(SpareJvm jvm, String what, String execution, String more) throws IOException {
        Path file = jvm.directory().resolve("run.events");
        String line = what + "\t" + execution + "\t" + System.currentTimeMillis() + more + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private int told(TestProgress progress) {
        int code = progress.failed() ? ExitException.WORK_FAILED : 0;
        Duration time = Duration.between(begin, Instant.now());
        TestResults.End end = new TestResults.End(code, time, 0, Optional.empty(), Optional.empty(), List.of());
        TestResults.of(prepared, progress.reported(), end).print();
        return code;
    }

    /** Whether all ran that were to run. */
    boolean complete() {
        return complete;
    }
}
