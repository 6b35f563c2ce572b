//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.regex.Pattern;
import lib.testing.TestSources.TestClass;

/** Tests that a container runs: such a test may reach any of the classes that it finds. */
record ContainerTests(SourceGraph graph, ContainerClasses classes) {

    /** For a test that is not compiled yet. */
    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s+(?:static\\s+)?"
            + "(?:org\\.springframework|io\\.quarkus|io\\.micronaut|jakarta\\.enterprise|org\\.jboss)\\.");

    /** Whether a container runs it. */
    boolean runs(TestClass test, String source) {
        return classes.has(source) || graph.isStale(source) && imports(test);
    }

    /** Whether a source is one of those that a container finds, and there are tests that one runs. */
    boolean mayFind(String source, Collection<String> tests) {
        return classes.has(source) && tests.stream().anyMatch(classes::has);
    }

    private static boolean imports(TestClass test) {
        try {
            return IMPORT.matcher(Files.readString(test.file(), StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException e) {
            return true;
        }
    }
}
