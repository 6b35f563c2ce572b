//JAVA 17+

package lib.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.OutputStyle;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** What a command works with: the project, its environment, and the way to start programs. */
public record Context(
        Project project,
        Environment environment,
        ProcessRunner runner,
        Console console,
        boolean dryRun,
        String engine) {

    /** A variable with the name of the environment that we have exported: nobody overrode it. */
    public static final String EXPORTED = "MANAGE_EXPORTED";

    /** @param forced an environment that the command insists on, or null for the one the options name */
    public static Context of(GlobalOptions options, String forced) {
        Map<String, String> process = System.getenv();
        Project project = Project.around(Path.of(""));
        String chosen = options.config != null ? options.config : Environment.defaultName(process);
        String name = forced != null ? forced : chosen;
        return of(options, project, Environment.load(project, name, process), forced != null);
    }

    /** That of an environment whose file may be wrong by now, or gone: to remove what it left. */
    public static Context ofLeftovers(GlobalOptions options, String name) {
        Project project = Project.around(Path.of(""));
        return of(options, project, Environment.loadOrEmpty(project, name, System.getenv()), true);
    }

    private static Context of(GlobalOptions options, Project project, Environment loaded, boolean forced) {
        // what it starts for itself is not what somebody has exported a certificate for
        Environment all = forced ? loaded.with(TlsSettings.withoutForeign(loaded)) : loaded;
        Environment environment = options.database == null ? all : new Databases(all).named(options.database);
        Console console = new Console(System.err, options.quiet || options.dryRun, options.verbose);
        if (options.verbose && !environment.name.equals(System.getenv(EXPORTED))) {
            environment.variables().stream()
                    .filter(v -> v.origin().equals(Environment.PROCESS))
                    .forEach(v -> console.detail(v.name() + " comes from the process environment, not from config/"
                            + environment.name + ".json"));
        }
        String engine = options.engine != null ? options.engine.name() : environment.get("MANAGE_ENGINE", "auto");
        if (!List.of("auto", "docker", "embedded").contains(engine)) {
            throw ExitException.wrongInput(
                    "MANAGE_ENGINE is \"" + engine + "\"", "It must be auto, docker or embedded.");
        }
        Context context = new Context(
                project,
                environment,
                options.dryRun ? new ProcessRunner.Printing(System.out) : new ProcessRunner.Real(console),
                console,
                options.dryRun,
                engine);
        return DockerHost.applyTo(context, forced);
    }

    /** The same for each of the application's databases. */
    public List<Context> databases() {
        return new Databases(environment).all().stream().map(this::with).toList();
    }

    /** What is done with one of the databases. */
    public interface DatabaseWork<E extends Exception> {
        void on(Context context) throws E;
    }

    /** Does it with each of them, under a heading where there are several. */
    public <E extends Exception> void eachDatabase(DatabaseWork<E> work) throws E {
        List<Context> all = databases();
        for (Context one : all) {
            if (all.size() > 1) System.out.println(one.environment.database().orElseThrow() + ":");
            work.on(one);
        }
    }

    /** The same for its one database, for a command that works on one alone. */
    public Context oneDatabase() {
        List<Context> all = databases();
        if (all.size() == 1) return all.get(0);
        List<String> names = environment.databaseNames();
        throw ExitException.wrongInput(
                "this works on one database, and there are several: " + String.join(", ", names),
                "Name one of them, for example: --database " + names.get(0));
    }

    public Context with(Environment changed) {
        return new Context(project, changed, runner, console, dryRun, engine);
    }

    public Context with(ProcessRunner changed) {
        return new Context(project, environment, changed, console, dryRun, engine);
    }

    /** The same context, which really starts what it is told to: to look at something in a dry run. */
    public Context real() {
        return new Context(project, environment, new ProcessRunner.Real(console), console, false, engine);
    }

    /** A command in the project's directory that gets every variable of the environment. */
    public ProcessSpec command(List<String> argv) {
        Map<String, String> exported = environment.exported();
        // compose files refer to it, and some shells do not set it
        exported.put("PWD", project.root().toString());
        // podman compose would say before each answer which program gives it
        exported.put("PODMAN_COMPOSE_WARNING_LOGS", "false");
        if (OutputStyle.plain())
            exported.putAll(
                    Map.of("COMPOSE_PROGRESS", "plain", "COMPOSE_ANSI", OutputStyle.colours() ? "always" : "never"));
        return new ProcessSpec(argv, project.root(), exported).masking(environment::masked);
    }
}
