//JAVA 17+

package lib.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.OutputStyle;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.DatabaseOptions;
import lib.environment.GlobalOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all tasks share: the global options and the context that follows from them. */
public abstract class Task implements Callable<Integer> {

    private static final String SAY_YES = "If that is what you want, say so: manage.java --yes ...";

    @Spec
    protected CommandSpec spec;

    /** A task with the global options as options of its own; a pass-through takes them only before its name. */
    public abstract static class WithOptions extends Task {
        @Mixin
        protected GlobalOptions global;
    }

    /** A task that works on each of the application's databases, or on the one that an option names. */
    public abstract static class OnDatabases extends Task {
        @Mixin
        protected DatabaseOptions global;
    }

    /** Runs a program in the place of this one and returns its exit code. */
    protected static int replaceBy(Context context, List<String> argv) {
        SignalHandling.leaveToChild();
        return context.runner().attached(context.command(argv));
    }

    /**
     * Asks before something is destroyed in a protected environment; refuses where nobody is there to ask. In a dry run
     * too, where a task of a project's own may go on all the same.
     */
    protected void confirm(Context context, String what) {
        if (!GlobalOptions.of(spec).yes && Protection.of(context)) ask(Protection.warning(context, what));
    }

    /** The same for a command that in a dry run only says what it would do. */
    protected static void confirm(Context context, GlobalOptions own, String what) {
        if (guarded(context, own)) ask(Protection.warning(context, what));
    }

    /** The same for what reaches the environment by its variables or containers, wherever its database is. */
    protected static void confirmByName(Context context, GlobalOptions own, String what) {
        if (Protection.ofContainers(context.environment()).orElse(false)) confirm(context, own, what);
    }

    /** Refuses in a protected environment, even where somebody could be asked. */
    protected static void refuse(Context context, GlobalOptions own, String what) {
        if (guarded(context, own)) throw ExitException.wrongInput(Protection.warning(context, what), SAY_YES);
    }

    /** In a dry run, says what would be done to a database; true where that is all. */
    protected static boolean onlySays(Context context, UnaryOperator<String> what) {
        if (!context.dryRun()) return false;
        Database database = Database.application(context.environment());
        System.out.println("would " + what.apply("the database " + database.name() + " at " + database.address()));
        return true;
    }

    /** Asks before something is destroyed anywhere. */
    protected static void ask(Context context, GlobalOptions own, String what) {
        if (!own.yes && !context.dryRun()) ask(what);
    }

    private static void ask(String question) {
        if (!OutputStyle.atTerminal()) throw ExitException.wrongInput(question, SAY_YES);
        String answer = System.console().readLine("%s: %s. Continue? Type yes: ", Console.PROGRAM, question);
        if (!"yes".equals(answer)) throw ExitException.wrongInput("nothing was done", "Only the word yes continues.");
    }

    /** Whether nothing may be destroyed without a yes. */
    protected boolean guarded(Context context) {
        return guarded(context, GlobalOptions.of(spec));
    }

    protected static boolean guarded(Context context, GlobalOptions own) {
        return !own.yes && !context.dryRun() && Protection.of(context);
    }

    protected Context context() {
        return Context.of(GlobalOptions.of(spec), null);
    }

    /** The context of a command that is a method of a task. */
    protected Context context(GlobalOptions own) {
        return Context.of(own.within(spec), null);
    }

    /** The context of an environment that the task insists on. */
    protected Context context(String environment) {
        return Context.of(GlobalOptions.of(spec), environment);
    }
}
