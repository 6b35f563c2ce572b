//JAVA 17+

package lib.adoption;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.maven.XmlElement;

/** What a POM has between the tags {@code configuration} of a plugin and of its executions. */
class PluginConfiguration {

    /** An image of PostgreSQL or one made from it, and Testcontainers as a library or in an address. */
    private static final Pattern CONTAINER =
            Pattern.compile("(?s)(?:[\\w.:-]+/)*postg\\w*:[\\w.-]+|.*\\b(?:org\\.testcontainers|jdbc:tc:).*");

    private static final Pattern STARTS = Pattern.compile("(?s)(?:.*\\s)?(?:run|up|start)(?:\\s.*)?");

    private final List<XmlElement> elements;

    private PluginConfiguration(Stream<XmlElement> configurations) {
        elements = configurations.flatMap(XmlElement::all).toList();
    }

    static PluginConfiguration of(XmlElement plugin) {
        return new PluginConfiguration(
                Stream.concat(plugin.at("configuration"), executions(plugin).flatMap(one -> one.at("configuration"))));
    }

    /** Of the plugin alone, without its executions. */
    static PluginConfiguration common(XmlElement plugin) {
        return new PluginConfiguration(plugin.at("configuration"));
    }

    static Stream<XmlElement> executions(XmlElement plugin) {
        return plugin.at("executions", "execution");
    }

    /** Whether a plugin starts a container by itself: in its code, by its libraries, or by a program. */
    static boolean startsContainer(XmlElement plugin) {
        PluginConfiguration configuration = of(plugin);
        boolean byProgram = configuration.values("executable").stream()
                        .anyMatch(program -> program.matches("docker(?:-compose)?|podman(?:-compose)?"))
                && configuration.texts().stream()
                        .anyMatch(text -> STARTS.matcher(text).matches());
        return byProgram
                || plugin.at("groupId").anyMatch(group -> group.text().startsWith("org.testcontainers"))
                || Stream.concat(
                                configuration.elements.stream(),
                                plugin.at("dependencies").flatMap(XmlElement::all))
                        .anyMatch(element -> CONTAINER.matcher(element.text()).matches());
    }

    /** The elements of a name that are not empty. */
    List<XmlElement> elements(Predicate<String> name) {
        return elements.stream()
                .filter(element -> name.test(element.name()))
                .filter(element ->
                        !element.children().isEmpty() || !element.text().isEmpty())
                .toList();
    }

    /** The texts of the elements with one of these names. */
    List<String> values(String... names) {
        return elements(Arrays.asList(names)::contains).stream()
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** What is in the elements of a name. */
    Stream<XmlElement> below(String name) {
        return elements(name::equals).stream().flatMap(element -> element.children().stream());
    }

    /** All texts in it. */
    List<String> texts() {
        return elements.stream()
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Whether a word stands anywhere in it. */
    boolean mentions(String word) {
        return elements.stream()
                .anyMatch(element -> element.name().contains(word)
                        || element.text().contains(word)
                        || element.attributes().values().stream().anyMatch(value -> value.contains(word)));
    }
}
