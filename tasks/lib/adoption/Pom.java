//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.maven.PomFile;
import lib.maven.XmlElement;

/** A project's POM as it stands in the repository, or what stands for it, with what init asks of it. */
public class Pom {

    private static final String RELEASE = "(1\\.)?\\d+";
    private static final List<String> RELEASE_PROPERTIES = List.of(
            "maven.compiler.release",
            "java.version",
            "maven.compiler.target",
            "maven.compiler.source",
            "jdk.version",
            "javaVersion",
            "release.version");

    static final List<String> TEST_PLUGINS = List.of("maven-surefire-plugin", "maven-failsafe-plugin");

    final Path file;
    private final PomFile pom;

    Pom(PomFile pom) {
        this.file = pom.file();
        this.pom = pom;
    }

    /** @param root the repository: a parent outside of it is not looked at */
    static Pom read(Path file, Path root) {
        return new Pom(valid(PomFile.read(file, root), root));
    }

    private static PomFile valid(PomFile pom, Path root) {
        for (PomFile one : pom.line()) {
            if (one.problem() == null) continue;
            Path shown = root.relativize(one.file());
            throw ExitException.wrongInput(
                    shown + " is not a POM that Maven can read:" + " " + one.problem(),
                    "Try: mvn -f " + shown + " validate");
        }
        return pom;
    }

    Path directory() {
        return pom.directory();
    }

    /** The POMs of its modules, and of theirs. */
    List<Pom> modules(Path root) {
        return pom.modules(root).stream()
                .map(module -> new Pom(valid(module, root)))
                .toList();
    }

    /**
     * Directories that the POM gives to Maven in place of its usual ones.
     *
     * @param element {@code sourceDirectory} or {@code testSourceDirectory}
     */
    List<Path> directories(String element) {
        return pom.line().stream()
                .flatMap(one -> one.project().at("build"))
                .map(build -> build.text(element))
                .filter(Objects::nonNull)
                .map(text -> path(value(text)))
                .filter(text -> !text.contains("${"))
                .map(text -> directory().resolve(text).normalize())
                .toList();
    }

    /** A path, with the POM's directory where it names that. */
    String path(String text) {
        String base = directory().toString();
        return text.replace("${project.basedir}", base).replace("${basedir}", base);
    }

    /** A property, with what it refers to; null where the repository does not set it. */
    String property(String name) {
        return pom.property(name);
    }

    /** Every property as it is written, those of parents and of profiles that are active by themselves too. */
    Map<String, String> properties() {
        return pom.properties();
    }

    String value(String text) {
        return pom.value(text);
    }

    /** @param artifacts a regular expression for {@code group:artifact} */
    boolean dependsOn(String artifacts) {
        return pom.dependencies().stream().anyMatch(dependency -> is(dependency, artifacts));
    }

    private boolean is(XmlElement artifact, String artifacts) {
        return (value(artifact.text("groupId")) + ":" + value(artifact.text("artifactId"))).matches(artifacts);
    }

    /** The profiles that a build has only when they are named, those of parents too. */
    List<XmlElement> optionalProfiles() {
        return pom.line().stream().flatMap(PomFile::optionalProfiles).toList();
    }

    /** The plugins that a build runs without a profile being named. */
    List<XmlElement> plugins() {
        return pom.plugins();
    }

    List<XmlElement> plugins(String artifacts) {
        return plugins().stream()
                .filter(plugin -> plugin.text("artifactId").matches(artifacts))
                .toList();
    }

    /**
     * The version of a parent, an imported BOM, a dependency or a plugin whose {@code group:artifact} matches; null
     * where none is written.
     */
    String version(String artifacts) {
        for (PomFile one : pom.line()) {
            XmlElement above = one.project().at("parent").findFirst().orElse(null);
            if (above != null && (above.text("groupId") + ":" + above.text("artifactId")).matches(artifacts))
                return value(above.text("version"));
            String version = Stream.concat(
                            one.dependencies().stream(),
                            one.project().at("dependencyManagement", "dependencies", "dependency"))
                    .filter(dependency -> dependency.text("version") != null && is(dependency, artifacts))
                    .map(dependency -> value(dependency.text("version")))
                    .findFirst()
                    .orElse(null);
            if (version != null) return version;
        }
        return null;
    }

    /** The Java release that it is compiled for; 0 where that is not said. */
    int java() {
        for (String name : RELEASE_PROPERTIES) {
            String text = property(name);
            if (text != null && text.matches(RELEASE)) return Integer.parseInt(text.replaceFirst("^1\\.", ""));
        }
        for (XmlElement plugin : plugins("maven-compiler-plugin")) {
            for (String text : PluginConfiguration.common(plugin).values("release", "target", "source")) {
                String release = value(text);
                if (release.matches(RELEASE)) return Integer.parseInt(release.replaceFirst("^1\\.", ""));
            }
        }
        return 0;
    }

    /** Whether a build runs a plugin by itself: it has executions, or runs the tests. */
    boolean runs(XmlElement plugin) {
        return TEST_PLUGINS.contains(plugin.text("artifactId"))
                || PluginConfiguration.executions(plugin).findFirst().isPresent();
    }
}
