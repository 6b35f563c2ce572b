//JAVA 17+

package lib.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the directories of Maven's modules are for: a package, or a directory of data, may have any name.
 *
 * @param root that of the module that is run, whatever its POM is called
 */
public record ModuleDirectories(Path root) {

    private static final Set<String> OUTPUT = Set.of("target", "build");
    private static final Set<String> TOOLS = Set.of("node_modules", ".git", ".manage", ".idea", ".mvn");

    /** Whether it is what a build made, or belongs to a tool: none of it is anybody's source. */
    public boolean isNoSource(Path directory) {
        String name = directory.getFileName().toString();
        return TOOLS.contains(name)
                || OUTPUT.contains(name)
                        && (isModule(directory.getParent()) || Files.isDirectory(directory.resolveSibling("src")));
    }

    /** Whether it has the sources that are no tests. */
    public boolean isMain(Path directory) {
        return directory.endsWith(Path.of("src", "main"))
                && isModule(directory.getParent().getParent());
    }

    private boolean isModule(Path directory) {
        return directory.equals(root) || Files.isRegularFile(directory.resolve("pom.xml"));
    }
}
