//JAVA 17+

package lib.script;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Supplier;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;

/**
 * Scripts of the project's own that run before and after a step of ours, where they are there: tasks/before_test.java,
 * tasks/after_test.java, and the same for migrate.
 *
 * @param more changes to their variables
 */
public record Hooks(Context context, String step, Supplier<Map<String, String>> more) {

    /** In what runs after a step: how that ended. */
    public static final String OUTCOME = "MANAGE_OUTCOME";

    /** What is done between two hooks; its result is an exit code. */
    public interface Work<E extends Exception> {
        int run() throws E;
    }

    public Hooks(Context context, String step) {
        this(context, step, Map::of);
    }

    /** Whether a script of that name is none of the commands. */
    public static boolean isHook(String name) {
        return name.matches("(?:before|after)-(?:test|migrate)");
    }

    /** Whether there is one. */
    public boolean exist() {
        return file("before").isPresent() || file("after").isPresent();
    }

    /** Builds those that are new or have changed: what is wrong with them is known before anything starts. */
    public void build() {
        if (context.dryRun()) return;
        for (String when : List.of("before", "after")) file(when).ifPresent(file -> ProjectScript.build(context, file));
    }

    /**
     * Runs the work between its hooks; what runs after it runs however that ended, and where the hook before it failed,
     * too.
     *
     * @return the exit code of the work, or of what runs after it where the work was done
     * @throws ExitException when the hook before the work failed
     */
    public <E extends Exception> int around(Work<E> work) throws E {
        int code = ExitException.WORK_FAILED;
        try {
            before();
            code = work.run();
        } finally {
            code = after(code);
        }
        return code;
    }

    private void before() {
        Optional<Path> file = file("before");
        int code = file.isPresent() ? run(file.get(), Map.of()) : 0;
        if (code != 0)
            throw ExitException.workFailed(
                    context.project().show(file.get()) + " failed with exit code " + code,
                    "Correct the script: " + step + " starts only if it succeeds.");
    }

    /** Nothing that goes wrong here hides how the work ended. */
    private int after(int code) {
        Optional<Path> file = file("after");
        if (file.isEmpty()) return code;
        int own = ExitException.WORK_FAILED;
        try {
            String outcome = code == 0 ? "passed" : "failed";
            own = run(file.get(), Map.of(OUTCOME, SignalHandling.happened() ? "interrupted" : outcome));
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            context.console().warn(stop.getMessage() + (stop.hint == null ? "" : "\n" + stop.hint));
        }
        if (own != 0) context.console().warn(context.project().show(file.get()) + " failed with exit code " + own);
        return code == 0 && own != 0 ? ExitException.WORK_FAILED : code;
    }

    private int run(Path file, Map<String, String> outcome) {
        context.console().info("Running " + context.project().show(file) + " ...");
        SignalHandling.step(context.project().show(file) + " ran");
        Map<String, String> variables = new HashMap<>(more.get());
        variables.putAll(outcome);
        return ProjectScript.run(context, file, List.of(), variables);
    }

    private Optional<Path> file(String when) {
        return List.of("_", "-").stream()
                .map(dash -> context.project().root().resolve("tasks").resolve(when + dash + step + ".java"))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
