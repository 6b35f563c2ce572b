//JAVA 17+

package lib.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.server.ComposeCommands;
import lib.server.ComposeServer;
import lib.server.DatabaseServer;
import lib.server.EmbeddedServer;
import lib.server.Ports;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;
import lib.testing.TestDatabases;

/** A scenario is made, or taken up again where it was stopped, while nobody else does the same. */
class ScenarioStart {

    /** What is exported now need not be so when somebody comes back to it. */
    private static final List<String> RECORDED =
            List.of("POSTGRES_HOSTNAME", "POSTGRES_PORT", "POSTGRES_DB", "POSTGRES_USER");

    /** Of the same kind, but different for each of several databases. */
    private static final List<String> RECORDED_OF_ONE = List.of("APPLICATION_DB", "APPLICATION_USER");

    private final Scenarios scenarios;
    private final Context context;
    private final String name;
    private final ScenarioData data;
    private final RunLock lock;
    private final ScenarioRemoval removal;

    /** @param context of the environment scenario+NAME */
    ScenarioStart(Scenarios scenarios, Context context, String name, ScenarioData data, RunLock lock) {
        this.scenarios = scenarios;
        this.context = context.with(context.runner().notifying(lock::started));
        this.name = name;
        this.data = data;
        this.lock = lock;
        this.removal = new ScenarioRemoval(scenarios, this.context, name);
    }

    /** @param fresh make it anew if it is there */
    void up(boolean fresh, Duration timeout) {
        if (lock.left != null && !lock.left.kept()) {
            context.console().info("The scenario " + name + " was started but not finished; removing what is there.");
            remove("cleaning up after an unfinished run");
        } else if (fresh) {
            remove("removing the old one");
        } else if (found(timeout)) {
            return;
        }
        make(timeout);
    }

    private void remove(String step) {
        step(step, "");
        removal.remove(lock);
    }

    private static void step(String doing, String outcome) {
        SignalHandling.step(doing);
        SignalHandling.outcome(outcome);
    }

    /** Whether it is there and answers, after it was started again if it was stopped. */
    private boolean found(Duration timeout) {
        boolean lost = lock.left == null && scenarios.containers().contains(name);
        if (lock.left == null && !lost) return false;
        DatabaseServer there =
                lock.left == null ? ServerSelector.named(context, "docker") : ServerSelector.of(context, lock.left);
        Map<String, String> answers = answers(there);
        String how = "is running already";
        if (answers == null && lock.left != null) {
            answers = startedAgain(timeout);
            how = "was stopped, and is running again";
        }
        if (answers == null) {
            context.console().info("The scenario " + name + " has lost its data; creating it again.");
            remove("removing the old one");
            return false;
        }
        if (lost) {
            lock.begin(there.name(), there.project());
            lock.keep("");
        }
        ServerAddressFile.record(context, answers);
        warnOfChanges();
        ScenarioSummary.print(name, context.with(context.environment().with(answers)), how);
        return true;
    }

    private Map<String, String> startedAgain(Duration timeout) {
        step("starting it again", "; scenario up continues with it.");
        Map<String, String> recorded = ServerAddressFile.answers(context).orElse(Map.of());
        Map<String, String> kept = new LinkedHashMap<>(recorded);
        kept.keySet().removeAll(List.of("POSTGRES_PORT", "POSTGRES_HOSTNAME"));
        Context as = context.with(context.environment().with(kept));
        DatabaseServer again = ServerSelector.of(as, lock.left);
        Map<String, String> started = again.up(Integer.parseInt(recorded.getOrDefault("POSTGRES_PORT", "0")));
        Database.maintenance(as.environment().with(started)).awaitReady(timeout, again::requireAlive, again::log);
        return answers(started, recorded);
    }

    private void warnOfChanges() {
        String key = lock.left == null ? "" : lock.left.key();
        if (!key.isEmpty() && !key.equals(data.key(context)))
            context.console()
                    .warn("the scenario " + name
                            + " is out of date: its data, the migrations, docker/ or a variable has"
                            + " changed. --fresh creates it again.");
    }

    /** Where it answers now, with its database in it; null where it does not. */
    private Map<String, String> answers(DatabaseServer there) {
        Map<String, String> recorded = ServerAddressFile.answers(context).orElse(Map.of());
        if (there instanceof ComposeServer docker) {
            ComposeCommands.Server server = docker.published();
            return server == null
                    ? null
                    : answers(
                            Map.of("POSTGRES_HOSTNAME", server.host(), "POSTGRES_PORT", String.valueOf(server.port())),
                            recorded);
        }
        return recorded.isEmpty() || !((EmbeddedServer) there).running() ? null : answers(Map.of(), recorded);
    }

    private Map<String, String> answers(Map<String, String> now, Map<String, String> recorded) {
        Map<String, String> all = new LinkedHashMap<>(recorded);
        all.putAll(now);
        return Database.application(context.environment().with(all)).answers() ? all : null;
    }

    private void make(Duration timeout) {
        DatabaseServer engine = ServerSelector.choose(context);
        engine.requireUnused();
        lock.begin(engine.name(), engine.project());
        ScenarioTeardown teardown = new ScenarioTeardown(removal, lock, engine);
        SignalHandling.teardown(teardown::run);
        boolean made = false;
        try {
            Context ready = start(engine, timeout);
            record(ready);
            lock.keep(data.key(context));
            made = true;
            ScenarioSummary.print(name, ready, "is running");
        } catch (ExitException stop) {
            SignalHandling.shield();
            teardown.run();
            throw stop.code == ExitException.INTERRUPTED || !teardown.complete()
                    ? stop
                    : stop.and("The scenario " + name + " was removed again.");
        } finally {
            SignalHandling.shield();
            if (!made) teardown.run();
        }
    }

    private Context start(DatabaseServer engine, Duration timeout) {
        step("starting PostgreSQL", "");
        int port = context.environment().port("POSTGRES_PORT") == 0 ? Ports.usual(context) : 0;
        Context ready = context.with(context.environment().with(engine.up(port)));
        step("waiting for PostgreSQL", "");
        Database.maintenance(ready.environment()).awaitReady(timeout, engine::requireAlive, engine::log);
        engine.awaitOthers(timeout);
        new TestDatabases(ready, 1).create(false);
        step("loading " + data.label(), "");
        data.load(ready);
        return ready;
    }

    private static void record(Context ready) {
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> recorded = new ArrayList<>(RECORDED);
        if (ready.environment().databaseNames().isEmpty()) recorded.addAll(RECORDED_OF_ONE);
        for (String variable : recorded) {
            String value = ready.environment().get(variable, null);
            if (value != null) answers.put(variable, value);
        }
        ServerAddressFile.record(ready, answers);
    }
}
