//JAVA 17+

package lib.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.environment.Environment;
import lib.migration.MigrationFiles;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.server.ComposeCommands;
import lib.server.ComposeServer;
import lib.server.DatabaseServer;
import lib.server.EmbeddedServer;
import lib.server.Ports;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;
import lib.testing.TestDatabases;

/** One scenario: made, taken up again where it was stopped, and removed. */
public class ScenarioRun {

    private final Scenarios scenarios;
    private final String name;
    private final Duration timeout;
    /** Of the environment scenario+NAME. */
    private Context context;

    private RunLock lock;
    private ScenarioData data;
    /** What this run started; null before that. */
    private DatabaseServer engine;

    private boolean removed;
    private boolean gone;

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
        check();
        if (context.dryRun()) {
            dryRun();
            return;
        }
        try (RunLock taken = RunLock.take(context, Duration.ZERO)) {
            lock = taken;
            context = context.with(context.runner().telling(taken::started));
            if (lock.left != null && !lock.left.kept()) {
                context.talk().say("The scenario " + name + " was not finished; cleaning up after it.");
                remove("cleaning up after an unfinished run");
            } else if (fresh) {
                remove("removing the old one");
            } else if (found()) {
                return;
            }
            make();
        }
    }

    /** What can be wrong with the project is found before anything starts. */
    private void check() {
        Path file = scenarios.file(name);
        MigrationFiles migrations = new MigrationFiles(context);
        if (migrations.exist()) migrations.check();
        Database.application(context.environment());
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD"))
            context.environment().require(needed);
        ForeignDatabaseVariables.refuse(context);
        data = ScenarioData.read(context, file);
    }

    private void dryRun() {
        ServerSelector.choose(context).up(0);
        new TestDatabases(context, 1).print();
        data.print(context.project());
    }

    /** Whether it is there and answers, after it was started again if it was stopped. */
    private boolean found() {
        boolean lost = lock.left == null && scenarios.containers().contains(name);
        if (lock.left == null && !lost) return false;
        DatabaseServer there =
                lock.left == null ? ServerSelector.named(context, "docker") : ServerSelector.of(context, lock.left);
        Map<String, String> answers = answers(there);
        String how = "runs already";
        if (answers == null && lock.left != null) {
            SignalHandling.step("starting it again");
            SignalHandling.outcome("; scenario up goes on with it.");
            Map<String, String> recorded = ServerAddressFile.answers(context).orElse(Map.of());
            Context as =
                    context.with(context.environment().with(without(recorded, "POSTGRES_PORT", "POSTGRES_HOSTNAME")));
            DatabaseServer again = ServerSelector.of(as, lock.left);
            Map<String, String> started = again.up(Integer.parseInt(recorded.getOrDefault("POSTGRES_PORT", "0")));
            Database.maintenance(as.environment().with(started)).awaitReady(timeout, again::requireAlive, again::log);
            answers = answers(started, recorded);
            how = "had been stopped, and runs again";
        }
        if (answers == null) {
            context.talk().say("The scenario " + name + " has lost its data; making it anew.");
            remove("removing the old one");
            return false;
        }
        if (lost) {
            lock.begin(there.name(), there.project());
            lock.keep("");
        }
        ServerAddressFile.record(context, answers);
        String key = lock.left == null ? "" : lock.left.key();
        if (!key.isEmpty() && !key.equals(data.key(context)))
            context.talk()
                    .warn("what the scenario " + name
                            + " is made from has changed since: its data, the migrations, docker/ or a"
                            + " variable. --fresh makes it anew.");
        print(context.with(context.environment().with(answers)), how);
        return true;
    }

    private static Map<String, String> without(Map<String, String> all, String... names) {
        Map<String, String> rest = new LinkedHashMap<>(all);
        rest.keySet().removeAll(List.of(names));
        return rest;
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

    private void make() {
        DatabaseServer chosen = ServerSelector.choose(context);
        chosen.requireUnused();
        engine = chosen;
        lock.begin(engine.name(), engine.project());
        SignalHandling.teardown(this::removeOnce);
        boolean made = false;
        try {
            step("starting PostgreSQL");
            Context ready = context.with(context.environment()
                    .with(engine.up(context.environment().port("POSTGRES_PORT") == 0 ? Ports.free(context, 0) : 0)));
            step("waiting for PostgreSQL");
            Database.maintenance(ready.environment()).awaitReady(timeout, engine::requireAlive, engine::log);
            engine.awaitOthers(timeout);
            new TestDatabases(ready, 1).create(false);
            step("loading " + data.label());
            data.load(ready);
            Map<String, String> answers = new LinkedHashMap<>();
            // what is exported now need not be so when somebody comes back to it
            for (String variable :
                    List.of("POSTGRES_HOSTNAME", "POSTGRES_PORT", "POSTGRES_DB", "POSTGRES_USER", "APPLICATION_DB")) {
                String value = ready.environment().get(variable, null);
                if (value != null) answers.put(variable, value);
            }
            ServerAddressFile.record(ready, answers);
            lock.keep(data.key(context));
            made = true;
            print(ready, "runs");
        } catch (ExitException stop) {
            SignalHandling.shield();
            removeOnce();
            throw stop.code == ExitException.INTERRUPTED || !gone
                    ? stop
                    : stop.and("The scenario " + name + " is removed again.");
        } finally {
            SignalHandling.shield();
            if (!made) removeOnce();
        }
    }

    private static void step(String doing) {
        SignalHandling.step(doing);
        SignalHandling.outcome("");
    }

    /** Removes all of it; false when there was nothing. */
    public boolean down() {
        SignalHandling.step("removing the scenario " + name);
        if (context.dryRun()) {
            List<DatabaseServer> there = engines(left());
            there.forEach(DatabaseServer::down);
            return !there.isEmpty();
        }
        try (RunLock taken = RunLock.take(context, Duration.ZERO)) {
            lock = taken;
            return remove("removing the scenario " + name);
        }
    }

    /** After a failure: what goes wrong here does not hide that. */
    private synchronized void removeOnce() {
        if (removed) return;
        removed = true;
        try {
            remove(null);
            gone = true;
        } catch (RuntimeException e) {
            context.talk()
                    .warn("the teardown was not completed: " + e.getMessage()
                            + "\nThe next scenario up or down tries again; manage.java doctor lists what is left.");
        } finally {
            SignalHandling.outcome(
                    gone
                            ? "; the scenario " + name + " is removed."
                            : "; not all of the scenario " + name + " could be removed, see above.");
        }
    }

    private boolean remove(String step) {
        if (step != null) step(step);
        RunLock.Run left = lock.left;
        if (left != null) left.children().forEach(child -> child.process().ifPresent(ProcessRunner.Real::stop));
        List<DatabaseServer> engines = engines(left);
        for (DatabaseServer there : engines) {
            if (!there.down())
                throw ExitException.machineLacks(
                        "the scenario " + name + " could not be removed",
                        "See above; scenario down " + name + " tries again.");
        }
        ServerAddressFile.forget(context);
        context.project()
                .state(context.environment().instance() + ".yml")
                .toFile()
                .delete();
        lock.end();
        return left != null || !engines.isEmpty();
    }

    private RunLock.Run left() {
        Path state = context.project().state(context.environment().instance() + ".run");
        try {
            return RunLock.leftIn(state);
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(state), e);
        }
    }

    /** What has anything of it. */
    private List<DatabaseServer> engines(RunLock.Run left) {
        if (engine != null) return List.of(engine);
        List<DatabaseServer> engines = new ArrayList<>();
        if (Files.exists(context.project().state(context.environment().instance() + "-postgres")))
            engines.add(ServerSelector.named(context, "embedded"));
        if (left != null && left.project() != null) engines.add(ServerSelector.of(context, left));
        else if (scenarios.containers().contains(name)) engines.add(ServerSelector.named(context, "docker"));
        return engines;
    }

    private void print(Context ready, String how) {
        Environment environment = ready.environment();
        Database database = Database.application(environment);
        String host = environment.require("POSTGRES_HOSTNAME");
        String port = environment.require("POSTGRES_PORT");
        List<String> psql = List.of(
                "psql", "-h", host, "-p", port, "-U", environment.require("POSTGRES_USER"), "-d", database.name());
        String manage = manage();
        System.out.printf("The scenario %s %s.%n", name, how);
        System.out.printf("  host    %s%n  port    %s%n", host, port);
        System.out.printf(
                "  psql    %s%s%n",
                new ProcessSpec(psql, context.project().root(), Map.of()).show(),
                ProcessRunner.onPath("psql", "psql.exe") == null ? "   # there is no psql on the PATH here" : "");
        System.out.printf(
                "  JDBC    jdbc:postgresql://%s/%s?user=%s%n",
                database.address(), encoded(database.name()), encoded(environment.require("POSTGRES_USER")));
        System.out.printf("  prompt  %s scenario psql %s%n", manage, name);
        System.out.printf("  SQL     %s -c %s sql \"select 1\"%n", manage, environment.instance());
        System.out.printf("  remove  %s scenario down %s%n", manage, name);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** manage.java as it can be called from where the user is, which only the shell knows. */
    private String manage() {
        Path root = context.project().root();
        Path shell = Path.of(System.getenv().getOrDefault("PWD", ""));
        Path here = shell.startsWith(root) ? shell : root;
        String launcher = ProcessRunner.onPath("jbang", "jbang.cmd") != null
                ? "jbang"
                : Files.exists(root.resolve("jbang.java"))
                        ? "java " + here.relativize(root.resolve("jbang.java"))
                        : "jbang";
        return launcher + " " + here.relativize(root.resolve("manage.java"));
    }
}
