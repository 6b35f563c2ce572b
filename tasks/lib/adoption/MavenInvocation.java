//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.maven.XmlElement;

/**
 * How Maven is to be called for the tests.
 *
 * @param goal null for the usual one
 * @param starting plugins that start a container in each build, whatever the arguments are; a name, and its POM's file
 */
record MavenInvocation(String goal, List<String> arguments, Map<String, Path> starting) {

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");
    /** Properties that would skip the tests as well. */
    private static final String OF_TESTS = "skipTests|skipITs|maven\\.test\\.skip";

    static MavenInvocation of(TestedProject maven, Connections connections) {
        List<String> arguments = new ArrayList<>();
        Map<String, Path> starting = new LinkedHashMap<>();
        if (!maven.byMaven()) return new MavenInvocation(null, arguments, starting);
        if (maven.module() != null)
            arguments.addAll(List.of(
                    "-pl",
                    maven.build()
                            .directory()
                            .relativize(maven.module().directory())
                            .toString(),
                    "-am"));
        arguments.addAll(connections.variables.arguments);
        for (Pom pom : maven.poms()) {
            for (XmlElement plugin : pom.plugins()) {
                String skip = skip(plugin);
                if (skip != null && !arguments.contains(skip)) arguments.add(skip);
                if (skip == null && pom.runs(plugin) && PluginConfiguration.startsContainer(plugin))
                    starting.putIfAbsent(plugin.text("artifactId"), pom.file);
            }
        }
        boolean verify = maven.poms().stream()
                .anyMatch(pom -> !pom.plugins("maven-failsafe-plugin").isEmpty());
        return new MavenInvocation(verify ? "verify" : null, arguments, starting);
    }

    /** What keeps a plugin from starting a server beside ours, or from finding our scripts wanting; or null. */
    private static String skip(XmlElement plugin) {
        String usual = usualSkip(plugin);
        if (usual == null) return null;
        // what its configuration says goes before its own property
        String property = plugin.at("configuration", "skip")
                .map(skip -> PROPERTY.matcher(skip.text()))
                .filter(Matcher::matches)
                .map(named -> named.group(1))
                .findFirst()
                .orElse(usual);
        return property.matches(OF_TESTS) ? null : "-D" + property + "=true";
    }

    /** The property that a plugin is skipped by, as far as its configuration says nothing else. */
    private static String usualSkip(XmlElement plugin) {
        return switch (plugin.text("artifactId")) {
            case "docker-maven-plugin" ->
                PluginConfiguration.of(plugin).mentions("postg")
                                && PluginConfiguration.executions(plugin)
                                        .findFirst()
                                        .isPresent()
                        ? "docker.skip"
                        : null;
            case "docker-compose-maven-plugin" -> "dockerCompose.skip";
            case "apache-rat-plugin" -> "rat.skip";
            case "license-maven-plugin" -> "license.skip";
            case "editorconfig-maven-plugin" -> "editorconfig.skip";
            default -> null;
        };
    }
}
