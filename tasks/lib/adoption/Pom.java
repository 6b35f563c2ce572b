//JAVA 17+
//DEPS org.apache.maven:maven-model:3.9.16

package lib.adoption;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;
import org.apache.maven.model.Activation;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.ReaderFactory;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** A project's POM as it stands in the repository, with those of its parents that lie there too. */
public class Pom {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]+)}");

    private static final String RELEASE = "(1\\.)?\\d+";
    private static final List<String> RELEASE_PROPERTIES = List.of(
            "maven.compiler.release",
            "java.version",
            "maven.compiler.target",
            "maven.compiler.source",
            "jdk.version",
            "javaVersion",
            "release.version");

    final Path file;
    final Model model;
    final Pom parent;

    private Pom(Path file, Model model, Pom parent) {
        this.file = file;
        this.model = model;
        this.parent = parent;
    }

    /** @param root the repository: a parent outside of it is not looked at */
    static Pom read(Path file, Path root) {
        Model model;
        try (InputStream in = Files.newInputStream(file)) {
            model = new MavenXpp3Reader().read(in, false);
        } catch (IOException e) {
            throw ExitException.cannotRead(root.relativize(file).toString(), e);
        } catch (XmlPullParserException e) {
            throw ExitException.wrongInput(
                            root.relativize(file) + " is no POM that Maven could read: "
                                    + e.getMessage().lines().findFirst().orElse(""),
                            "Try: mvn -f " + root.relativize(file) + " validate")
                    .because(e);
        }
        return new Pom(file, model, parent(file, model, root));
    }

    private static Pom parent(Path file, Model model, Path root) {
        if (model.getParent() == null
                || model.getParent().getRelativePath() == null
                || model.getParent().getRelativePath().isBlank()) return null;
        Path path = file.resolveSibling(model.getParent().getRelativePath()).normalize();
        if (Files.isDirectory(path)) path = path.resolve("pom.xml");
        if (!Files.isRegularFile(path) || !path.startsWith(root) || path.equals(file)) return null;
        Pom parent = read(path, root);
        return parent.model.getArtifactId() != null
                        && parent.model.getArtifactId().equals(model.getParent().getArtifactId())
                ? parent
                : null;
    }

    Path folder() {
        return file.getParent();
    }

    /** Itself and its parents, nearest first. */
    List<Pom> line() {
        List<Pom> line = new ArrayList<>();
        for (Pom pom = this; pom != null; pom = pom.parent) line.add(pom);
        return line;
    }

    /** The POMs of its modules, and of theirs. */
    List<Pom> modules(Path root) {
        List<Pom> all = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(model.getModules());
        model.getProfiles().stream().filter(Pom::active).forEach(profile -> names.addAll(profile.getModules()));
        for (String name : names) {
            Path path = folder().resolve(value(name)).normalize();
            if (Files.isDirectory(path)) path = path.resolve("pom.xml");
            if (!Files.isRegularFile(path) || !path.startsWith(root) || path.equals(file)) continue;
            Pom module = read(path, root);
            all.add(module);
            all.addAll(module.modules(root));
        }
        return all;
    }

    /** A property, with what it refers to; null where the repository does not set it. */
    String property(String name) {
        String text = properties().get(name);
        return text == null ? null : value(text);
    }

    /** Every property as it is written, those of parents and of profiles that are active by themselves too. */
    Map<String, String> properties() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Pom pom : line()) {
            pom.model.getProfiles().stream().filter(Pom::active).forEach(profile -> put(all, profile.getProperties()));
            put(all, pom.model.getProperties());
        }
        return all;
    }

    private static void put(Map<String, String> all, Properties more) {
        more.forEach((name, text) -> all.putIfAbsent((String) name, (String) text));
    }

    String value(String text) {
        for (int depth = 0; depth < 20 && text.contains("${"); depth++) {
            Matcher reference = REFERENCE.matcher(text);
            StringBuilder next = new StringBuilder();
            while (reference.find())
                reference.appendReplacement(
                        next,
                        Matcher.quoteReplacement(
                                Objects.requireNonNullElse(properties().get(reference.group(1)), reference.group())));
            String replaced = reference.appendTail(next).toString();
            if (replaced.equals(text)) return text;
            text = replaced;
        }
        return text;
    }

    /** A profile that nobody has to name: active by default, or unless a property is set. */
    private static boolean active(Profile profile) {
        Activation activation = profile.getActivation();
        if (activation == null) return false;
        return activation.isActiveByDefault()
                || activation.getProperty() != null
                        && activation.getProperty().getName() != null
                        && activation.getProperty().getName().startsWith("!");
    }

    List<Dependency> dependencies() {
        return line().stream()
                .flatMap(pom -> Stream.concat(
                        pom.model.getDependencies().stream(),
                        pom.model.getProfiles().stream().flatMap(profile -> profile.getDependencies().stream())))
                .toList();
    }

    /** @param artifacts a regular expression for {@code group:artifact} */
    boolean dependsOn(String artifacts) {
        return dependencies().stream()
                .anyMatch(dependency ->
                        (value(dependency.getGroupId()) + ":" + value(dependency.getArtifactId())).matches(artifacts));
    }

    /** The plugins that a build runs without a profile being named. */
    List<Plugin> plugins() {
        return line().stream()
                .flatMap(pom -> Stream.concat(
                        Stream.ofNullable(pom.model.getBuild()),
                        pom.model.getProfiles().stream()
                                .filter(Pom::active)
                                .map(Profile::getBuild)
                                .filter(Objects::nonNull)))
                .flatMap(build -> build.getPlugins().stream())
                .toList();
    }

    List<Plugin> plugins(String artifacts) {
        return plugins().stream()
                .filter(plugin -> plugin.getArtifactId().matches(artifacts))
                .toList();
    }

    /**
     * The version of a parent, an imported BOM, a dependency or a plugin whose {@code group:artifact} matches; null
     * where none is written.
     */
    String version(String artifacts) {
        for (Pom pom : line()) {
            Parent above = pom.model.getParent();
            if (above != null && (above.getGroupId() + ":" + above.getArtifactId()).matches(artifacts))
                return value(above.getVersion());
            List<Dependency> all = new ArrayList<>(pom.dependencies());
            if (pom.model.getDependencyManagement() != null)
                all.addAll(pom.model.getDependencyManagement().getDependencies());
            for (Dependency dependency : all) {
                if (dependency.getVersion() != null
                        && (value(dependency.getGroupId()) + ":" + value(dependency.getArtifactId()))
                                .matches(artifacts)) return value(dependency.getVersion());
            }
        }
        return null;
    }

    /** The Java release that it is compiled for; 0 where that is not said. */
    int java() {
        for (String name : RELEASE_PROPERTIES) {
            String text = property(name);
            if (text != null && text.matches(RELEASE)) return Integer.parseInt(text.replaceFirst("^1\\.", ""));
        }
        for (Plugin plugin : plugins("maven-compiler-plugin")) {
            for (String text : PluginConfiguration.common(plugin).values("release", "target", "source")) {
                String release = value(text);
                if (release.matches(RELEASE)) return Integer.parseInt(release.replaceFirst("^1\\.", ""));
            }
        }
        return 0;
    }

    /**
     * Every text and attribute that stands in the file, as an XML parser gives them, but properties and what belongs to
     * a plugin.
     */
    List<String> textsOutsideProperties(String plugin) {
        List<String> texts = new ArrayList<>();
        try (Reader reader = ReaderFactory.newXmlReader(file.toFile())) {
            collect(Xpp3DomBuilder.build(reader), plugin, texts);
        } catch (XmlPullParserException e) {
            throw new IllegalStateException("Maven's own reader took " + file + " a moment ago", e);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
        return texts;
    }

    private static void collect(Xpp3Dom element, String plugin, List<String> texts) {
        Xpp3Dom artifact = element.getChild("artifactId");
        if (element.getName().equals("properties")
                || element.getName().equals("plugin")
                        && artifact != null
                        && plugin.equals(PluginConfiguration.text(artifact))) return;
        texts.add(PluginConfiguration.text(element));
        for (String name : element.getAttributeNames()) texts.add(element.getAttribute(name));
        for (Xpp3Dom child : element.getChildren()) collect(child, plugin, texts);
    }
}
