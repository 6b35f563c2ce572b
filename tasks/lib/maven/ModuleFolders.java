//JAVA 17+

package lib.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the folders of Maven's modules are for: a package, or a folder of data, may have any name.
 *
 * @param root that of the module that is run, whatever its POM is called
 */
public record ModuleFolders(Path root) {

    private static final Set<String> OUTPUT = Set.of("target", "build");
    private static final Set<String> TOOLS = Set.of("node_modules", ".git", ".manage", ".idea", ".mvn");

    /** Whether it is what a build made, or belongs to a tool: none of it is anybody's source. */
    public boolean isNoSource(Path folder) {
        String name = folder.getFileName().toString();
        return TOOLS.contains(name)
                || OUTPUT.contains(name)
                        && (isModule(folder.getParent()) || Files.isDirectory(folder.resolveSibling("src")));
    }

    /** Whether it has the sources that are no tests. */
    public boolean isMain(Path folder) {
        return folder.endsWith(Path.of("src", "main"))
                && isModule(folder.getParent().getParent());
    }

    private boolean isModule(Path folder) {
        return folder.equals(root) || Files.isRegularFile(folder.resolve("pom.xml"));
    }
}
