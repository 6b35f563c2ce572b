//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;

/**
 * Which test classes are failsafe's and not surefire's, by what the POMs have failsafe include, else by failsafe's own
 * idea.
 *
 * @param patterns of the paths of classes, without an ending
 */
public record FailsafePatterns(List<Pattern> patterns) {

    private static final List<String> USUAL = List.of("**/IT*", "**/*IT", "**/*ITCase");
    private static final Pattern PLUGIN = Pattern.compile(
            "<artifactId>\\s*maven-failsafe-plugin\\s*</artifactId>(?:(?!</plugin>).)*", Pattern.DOTALL);
    private static final Pattern WILDCARD = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?|[^*?]+");
    private static final Pattern INCLUDE = Pattern.compile("<include>\\s*([^<$%\\s]+)\\s*</include>");

    /** @param module the folder of the POM that is run; those of its modules and those above it count too */
    public static FailsafePatterns of(Path module, Path root) {
        Set<Path> poms = new LinkedHashSet<>();
        for (Path folder = module; folder != null && folder.startsWith(root); folder = folder.getParent())
            poms.add(folder.resolve("pom.xml"));
        try (Stream<Path> below = Files.walk(module, 4)) {
            below.filter(path -> path.endsWith("pom.xml")
                            && !path.toString()
                                    .contains(module.getFileSystem().getSeparator() + "target"
                                            + module.getFileSystem().getSeparator()))
                    .forEach(poms::add);
            List<String> included = new ArrayList<>();
            for (Path pom : poms) {
                if (!Files.isRegularFile(pom)) continue;
                Matcher plugin = PLUGIN.matcher(Files.readString(pom, StandardCharsets.ISO_8859_1));
                while (plugin.find())
                    INCLUDE.matcher(plugin.group()).results().forEach(found -> included.add(found.group(1)));
            }
            return new FailsafePatterns((included.isEmpty() ? USUAL : included)
                    .stream().map(FailsafePatterns::pattern).toList());
        } catch (IOException | UncheckedIOException e) {
            throw ExitException.workFailed("the POMs below " + module + " cannot be read: " + e.getMessage(), null)
                    .because(e);
        }
    }

    private static Pattern pattern(String include) {
        String path = include.replaceFirst("\\.(?:java|class|kt|groovy)$", "").replace('\\', '/');
        StringBuilder regex = new StringBuilder(path.contains("/") ? "" : "(?:.*/)?");
        Matcher parts = WILDCARD.matcher(path);
        for (int at = 0; at < path.length(); at = parts.end()) {
            parts.find(at);
            regex.append(
                    switch (parts.group()) {
                        case "**/" -> "(?:.*/)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> Pattern.quote(parts.group());
                    });
        }
        return Pattern.compile(regex.toString());
    }

    /** @param name of a class, with its package or without, parted by dots or slashes */
    public boolean has(String name) {
        String path = name.replace('.', '/').replaceFirst("\\$.*", "");
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }
}
