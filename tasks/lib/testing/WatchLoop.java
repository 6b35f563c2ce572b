//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.server.DatabaseServer;
import lib.watch.MavenNeededException;

/** Runs tests again and again: after each change what it reaches, and what the user asks for. */
class WatchLoop implements AutoCloseable {

    private final PreparedRun prepared;
    private final Context context;
    private final MavenTests maven;
    private final DatabaseServer server;
    private final Runnable databases;
    private final DirectTests direct;
    /** What changed since tests last ran. */
    private final Set<Path> untested = new TreeSet<>();
    /** What Maven ran last: tests of these classes, of all where there are none, or what had failed. */
    private List<String> classes = List.of();

    private boolean failed;

    /**
     * @param context with the server's address
     * @param databases makes them anew for another run
     */
    WatchLoop(PreparedRun prepared, Context context, MavenTests maven, DatabaseServer server, Runnable databases) {
        this.prepared = prepared;
        this.context = context;
        this.maven = maven;
        this.server = server;
        this.databases = databases;
        this.direct = new DirectTests(prepared, context, server, databases);
    }

    /** @return how the last run ended, once the user has had enough */
    int run() throws IOException {
        try (TypedKeys keys = new TypedKeys()) {
            SourceWatcher watcher = SourceWatcher.of(prepared.context(), prepared.module(), keys);
            int code = runMaven();
            while (true) {
                SignalHandling.step("waiting for a change");
                context.console().warn("Waiting for a change. " + keys.help());
                SourceWatcher.Next next = watcher.await();
                if (next.action() == SourceWatcher.Action.QUIT) return code;
                if (!next.changed().isEmpty()) context.console().info("Changed: " + watcher.shown(next.changed()));
                try {
                    code = run(watcher, next);
                } catch (ExitException stop) {
                    report(stop);
                }
            }
        }
    }

    private int run(SourceWatcher watcher, SourceWatcher.Next next) throws IOException {
        boolean same = next.action() == SourceWatcher.Action.SAME;
        untested.addAll(next.changed());
        if (next.action() == SourceWatcher.Action.CHANGED || same && (direct.ran() || !untested.isEmpty())) {
            try {
                return direct.run(untested);
            } catch (MavenNeededException needed) {
                context.console().info("Maven is needed: " + needed.getMessage() + ".");
                if (!untested.isEmpty()) classes = watcher.tests(untested);
                failed = false;
            }
        } else if (!same) {
            classes = List.of();
            failed = next.action() == SourceWatcher.Action.FAILED;
        }
        startMaven();
        int code = runMaven();
        // where it does not compile, nothing is tested
        if (!failed && maven.tested()) untested.clear();
        return code;
    }

    private void startMaven() throws IOException {
        TestSelection selection = classes.isEmpty()
                ? prepared.options().tests().selection()
                : new TestSelection(classes, null, List.of(), List.of());
        direct.makeWay();
        maven.startAgain(prepared.of(selection, failed), context);
        try {
            databases.run();
        } catch (ExitException stop) {
            maven.stop();
            throw stop;
        }
    }

    /** Tells how it ended; what it did is what the next runs do. */
    private int runMaven() throws IOException {
        int code;
        try {
            code = maven.run(context, server);
        } catch (ExitException stop) {
            report(stop);
            maven.stop();
            code = stop.code;
        }
        direct.learn(maven.tested());
        try {
            maven.results(code).print();
        } catch (ExitException stop) {
            report(stop);
        }
        return code;
    }

    private void report(ExitException stop) {
        if (stop.code == ExitException.INTERRUPTED) throw stop;
        context.console().warn(stop.getMessage() + (stop.hint == null ? "" : "\n" + stop.hint));
    }

    @Override
    public void close() {
        direct.close();
    }
}
