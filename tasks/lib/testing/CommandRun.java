//JAVA 17+

package lib.testing;

import java.io.IOException;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.server.RunLock;

/**
 * One run of a command of any kind on a server of its own: up, ready, create, migrate, the command, down.
 *
 * @param options of which those of the server count
 */
public record CommandRun(Context context, TestOptions options, TestCommand command) {

    /** @return the exit code of the command */
    public int run() {
        TestProject.check(context);
        command.argv(context);
        if (!command.typed() && context.environment().secretIn(TestCommand.VARIABLE)) {
            context.console()
                    .warn(TestCommand.VARIABLE + " puts a secret on a command line, which every user of this machine"
                            + " can read; the command has it as a variable too.");
        }
        CommandTests tests = new CommandTests(command);
        if (context.dryRun()) return StartedRun.print(context, options, tests::attached);
        try (RunLock lock = RunLock.take(context, options.server().waitTimeout())) {
            return upAndDown(context.with(context.runner().notifying(lock::started)), lock, tests);
        }
    }

    private int upAndDown(Context notifying, RunLock lock, CommandTests tests) {
        PlannedServer planned = PlannedServer.of(notifying, options.server(), lock.left);
        try (StartedRun started = StartedRun.start(notifying, options, planned, tests, lock)) {
            return started.test();
        } catch (IOException e) {
            throw ExitException.workFailed(
                            "the connections of the command cannot be recorded: " + e.getMessage(),
                            "They are recorded in .manage/: make it writable, or free some space.")
                    .because(e);
        } finally {
            SignalHandling.shield();
        }
    }
}
