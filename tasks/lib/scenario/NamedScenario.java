//JAVA 17+

package lib.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lib.base.ExitException;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.GlobalOptions;
import lib.server.ServerAddressFile;

/**
 * A scenario that a command line names, whether there is one or not.
 *
 * @param context of the environment scenario+NAME
 */
public record NamedScenario(Scenarios scenarios, Context context) {

    public static NamedScenario of(GlobalOptions options, String name) {
        return new NamedScenario(Scenarios.of(options), Context.of(options, Scenarios.environment(name)));
    }

    /**
     * The same of a name that must be given.
     *
     * @param command what wants it
     * @param name null where it is not given
     */
    public static NamedScenario required(GlobalOptions options, String command, String name) {
        if (name == null)
            throw ExitException.wrongInput(
                    "scenario " + command + " needs a NAME",
                    Scenarios.of(options).known());
        return of(options, name);
    }

    public String name() {
        return context.environment().get(Environment.SCENARIO, null);
    }

    /** @param timeout how long to wait for its server */
    public ScenarioRun run(Duration timeout) {
        return new ScenarioRun(scenarios, context, name(), timeout);
    }

    /** Removes everything of it, and says so. */
    public void remove() {
        boolean removed = run(Duration.ZERO).down();
        if (!removed && !scenarios.files().containsKey(name()))
            throw ExitException.wrongInput("there is no scenario " + name(), scenarios.known());
        if (context.dryRun()) return;
        System.out.println("The scenario " + name() + (removed ? " was removed." : " was not there."));
    }

    /** Removes several; one that cannot be removed now is told of when the others are gone. */
    public static void removeAll(List<NamedScenario> scenarios) {
        List<ExitException> failures = new ArrayList<>();
        for (NamedScenario scenario : scenarios) {
            try {
                scenario.remove();
            } catch (ExitException stop) {
                if (stop.code == ExitException.INTERRUPTED) throw stop;
                failures.add(stop);
            }
        }
        failures.stream()
                .reduce((one, other) ->
                        ExitException.machineLacks(one.getMessage() + "; " + other.getMessage(), one.hint))
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    /** The context of one that runs, with its address. */
    public Context running() {
        Context at = ServerAddressFile.locate(context);
        if (at.dryRun()) return at;
        try (Connection ignored = Database.application(at.environment()).connect()) {
            return at;
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            throw ExitException.machineLacks(
                            stop.getMessage(), "Was it stopped? Start it again: manage.java scenario up " + name())
                    .because(stop);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
