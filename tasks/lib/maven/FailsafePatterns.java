//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lib.base.ExitException;

/**
 * Which test classes are failsafe's and not surefire's, by what the POMs have failsafe include, else by failsafe's own
 * idea.
 *
 * @param patterns of the paths of classes, without an ending
 */
public record FailsafePatterns(List<PathMatcher> patterns) {

    private static final List<String> USUAL = List.of("**/IT*", "**/*IT", "**/*ITCase");
    private static final int DEPTH = 4;

    /** @param module the folder of the POM that is run; those of its modules and those above it count too */
    public static FailsafePatterns of(Path module, Path root) {
        Set<Path> poms = new LinkedHashSet<>();
        for (Path folder = module; folder != null && folder.startsWith(root); folder = folder.getParent())
            poms.add(folder.resolve("pom.xml"));
        try (Stream<Path> below = Files.walk(module, DEPTH)) {
            below.filter(path -> path.endsWith("pom.xml") && !isBuilt(module.relativize(path)))
                    .forEach(poms::add);
        } catch (IOException | UncheckedIOException e) {
            throw ExitException.workFailed("the POMs below " + module + " cannot be read: " + e.getMessage(), null)
                    .because(e);
        }
        List<String> included = poms.stream()
                .filter(Files::isRegularFile)
                .flatMap(pom -> PomFile.read(pom, root).line().stream())
                .flatMap(FailsafePatterns::included)
                .distinct()
                .toList();
        return new FailsafePatterns((included.isEmpty() ? USUAL : included)
                .stream().map(FailsafePatterns::matcher).toList());
    }

    private static boolean isBuilt(Path path) {
        return StreamSupport.stream(path.spliterator(), false).anyMatch(part -> part.endsWith("target"));
    }

    /** Every profile's, as whoever runs failsafe may name one; not those that Maven would have to work out. */
    private static Stream<String> included(PomFile pom) {
        return pom.settings("maven-failsafe-plugin")
                .flatMap(XmlElement::all)
                .filter(element -> element.name().equals("include"))
                .map(XmlElement::text)
                .filter(text -> text.matches("[^<$%\\s]+"));
    }

    private static PathMatcher matcher(String include) {
        String path = include.replaceFirst("\\.(?:java|class|kt|groovy)$", "").replace('\\', '/');
        String anywhere = path.contains("/") ? path : "**/" + path;
        // Maven's **/ is no folder too
        String glob = anywhere.replaceAll("[\\[\\]{}]", "\\\\$0").replace("**/", "{**/,}");
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /** @param name of a class, with its package or without, parted by dots or slashes */
    public boolean has(String name) {
        // wildcards of a selection that no class fits are no path on Windows
        Path path = Path.of(name.replace('.', '/').replaceFirst("\\$.*", "").replaceAll("[*?<>:\"|]", "_"));
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
