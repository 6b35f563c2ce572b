//JAVA 17+

package lib.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lib.environment.Context;

/** Runs a project's application by Maven, in the foreground. */
public record ApplicationRun(Context context) {

    /**
     * @param exported variables on top of those of the environment
     * @param arguments of Maven
     * @return its exit code
     */
    public int run(Map<String, String> exported, List<String> arguments) {
        MavenCommand.fetch(context);
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        List<String> argv = new ArrayList<>(List.of("-q"));
        argv.addAll(goals(PomFile.read(maven.pom(), context.project().root())));
        argv.addAll(arguments);
        return context.runner().attached(context.command(maven.command(argv)).with(exported));
    }

    /** A framework's own plugin where the POM has one; else exec:java, which takes exec.mainClass from the POM. */
    private static List<String> goals(PomFile pom) {
        if (has(pom, "spring-boot-maven-plugin")) return List.of("spring-boot:run");
        if (has(pom, "quarkus-maven-plugin")) return List.of("quarkus:dev");
        return List.of("compile", "exec:java");
    }

    private static boolean has(PomFile pom, String plugin) {
        return pom.settings(plugin).findAny().isPresent()
                || pom.plugins().stream().anyMatch(inherited -> plugin.equals(inherited.text("artifactId")));
    }
}
