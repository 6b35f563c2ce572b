//JAVA 17+

package lib.testing;

import java.time.Duration;
import java.time.Instant;
import lib.base.Console;
import lib.base.SignalHandling;
import lib.database.ConnectionMonitor;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.maven.FrameworkDefaults;
import lib.process.ProcessSpec;
import lib.script.Hooks;
import lib.server.DatabaseServer;

/** A command that runs the tests, on our own terminal, once the database is there. */
record CommandTests(TestCommand command) implements TestProgram {

    @Override
    public boolean canWait() {
        return false;
    }

    @Override
    public void start(Context resolved) {
        throw new IllegalStateException("a command does not wait for the database");
    }

    @Override
    public void expect(Context resolved, Context expected) {
        // it is started with the address that the server has
    }

    @Override
    public int run(Context resolved, DatabaseServer server, Runnable databases) {
        return new Hooks(resolved, "test", () -> ForeignDatabaseVariables.withoutForeignVariables(resolved))
                .around(() -> watched(resolved));
    }

    /** Runs it, and looks whether it uses the database. */
    private int watched(Context resolved) {
        String shown = command.shown(resolved);
        SignalHandling.step(shown + " ran");
        ConnectionMonitor monitor =
                ConnectionMonitor.watch(resolved, () -> true).looking();
        resolved.console().info("Running " + shown + " ...");
        Instant begin = Instant.now();
        int code = attached(resolved);
        String seconds = Console.seconds(Duration.between(begin, Instant.now()));
        resolved.console().info(shown + " exited with " + code + " after " + seconds + ".");
        monitor.end(code == 0, () -> FrameworkDefaults.addressAdvice(resolved)).ifPresent(resolved.console()::warn);
        return code;
    }

    /** It gets what Maven's tests get. */
    int attached(Context resolved) {
        ProcessSpec program = resolved.command(command.argv(resolved))
                .with(ForeignDatabaseVariables.withoutForeignVariables(resolved))
                .with(FrameworkDefaults.variables(resolved.environment()));
        return resolved.runner().attached(program);
    }

    /** Whoever runs it stops it. */
    @Override
    public boolean stop() {
        return false;
    }
}
