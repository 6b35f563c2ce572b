//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import lib.testing.TestSources.TestClass;

/**
 * Tests that a container runs (Spring, Quarkus, Micronaut and the like). It finds classes by their annotations, to
 * which nothing refers: such a test may reach any of them.
 */
record ContainerTests(SourceGraph graph, ClassReferences references) {

    /** Libraries whose superclasses, interfaces and annotations look for no classes. */
    private static final List<String> HARMLESS = List.of(
            "java/",
            "javax/annotation/",
            "jakarta/annotation/",
            "kotlin/",
            "groovy/",
            "lombok/",
            "junit/",
            "org/junit/",
            "org/testng/",
            "org/mockito/",
            "org/assertj/",
            "org/hamcrest/",
            "org/testcontainers/",
            "org/jspecify/",
            "org/jetbrains/annotations/");

    /** For a test that is not compiled yet. */
    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s+(?:static\\s+)?"
            + "(?:org\\.springframework|io\\.quarkus|io\\.micronaut|jakarta\\.enterprise|org\\.jboss)\\.");

    /** Whether a container runs it. */
    boolean runs(TestClass test, String source) {
        return isFound(source) || graph.isStale(source) && imports(test);
    }

    /** Whether a source is one of those that a container finds, and there are tests that one runs. */
    boolean mayFind(String source, Collection<String> tests) {
        return isFound(source) && tests.stream().anyMatch(this::isFound);
    }

    private boolean isFound(String source) {
        return references.libraryFrame(source).stream()
                .anyMatch(name -> HARMLESS.stream().noneMatch(name::startsWith));
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
