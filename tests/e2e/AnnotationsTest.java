//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import lib.testing.GitHubAnnotations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.EndToEnd;
import support.Result;
import support.Workspace;

/** What GitHub Actions is told of a run, where that runs us, and only there. */
class AnnotationsTest extends EndToEnd {

    private static final String TEST = """
        package com.example.application;
        import static org.junit.jupiter.api.Assertions.*;
        class ConfigurationTest {
            @org.junit.jupiter.api.Test void passes() { }
            @org.junit.jupiter.api.Test void fails() { fail("100% wrong: a,\\n<b> | c"); }
            @org.junit.jupiter.api.Nested class Inner {
                @org.junit.jupiter.api.Test void throwsOne() { throw new IllegalStateException("inside"); }
            }
        }
        """;

    @Override
    protected Workspace workspace() throws IOException {
        // as in a repository of which the project is a directory
        return super.workspace().write("app/src/test/java/com/example/application/ConfigurationTest.java", TEST);
    }

    private Result test() {
        return here.manage("--engine", "embedded", "test", "-q", "ConfigurationTest");
    }

    @Test
    @Tag("all")
    void a_failed_test_is_an_annotation_at_its_line_and_a_row_of_the_summary() throws IOException {
        Result plain = test().exitedWith(1);
        assertTrue(plain.out().lines().noneMatch(line -> line.startsWith("::")), plain::toString);
        here.set("GITHUB_ACTIONS", "true")
                .set("GITHUB_WORKSPACE", here.directory.getParent().toString())
                .set("GITHUB_STEP_SUMMARY", here.directory.resolve("summary.md").toString());
        Result result = test().exitedWith(1);
        String file = "file=repository/app/src/test/java/com/example/application/ConfigurationTest.java,line=";
        assertEquals(
                List.of(
                        "::error " + file + "5,title=ConfigurationTest#fails::100%25 wrong: a,%0A<b> | c",
                        "::error " + file
                                + "7,title=ConfigurationTest$Inner#throwsOne::java.lang.IllegalStateException: inside"),
                result.out()
                        .lines()
                        .filter(line -> line.startsWith("::"))
                        .sorted()
                        .toList(),
                result::toString);
        String summary = here.read("summary.md");
        assertTrue(summary.contains("| Passed | Failed | Skipped | Seconds | Lines covered |\n"), summary);
        assertTrue(summary.contains("\n| 1 | 2 | 0 | "), summary);
        assertTrue(summary.contains("\n| ConfigurationTest#fails | 100% wrong: a, |\n"), summary);
    }

    @Test
    @Tag("all")
    void a_compile_error_is_an_annotation_too() throws IOException {
        here.set("GITHUB_ACTIONS", "true")
                .write(
                        "app/src/main/java/com/example/application/Broken.java",
                        "package com.example.application;\nclass Broken { int i = \"one\"; }\n");
        Result result = test().exitedWith(1);
        List<String> lines =
                result.out().lines().filter(line -> line.startsWith("::")).toList();
        assertEquals(1, lines.size(), result::toString);
        assertTrue(
                lines.get(0)
                        .startsWith("::error"
                                + " file=app/src/main/java/com/example/application/Broken.java,line=2,title=Compilation"
                                + " failure::incompatible types"),
                result::toString);
    }

    @Test
    @Tag("all")
    void the_coverage_is_there_as_xml_for_other_programs() throws IOException {
        here.manage("--engine", "embedded", "test", "UserRepositoryTest").succeeded();
        String xml = here.read(".manage/coverage/jacoco.xml");
        assertTrue(xml.contains("<sourcefile name=\"UserRepository.java\"><line nr=\""), xml);
    }

    @ParameterizedTest
    @CsvSource({"'a,b:c%\n', a%2Cb%3Ac%25%0A, 'a,b:c%25%0A'"})
    void what_a_workflow_command_would_read_is_escaped(String text, String property, String data) {
        assertEquals(property, GitHubAnnotations.property(text));
        assertEquals(data, GitHubAnnotations.data(text));
    }
}
