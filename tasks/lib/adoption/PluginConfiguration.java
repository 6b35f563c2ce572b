//JAVA 17+
//DEPS org.apache.maven:maven-model:3.9.16

package lib.adoption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What a POM has between the tags {@code configuration} of a plugin and of its executions. */
class PluginConfiguration {

    private final List<Xpp3Dom> elements = new ArrayList<>();

    private PluginConfiguration(Stream<? extends ConfigurationContainer> containers) {
        containers
                .map(ConfigurationContainer::getConfiguration)
                .filter(Objects::nonNull)
                .forEach(configuration -> collect((Xpp3Dom) configuration, elements));
    }

    static PluginConfiguration of(Plugin plugin) {
        return new PluginConfiguration(Stream.concat(Stream.of(plugin), plugin.getExecutions().stream()));
    }

    /** Of the plugin alone, without its executions. */
    static PluginConfiguration common(Plugin plugin) {
        return new PluginConfiguration(Stream.of(plugin));
    }

    /** An element and all in it, in the order of the file. */
    static void collect(Xpp3Dom element, List<Xpp3Dom> all) {
        all.add(element);
        for (Xpp3Dom child : element.getChildren()) collect(child, all);
    }

    /** The elements of a name that are not empty. */
    List<Xpp3Dom> elements(Predicate<String> name) {
        return elements.stream()
                .filter(element -> name.test(element.getName()))
                .filter(element -> element.getChildCount() > 0 || !text(element).isEmpty())
                .toList();
    }

    /** The texts of the elements with one of these names. */
    List<String> values(String... names) {
        return elements(Arrays.asList(names)::contains).stream()
                .map(PluginConfiguration::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Whether a word stands anywhere in it. */
    boolean mentions(String word) {
        return elements.stream()
                .anyMatch(element -> element.getName().contains(word)
                        || text(element).contains(word)
                        || Arrays.stream(element.getAttributeNames())
                                .anyMatch(name -> element.getAttribute(name).contains(word)));
    }

    static String text(Xpp3Dom element) {
        return Objects.requireNonNullElse(element.getValue(), "").strip();
    }
}
