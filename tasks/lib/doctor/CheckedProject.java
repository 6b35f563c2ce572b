//JAVA 17+

package lib.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Environment;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** The project that is looked at: its environments, and programs that are started in it. */
record CheckedProject(Project project, GlobalOptions options, ProcessRunner runner) {

    static final String TESTS = "testing";
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    static CheckedProject of(Project project, GlobalOptions options) {
        return new CheckedProject(project, options, new ProcessRunner.Real(new Console(System.err, true, false)));
    }

    Context environment(String name) {
        return Context.of(options, name).real();
    }

    /** What really looks at an environment. */
    Context context(Environment environment) {
        return new Context(project, environment, runner, new Console(System.err, true, false), false, "auto");
    }

    /** What the tests run with, as far as its file can be read. */
    Context tests() {
        return context(Environment.loadOrEmpty(project, TESTS, System.getenv()));
    }

    /** Variables that lead docker to the engine of the tests, which may be on another machine. */
    Map<String, String> dockerVariables() {
        try {
            return DockerHost.selection(environment(TESTS).environment());
        } catch (ExitException wrongConfiguration) {
            return Map.of();
        }
    }

    /** The engine that tests are told to take. */
    String engine() {
        try {
            return environment(TESTS).engine();
        } catch (ExitException wrongConfiguration) {
            return "auto";
        }
    }

    /** What a program prints; nothing where it fails, or is not there. */
    String output(Map<String, String> variables, String... argv) {
        try {
            ProcessRunner.Output output =
                    runner.captured(new ProcessSpec(List.of(argv), project.root(), variables).within(ANSWER_TIMEOUT));
            return output.code() == 0 ? (output.out() + output.err()).strip() : "";
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return "";
        }
    }
}
