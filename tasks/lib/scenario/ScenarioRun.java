//JAVA 17+

package lib.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lib.base.SignalHandling;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.server.RunLock;
import lib.server.ServerSelector;
import lib.testing.TestDatabases;

/** One scenario: made, taken up again where it was stopped, and removed. */
public class ScenarioRun {

    private final Scenarios scenarios;
    private final String name;
    private final Duration timeout;
    /** Of the environment scenario+NAME. */
    private final Context context;

    public ScenarioRun(Scenarios scenarios, Context context, String name, Duration timeout) {
        this.scenarios = scenarios;
        this.context = context;
        this.name = name;
        this.timeout = timeout;
    }

    /**
     * Makes it, or finds it there.
     *
     * @param fresh make it anew if it is there
     */
    public void up(boolean fresh) {
        SignalHandling.step("looking at the project");
        SignalHandling.outcome("; nothing had been started.");
        ScenarioData data = checked();
        if (context.dryRun()) {
            ServerSelector.choose(context).up(0);
            new TestDatabases(context, 1).print();
            data.print(context.project());
            return;
        }
        try (RunLock lock = RunLock.take(context, Duration.ZERO)) {
            new ScenarioStart(scenarios, context, name, data, lock).up(fresh, timeout);
        }
    }

    /** What can be wrong with the project is found before anything starts. */
    private ScenarioData checked() {
        Path file = scenarios.file(name);
        for (Context each : context.databases()) {
            MigrationFiles migrations = new MigrationFiles(each);
            if (migrations.exist()) migrations.check();
            Database.application(each.environment());
            ApplicationRole.of(each);
        }
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD"))
            context.environment().require(needed);
        ForeignDatabaseVariables.refuse(context);
        return ScenarioData.read(context, file);
    }

    /** Removes all of it; false when there was nothing. */
    public boolean down() {
        SignalHandling.step("removing the scenario " + name);
        ScenarioRemoval removal = new ScenarioRemoval(scenarios, context, name);
        if (context.dryRun()) return removal.dryRun();
        try (RunLock lock = RunLock.take(context, Duration.ZERO)) {
            SignalHandling.outcome("");
            return removal.remove(lock);
        }
    }
}
