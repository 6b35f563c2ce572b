//JAVA 17+

package lib.server;

import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.process.ProcessRunner;

/** What a test run that did not come to its end, or that kept its database, left behind. */
public record StaleRun(Context context, RunLock.Run run) {

    /** Removes it before a new run. */
    public void removeFirst() {
        context.console()
                .info(
                        run.kept()
                                ? "Removing the database that the last test run kept."
                                : "The previous test run did not finish; cleaning up after it.");
        String reason = "";
        try {
            if (remove()) return;
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            reason = ": " + stop.getMessage();
        }
        throw ExitException.machineLacks(
                "what an earlier test run left behind cannot be removed" + reason,
                "manage.java doctor lists it. When nothing of it is left, delete .manage/" + context.environment().name
                        + ".run.");
    }

    /** Ends the programs that it started, then takes its server down. */
    public boolean remove() {
        run.children()
                .forEach(child -> child.process().ifPresent(process -> {
                    context.console()
                            .info("Stopping process " + process.pid() + ", which the earlier run had started.");
                    ProcessRunner.Real.stop(process);
                }));
        if (run.kept()) ServerAddressFile.forget(context);
        return ServerSelector.of(context, run).down();
    }

    /** What there is, for people. */
    public String describe() {
        String processes = run.children().stream()
                .flatMap(child -> child.process().stream())
                .map(process -> ", process " + process.pid())
                .reduce("", String::concat);
        return (run.project() == null
                        ? "the embedded PostgreSQL"
                        : "the containers of " + run.project() + DockerHost.where(run.docker()))
                + processes
                + reason()
                + " (process " + run.pid() + ", " + run.since() + ")";
    }

    private String reason() {
        if (run.kept()) return ", kept";
        return context.environment().instance().contains("+")
                ? ", of a scenario that was not finished"
                : ", of a test run that was killed";
    }
}
