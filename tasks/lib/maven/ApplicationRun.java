//JAVA 17+

package lib.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.environment.Context;

/** Runs a project's application by Maven, in the foreground; exec:java takes exec.mainClass from the POM. */
public record ApplicationRun(Context context) {

    /**
     * @param arguments of Maven
     * @return its exit code
     */
    public int run(List<String> arguments) {
        MavenCommand.fetch(context);
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        List<String> argv = new ArrayList<>(List.of("-q"));
        argv.addAll(frameworkGoal().map(List::of).orElse(List.of("compile", "exec:java")));
        argv.addAll(arguments);
        return context.runner().attached(context.command(maven.command(argv)));
    }

    /** What a framework's own plugin has for this, where the POM has one; it looks after changes by itself. */
    public Optional<String> frameworkGoal() {
        MavenCommand maven = MavenCommand.of(context.project(), context.environment());
        PomFile pom = PomFile.read(maven.pom(), context.project().root());
        if (has(pom, "spring-boot-maven-plugin")) return Optional.of("spring-boot:run");
        return has(pom, "quarkus-maven-plugin") ? Optional.of("quarkus:dev") : Optional.empty();
    }

    private static boolean has(PomFile pom, String plugin) {
        return pom.settings(plugin).findAny().isPresent()
                || pom.plugins().stream().anyMatch(inherited -> plugin.equals(inherited.text("artifactId")));
    }
}
