//JAVA 17+

package lib.maven;

import java.nio.file.*;
import java.util.*;

/**
 * Which test classes are failsafe's and not surefire's, by what the POMs have failsafe include, else by failsafe's own
 * idea.
 *
 * @param patterns of the paths of classes, without an ending
 */
public record FailsafePatterns(List<PathMatcher> patterns) {

    private static final List<String> USUAL = List.of("**/IT*", "**/*IT", "**/*ITCase");

    /** By every profile, as whoever runs failsafe may name one; not by what Maven would have to work out. */
    public static FailsafePatterns of(List<PomFile> poms) {
        List<String> included = poms.stream()
                .flatMap(pom -> pom.line().stream())
                .flatMap(pom -> pom.settings("maven-failsafe-plugin", "include"))
                .filter(text -> text.matches("[^<$%\\s]+"))
                .distinct()
                .toList();
        return new FailsafePatterns((included.isEmpty() ? USUAL : included)
                .stream().map(FailsafePatterns::matcher).toList());
    }

    private static PathMatcher matcher(String include) {
        String path = include.replaceFirst("\\.(?:java|class|kt|groovy)$", "").replace('\\', '/');
        String anywhere = path.contains("/") ? path : "**/" + path;
        // Maven's **/ is no directory too
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
