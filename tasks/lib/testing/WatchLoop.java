//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
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
        SourceWatcher watcher = SourceWatcher.of(prepared.context(), prepared.module());
        int code = runMaven();
        while (true) {
            context.console().warn("Waiting for a change. Enter runs all, f what failed, q ends it.");
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

    private int run(SourceWatcher watcher, SourceWatcher.Next next) throws IOException {
        List<String> classes = List.of();
        if (!next.changed().isEmpty()) {
            untested.addAll(next.changed());
            try {
                return direct.run(next.changed(), untested);
            } catch (MavenNeededException needed) {
                context.console().info("Through Maven: " + needed.getMessage() + ".");
                classes = watcher.tests(untested);
            }
        }
        untested.clear();
        startMaven(classes, next.action() == SourceWatcher.Action.FAILED);
        return runMaven();
    }

    private void startMaven(List<String> classes, boolean failed) throws IOException {
        TestSelection selection = classes.isEmpty()
                ? prepared.options().tests().selection()
                : new TestSelection(classes, null, List.of(), List.of());
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
        direct.learn();
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
