//JAVA 17+

package lib.server;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** Runs the command lines of compose, and reads what it answers. */
record ComposeClient(Context context, ComposeCommands compose) {

    private static final int MESSAGE_LINES = 5;
    /** Compose wipes lines of a terminal even where there is none. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    /** The name of the database's service. */
    String database() {
        return ComposeFiles.of(context).database();
    }

    /** The containers of the project, running or not, or of a part of its services. */
    List<ComposeModel.Container> containers(String... services) {
        return ComposeModel.containers(ask(compose.containers(services)).out());
    }

    /** Runs a step, and returns its exit code. */
    int run(ProcessSpec command) {
        if (context.dryRun()) return context.runner().attached(command);
        StepOutput output = new StepOutput(context.console(), System::nanoTime);
        int code = context.runner().background(command, output::line).code();
        output.end(code != 0);
        return code;
    }

    /** Runs a step on none of our own pipes: compose dies of one that nobody reads any more. */
    int captured(ProcessSpec command) {
        ProcessRunner.Output output = context.runner().captured(command);
        if (!output.err().isBlank() && (output.code() != 0 || context.console().verbose()))
            context.console().out().println(output.err().stripTrailing());
        return output.code();
    }

    ProcessRunner.Output ask(List<String> argv) {
        return ask(argv, context);
    }

    ProcessRunner.Output ask(List<String> argv, Context at) {
        return context.runner().captured(command(argv, at));
    }

    static ProcessSpec command(List<String> argv, Context at) {
        return at.command(argv).with(ComposeCommands.NO_FILES).within(ComposeProgram.ANSWER_TIMEOUT);
    }

    /** What the engine's own program answers; nothing where only compose is installed. */
    String output(List<String> argv) {
        try {
            return ask(argv).out();
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return "";
        }
    }

    /** Compose's own message without what it warns of, and not more of it than one wants to read. */
    static String shortened(String message) {
        List<String> lines = message.strip()
                .lines()
                .filter(line -> !line.contains("level=warning"))
                .toList();
        return String.join(" ", lines.subList(0, Math.min(MESSAGE_LINES, lines.size())));
    }

    /** All of a service's log. */
    void log(String service, Consumer<String> line) {
        context.runner()
                .background(
                        context.command(compose.log(service)).with(ComposeCommands.NO_FILES),
                        text -> line.accept(CONTROL.matcher(text).replaceAll("")))
                .code();
    }

    /** The end of a service's log. */
    String log(String service) {
        ProcessRunner.Output log = ask(compose.log(service, DatabaseServer.LOG_LINES));
        return CONTROL.matcher(log.out() + log.err()).replaceAll("").strip();
    }
}
