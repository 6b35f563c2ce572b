//JAVA 17+

package lib.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lib.environment.Context;
import lib.environment.Environment;
import lib.process.ProcessSpec;
import lib.server.RunDirectory;

/** Runs a project's application by Maven, in the foreground; exec:java takes exec.mainClass from the POM. */
public record ApplicationRun(Context context) {

    public static final String HOST = "APPLICATION_HOST";
    public static final String PORT = "APPLICATION_PORT";
    public static final String LOOPBACK = "127.0.0.1";
    public static final String DEFAULT_PORT = "5000";

    /**
     * What has a goal of its own for this, and looks after changes by itself.
     *
     * @param host the variable that it takes the address from
     * @param port the variable that it takes the port from
     */
    private record Framework(String plugin, String goal, String host, String port) {}

    private static final List<Framework> FRAMEWORKS = List.of(
            new Framework("spring-boot-maven-plugin", "spring-boot:run", "SERVER_ADDRESS", "SERVER_PORT"),
            new Framework("quarkus-maven-plugin", "quarkus:dev", "QUARKUS_HTTP_HOST", "QUARKUS_HTTP_PORT"));

    /**
     * @param arguments of Maven
     * @return its exit code
     */
    public int run(List<String> arguments) {
        MavenCommand.fetch(context);
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        Optional<Framework> framework = framework();
        List<String> argv = new ArrayList<>(List.of("-q"));
        argv.addAll(framework.map(one -> List.of(one.goal)).orElse(List.of("compile", "exec:java")));
        argv.addAll(arguments);
        Context told = context.with(context.environment().with(address(framework)));
        ProcessSpec command = told.command(maven.command(argv));
        if (context.dryRun()) return context.runner().attached(command);
        try (RunDirectory directory = RunDirectory.make(context.project())) {
            return context.runner().notifying(directory::started).attached(command);
        }
    }

    /** The address: our own variables, or what a framework has in their place, unless the project has set that. */
    Map<String, String> address() {
        return address(framework());
    }

    private Map<String, String> address(Optional<Framework> framework) {
        Map<String, String> address = new TreeMap<>();
        framework.ifPresentOrElse(
                one -> {
                    tell(HOST, one.host, address);
                    tell(PORT, one.port, address);
                },
                () -> {
                    address.put(HOST, context.environment().get(HOST, LOOPBACK));
                    address.put(PORT, context.environment().get(PORT, DEFAULT_PORT));
                });
        return address;
    }

    private void tell(String ours, String theirs, Map<String, String> address) {
        Environment environment = context.environment();
        String value = environment.get(ours, null);
        boolean own = environment.written(theirs).isPresent() || System.getenv(theirs) != null;
        if (value != null && !own) address.put(theirs, value);
    }

    /** Whether the POM has a framework's own plugin for this. */
    public boolean hasFramework() {
        return framework().isPresent();
    }

    private Optional<Framework> framework() {
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        PomFile pom = PomFile.read(maven.pom(), context.project().root());
        return FRAMEWORKS.stream().filter(one -> has(pom, one.plugin)).findFirst();
    }

    private static boolean has(PomFile pom, String plugin) {
        return pom.settings(plugin).findAny().isPresent()
                || pom.plugins().stream().anyMatch(inherited -> plugin.equals(inherited.text("artifactId")));
    }
}
