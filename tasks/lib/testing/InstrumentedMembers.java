//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lib.base.FileTree;
import lib.maven.ModuleDirectories;

/**
 * Whether tests can be red for coverage alone: JaCoCo adds a field and a method to each class, which those see that
 * list the members of classes.
 */
record InstrumentedMembers(Path module) {

    private static final Pattern LISTING =
            Pattern.compile("\\bgetDeclared(?:Fields|Methods)\\s*\\(|\\.declared(?:Member|Function)");

    boolean explain(TestReports reports) throws IOException {
        List<TestReports.Case> failed =
                reports.cases().stream().filter(TestReports.Case::failed).toList();
        if (failed.isEmpty()) return false;
        boolean named = failed.stream().map(TestReports.Case::message).anyMatch(InstrumentedMembers::namesJacoco);
        return named || isListed();
    }

    private static boolean namesJacoco(String message) {
        return message != null && message.contains("$jacoco");
    }

    /** By any source, as a test may reach it by way of others. */
    private boolean isListed() throws IOException {
        List<Path> sources = new ArrayList<>();
        FileTree.visit(module, new ModuleDirectories(module)::isNoSource, (path, attributes) -> {
            if (path.toString().matches(".*\\.(?:java|kt|groovy|scala)")) sources.add(path);
        });
        for (Path source : sources) {
            if (LISTING.matcher(Files.readString(source, StandardCharsets.ISO_8859_1))
                    .find()) return true;
        }
        return false;
    }
}
