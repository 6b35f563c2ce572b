//JAVA 17+

package lib.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module as Maven knew it when it had built it.
 *
 * @param known what ModuleRecorder of the extension has told
 */
public record BuiltModule(Map<String, List<String>> known) {

    /** Those of all events of a run of Maven: the modules with code, in the order in which they were built. */
    public static List<BuiltModule> of(List<List<String>> events) {
        Map<String, BuiltModule> modules = new LinkedHashMap<>();
        for (List<String> event : events) {
            if (!event.get(0).equals("module")) continue;
            modules.computeIfAbsent(event.get(1), number -> new BuiltModule(new LinkedHashMap<>()))
                    .known
                    .put(event.get(2), event.subList(3, event.size()));
        }
        return List.copyOf(modules.values());
    }

    /** The Java that Maven runs on. */
    public Path java() {
        return path("java").resolve("bin/java");
    }

    public Path pom() {
        return path("pom");
    }

    /** Where its compiled classes are. */
    public Path output() {
        return path("output");
    }

    /** What it is made from and nobody generates: its POM, and all sources and resources but those of the tests. */
    public List<Path> sources() {
        List<Path> sources = new ArrayList<>(List.of(pom(), pom().resolveSibling("src/main")));
        for (Path source : paths("sources")) {
            if (!source.startsWith(path("build")) && sources.stream().noneMatch(source::startsWith))
                sources.add(source);
        }
        return sources;
    }

    /** What it runs with: its own classes, and those of its dependencies, in the order of the POM. */
    public List<Path> runtime() {
        return paths("runtime");
    }

    /** What its tests run with. */
    public List<Path> test() {
        return paths("test");
    }

    /** The class that the POM has for one that is to be run. */
    public Optional<String> mainClass() {
        return known.get("main").stream().findFirst();
    }

    /** What that gets on its command line. */
    public List<String> arguments() {
        return known.get("arguments");
    }

    /** The system properties that it gets, each as NAME=VALUE. */
    public List<String> properties() {
        return known.get("properties");
    }

    /** What the POM sets for exec:java and only that plugin can do. */
    public List<String> unknown() {
        return known.get("unknown");
    }

    private Path path(String name) {
        return Path.of(known.get(name).get(0));
    }

    private List<Path> paths(String name) {
        return known.get(name).stream().map(Path::of).toList();
    }

    /** What several are made from. */
    public static List<Path> sources(Collection<BuiltModule> modules) {
        return modules.stream()
                .map(BuiltModule::sources)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
