//JAVA 17+

package lib.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** The docker program, as far as it talks to the cluster about one stack. */
class SwarmClient {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final Context context;
    private final Swarm swarm;
    /** For what is asked over and over, and so not shown. */
    private final ProcessRunner quiet;

    SwarmClient(Context context, Swarm swarm) {
        this.context = context;
        this.swarm = swarm;
        this.quiet = context.dryRun()
                ? context.runner()
                : new ProcessRunner.Real(new Console(context.console().out(), true, false));
    }

    /** What the cluster says now. */
    StackState state() {
        List<String> services = lines(swarm.services());
        if (services.isEmpty()) return StackState.of("", "");
        List<String> tasks = lines(swarm.tasks(services));
        return StackState.of(
                ask(swarm.inspect(services)),
                tasks.isEmpty()
                        ? ""
                        : quiet.captured(command(swarm.inspectTasks(tasks))).out());
    }

    /** The end of a log, as far as the cluster gives it. */
    String log(String id, String lines) {
        ProcessRunner.Output output = context.runner().captured(command(swarm.log(id, lines)));
        return (output.out() + (output.code() == 0 ? output.err() : "")).strip();
    }

    List<String> lines(List<String> argv) {
        return new ArrayList<>(ask(argv)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    String ask(List<String> argv) {
        return answer(quiet, argv);
    }

    void order(List<String> argv) {
        answer(context.runner(), argv);
    }

    private String answer(ProcessRunner runner, List<String> argv) {
        ProcessRunner.Output output = runner.captured(command(argv));
        if (output.code() != 0)
            throw ExitException.machineLacks(
                    String.join(" ", argv.subList(0, 3)) + ": " + output.err().strip(),
                    "docker node ls must work on the engine in use.");
        return output.out();
    }

    ProcessSpec command(List<String> argv) {
        return context.command(argv).within(ANSWER_TIMEOUT);
    }
}
