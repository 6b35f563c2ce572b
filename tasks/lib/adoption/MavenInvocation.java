//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.List;
import lib.maven.XmlElement;

/**
 * How Maven is to be called for the tests.
 *
 * @param goal null for the usual one
 */
record MavenInvocation(String goal, List<String> arguments) {

    static MavenInvocation of(TestedProject maven, Connections connections) {
        List<String> arguments = new ArrayList<>();
        if (!maven.byMaven()) return new MavenInvocation(null, arguments);
        if (maven.module() != null)
            arguments.addAll(List.of(
                    "-pl",
                    maven.build()
                            .directory()
                            .relativize(maven.module().directory())
                            .toString(),
                    "-am"));
        arguments.addAll(connections.variables.arguments);
        maven.poms().stream()
                .flatMap(pom -> pom.plugins().stream())
                .map(MavenInvocation::skip)
                .filter(skip -> skip != null && !arguments.contains(skip))
                .forEach(arguments::add);
        boolean verify = maven.poms().stream()
                .anyMatch(pom -> !pom.plugins("maven-failsafe-plugin").isEmpty());
        return new MavenInvocation(verify ? "verify" : null, arguments);
    }

    /** What keeps a plugin from starting a server beside ours, or from finding our scripts wanting; or null. */
    private static String skip(XmlElement plugin) {
        return switch (plugin.text("artifactId")) {
            case "docker-maven-plugin" ->
                PluginConfiguration.of(plugin).mentions("postg")
                                && PluginConfiguration.executions(plugin)
                                        .findFirst()
                                        .isPresent()
                        ? "-Ddocker.skip=true"
                        : null;
            case "docker-compose-maven-plugin" -> "-DdockerCompose.skip=true";
            case "apache-rat-plugin" -> "-Drat.skip=true";
            case "license-maven-plugin" -> "-Dlicense.skip=true";
            case "editorconfig-maven-plugin" -> "-Deditorconfig.skip=true";
            default -> null;
        };
    }
}
