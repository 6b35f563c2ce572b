//JAVA 17+
//SOURCES ../Elsewhere.java ../Engines.java ../RunLock.java ../Running.java ../TestDatabases.java ScenarioData.java Scenarios.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;

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
    private Engine engine;
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
        Interrupts.step("looking at the project");
        Interrupts.outcome("; nothing had been started.");
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
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD")) context.environment().require(needed);
        Elsewhere.refuse(context);
        data = ScenarioData.read(context, file);
    }

    private void dryRun() {
        Engines.choose(context).up(0);
        new TestDatabases(context, 1).print();
        data.print(context.project());
    }

    /** Whether it is there and answers, after it was started again if it was stopped. */
    private boolean found() {
        boolean lost = lock.left == null && scenarios.containers().contains(name);
        if (lock.left == null && !lost) return false;
        Engine there = lock.left == null ? Engines.named(context, "docker") : Engines.of(context, lock.left);
        Map<String, String> answers = answers(there);
        String how = "runs already";
        if (answers == null && lock.left != null) {
            Interrupts.step("starting it again");
            Interrupts.outcome("; scenario up goes on with it.");
            Map<String, String> recorded = Running.answers(context).orElse(Map.of());
            Context as = context.with(context.environment().with(without(recorded, "POSTGRES_PORT", "POSTGRES_HOSTNAME")));
            Engine again = Engines.of(as, lock.left);
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
        Running.record(context, answers);
        String key = lock.left == null ? "" : lock.left.key();
        if (!key.isEmpty() && !key.equals(data.key(context))) context.talk().warn("what the scenario " + name + " is made from has changed since: its data, the migrations, docker/ or a variable. --fresh makes it anew.");
        print(context.with(context.environment().with(answers)), how);
        return true;
    }

    private static Map<String, String> without(Map<String, String> all, String... names) {
        Map<String, String> rest = new LinkedHashMap<>(all);
        rest.keySet().removeAll(List.of(names));
        return rest;
    }

    /** Where it answers now, with its database in it; null where it does not. */
    private Map<String, String> answers(Engine there) {
        Map<String, String> recorded = Running.answers(context).orElse(Map.of());
        if (there instanceof Docker docker) {
            ComposeCommands.Server server = docker.published();
            return server == null ? null : answers(Map.of("POSTGRES_HOSTNAME", server.host(), "POSTGRES_PORT", String.valueOf(server.port())), recorded);
        }
        return recorded.isEmpty() || !((Embedded) there).running() ? null : answers(Map.of(), recorded);
    }

    private Map<String, String> answers(Map<String, String> now, Map<String, String> recorded) {
        Map<String, String> all = new LinkedHashMap<>(recorded);
        all.putAll(now);
        return Database.application(context.environment().with(all)).answers() ? all : null;
    }

    private void make() {
        Engine chosen = Engines.choose(context);
        chosen.requireUnused();
        engine = chosen;
        lock.begin(engine.name(), engine.project());
        Interrupts.teardown(this::removeOnce);
        boolean made = false;
        try {
            step("starting PostgreSQL");
            Context ready = context.with(context.environment().with(engine.up(context.environment().port("POSTGRES_PORT") == 0 ? Ports.free(context, 0) : 0)));
            step("waiting for PostgreSQL");
            Database.maintenance(ready.environment()).awaitReady(timeout, engine::requireAlive, engine::log);
            engine.awaitOthers(timeout);
            new TestDatabases(ready, 1).create(false);
            step("loading " + data.label());
            data.load(ready);
            Map<String, String> answers = new LinkedHashMap<>();
            // what is exported now need not be so when somebody comes back to it
            for (String variable : List.of("POSTGRES_HOSTNAME", "POSTGRES_PORT", "POSTGRES_DB", "POSTGRES_USER", "APPLICATION_DB")) {
                String value = ready.environment().get(variable, null);
                if (value != null) answers.put(variable, value);
            }
            Running.record(ready, answers);
            lock.keep(data.key(context));
            made = true;
            print(ready, "runs");
        } catch (Stop stop) {
            Interrupts.shield();
            removeOnce();
            throw stop.code == Stop.INTERRUPTED || !gone ? stop : stop.and("The scenario " + name + " is removed again.");
        } finally {
            Interrupts.shield();
            if (!made) removeOnce();
        }
    }

    private static void step(String doing) {
        Interrupts.step(doing);
        Interrupts.outcome("");
    }

    /** Removes all of it; false when there was nothing. */
    public boolean down() {
        Interrupts.step("removing the scenario " + name);
        if (context.dryRun()) {
            List<Engine> there = engines(left());
            there.forEach(Engine::down);
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
            context.talk().warn("the teardown was not completed: " + e.getMessage() + "\nThe next scenario up or down tries again; manage.java doctor lists what is left.");
        } finally {
            Interrupts.outcome(gone ? "; the scenario " + name + " is removed." : "; not all of the scenario " + name + " could be removed, see above.");
        }
    }

    private boolean remove(String step) {
        if (step != null) step(step);
        RunLock.Run left = lock.left;
        if (left != null) left.children().forEach(child -> child.process().ifPresent(Runner.Real::stop));
        List<Engine> engines = engines(left);
        for (Engine there : engines) {
            if (!there.down()) throw Stop.machineLacks("the scenario " + name + " could not be removed", "See above; scenario down " + name + " tries again.");
        }
        Running.forget(context);
        context.project().state(context.environment().instance() + ".yml").toFile().delete();
        lock.end();
        return left != null || !engines.isEmpty();
    }

    private RunLock.Run left() {
        Path state = context.project().state(context.environment().instance() + ".run");
        try {
            return RunLock.leftIn(state);
        } catch (IOException e) {
            throw Stop.cannotRead(context.project().show(state), e);
        }
    }

    /** What has anything of it. */
    private List<Engine> engines(RunLock.Run left) {
        if (engine != null) return List.of(engine);
        List<Engine> engines = new ArrayList<>();
        if (Files.exists(context.project().state(context.environment().instance() + "-postgres"))) engines.add(Engines.named(context, "embedded"));
        if (left != null && left.project() != null) engines.add(Engines.of(context, left));
        else if (scenarios.containers().contains(name)) engines.add(Engines.named(context, "docker"));
        return engines;
    }

    private void print(Context ready, String how) {
        Environment environment = ready.environment();
        Database database = Database.application(environment);
        String host = environment.require("POSTGRES_HOSTNAME");
        String port = environment.require("POSTGRES_PORT");
        List<String> psql = List.of("psql", "-h", host, "-p", port, "-U", environment.require("POSTGRES_USER"), "-d", database.name());
        String manage = manage();
        System.out.printf("The scenario %s %s.%n", name, how);
        System.out.printf("  host    %s%n  port    %s%n", host, port);
        System.out.printf("  psql    %s%s%n", new Command(psql, context.project().root(), Map.of()).show(), Runner.onPath("psql", "psql.exe") == null ? "   # there is no psql on the PATH here" : "");
        System.out.printf("  JDBC    jdbc:postgresql://%s/%s?user=%s%n", database.address(), encoded(database.name()), encoded(environment.require("POSTGRES_USER")));
        System.out.printf("  prompt  %s scenario psql %s%n", manage, name);
        System.out.printf("  SQL     %s -c %s sql \"select 1\"%n", manage, environment.instance());
        System.out.printf("  remove  %s scenario down %s%n", manage, name);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** manage.java as it can be called from where the user is, which only the shell knows. */
    private String manage() {
        Path root = context.project().root();
        Path shell = Path.of(System.getenv().getOrDefault("PWD", ""));
        Path here = shell.startsWith(root) ? shell : root;
        String launcher = Runner.onPath("jbang", "jbang.cmd") != null ? "jbang" : Files.exists(root.resolve("jbang.java")) ? "java " + here.relativize(root.resolve("jbang.java")) : "jbang";
        return launcher + " " + here.relativize(root.resolve("manage.java"));
    }
}
