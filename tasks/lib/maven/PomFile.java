//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import lib.base.ExitException;

/**
 * A POM as it stands in the repository, in its own encoding, with those of its parents that lie there too.
 *
 * @param project the root element
 * @param parent null where it is not in the repository
 * @param problem why Maven could not read all of it; null where it can
 */
public record PomFile(Path file, XmlElement project, PomFile parent, String problem) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]+)}");
    private static final int DEEPEST = 20;
    private static final String NAME = "pom.xml";

    /** @param root the repository: a parent outside of it is not looked at */
    public static PomFile read(Path file, Path root) {
        return read(file, root, DEEPEST);
    }

    private static PomFile read(Path file, Path root, int parents) {
        XmlElement document = new XmlElement("");
        String problem = null;
        try (InputStream in = Files.newInputStream(file)) {
            document.addAll(XmlElement.factory().createXMLStreamReader(in));
        } catch (IOException e) {
            throw ExitException.cannotRead(shown(file, root), e);
        } catch (XMLStreamException e) {
            problem = reason(e);
        }
        XmlElement project = document.children().stream().findFirst().orElse(document);
        PomFile parent = parents == 0 ? null : parent(file, project, root, parents - 1);
        return new PomFile(file, project, parent, problem);
    }

    /** The parser's message has its place in a line before. */
    private static String reason(XMLStreamException e) {
        String message = e.getMessage().replaceFirst("(?s)^ParseError at .*?Message: ", "");
        return message.lines().findFirst().orElse("") + " (line "
                + e.getLocation().getLineNumber() + ")";
    }

    private static String shown(Path file, Path root) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }

    private static PomFile parent(Path file, XmlElement project, Path root, int parents) {
        if (project.at("parent").findFirst().isEmpty()) return null;
        String relative = Objects.requireNonNullElse(project.text("parent", "relativePath"), "../" + NAME);
        if (relative.isEmpty()) return null;
        Path path = file(file.resolveSibling(relative));
        if (!Files.isRegularFile(path) || !path.startsWith(root) || path.equals(file)) return null;
        PomFile parent = read(path, root, parents);
        String artifact = parent.project.text("artifactId");
        return artifact != null && artifact.equals(project.text("parent", "artifactId")) ? parent : null;
    }

    private static Path file(Path place) {
        Path path = place.normalize();
        return Files.isDirectory(path) ? path.resolve(NAME) : path;
    }

    public Path directory() {
        return file.getParent();
    }

    /** Itself and its parents, nearest first. */
    public List<PomFile> line() {
        List<PomFile> line = new ArrayList<>();
        for (PomFile pom = this; pom != null; pom = pom.parent) line.add(pom);
        return line;
    }

    /** The POMs of its modules, and of theirs. */
    public List<PomFile> modules(Path root) {
        Map<Path, PomFile> found = new LinkedHashMap<>();
        addModules(root, found);
        found.remove(file);
        return List.copyOf(found.values());
    }

    private void addModules(Path root, Map<Path, PomFile> found) {
        List<String> names = sections()
                .flatMap(section -> section.at("modules", "module"))
                .map(XmlElement::text)
                .distinct()
                .toList();
        for (String name : names) {
            Path path = file(directory().resolve(value(name)));
            if (!Files.isRegularFile(path) || !path.startsWith(root) || found.containsKey(path)) continue;
            PomFile module = read(path, root);
            found.put(path, module);
            module.addModules(root, found);
        }
    }

    /** The project, and its profiles that nobody has to name. */
    public Stream<XmlElement> sections() {
        return Stream.concat(Stream.of(project), profiles().filter(PomFile::active));
    }

    public Stream<XmlElement> profiles() {
        return project.at("profiles", "profile");
    }

    /** Its profiles that a build has only when they are named. */
    public Stream<XmlElement> optionalProfiles() {
        return profiles().filter(profile -> !active(profile));
    }

    /** A profile that nobody has to name: active by default, or unless a property is set. */
    private static boolean active(XmlElement profile) {
        String property = profile.text("activation", "property", "name");
        return "true".equals(profile.text("activation", "activeByDefault"))
                || property != null && property.startsWith("!");
    }

    /** Every property as it is written, those of parents and of profiles that are active by themselves too. */
    public Map<String, String> properties() {
        Map<String, String> all = new LinkedHashMap<>();
        for (PomFile pom : line()) {
            Stream.concat(pom.profiles().filter(PomFile::active), Stream.of(pom.project))
                    .flatMap(section -> section.at("properties"))
                    .flatMap(properties -> properties.children().stream())
                    .forEach(property -> all.putIfAbsent(property.name(), property.text()));
        }
        return all;
    }

    /** A property, with what it refers to; null where the repository does not set it. */
    public String property(String name) {
        String text = properties().get(name);
        return text == null ? null : value(text);
    }

    /** A text with the properties that it refers to. */
    public String value(String text) {
        Map<String, String> properties = text.contains("${") ? properties() : Map.of();
        String value = text;
        for (int depth = 0; depth < DEEPEST && value.contains("${"); depth++) {
            String replaced = REFERENCE
                    .matcher(value)
                    .replaceAll(reference ->
                            Matcher.quoteReplacement(properties.getOrDefault(reference.group(1), reference.group())));
            if (replaced.equals(value)) return value;
            value = replaced;
        }
        return value;
    }

    /** The dependencies of itself and its parents, in profiles too. */
    public List<XmlElement> dependencies() {
        return line().stream()
                .flatMap(pom -> Stream.concat(Stream.of(pom.project), pom.profiles()))
                .flatMap(section -> section.at("dependencies", "dependency"))
                .toList();
    }

    /** The plugins that a build runs without a profile being named. */
    public List<XmlElement> plugins() {
        return line().stream()
                .flatMap(PomFile::sections)
                .flatMap(section -> section.at("build", "plugins", "plugin"))
                .toList();
    }

    /** What is set anywhere in this POM for a plugin: managed, or in a profile that may be named. */
    public Stream<XmlElement> settings(String plugin) {
        return project.all()
                .filter(element -> element.name().equals("plugin") && plugin.equals(element.text("artifactId")));
    }

    /** The texts of an element anywhere in them. */
    public Stream<String> settings(String plugin, String name) {
        return settings(plugin)
                .flatMap(XmlElement::all)
                .filter(element -> element.name().equals(name))
                .map(XmlElement::text);
    }

    /** Whether a word is part of a name or a text in it or in one of its parents. */
    public boolean mentions(String word) {
        return line().stream()
                .flatMap(pom -> pom.project.all())
                .anyMatch(element ->
                        element.name().contains(word) || element.text().contains(word));
    }
}
