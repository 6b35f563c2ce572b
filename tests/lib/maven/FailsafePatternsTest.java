//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import lib.testing.TestSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.SmallRepository;

/** Which tests are failsafe's. */
class FailsafePatternsTest extends SmallRepository {

    @ParameterizedTest
    @CsvSource({
        "UserIT,true",
        "a.b.ITUser,true",
        "a/b/UserITCase,true",
        "UserTest,false",
        "a.b.Unit,false",
        "a.IT$Nested,true"
    })
    void failsafes_tests_go_by_their_names(String name, boolean integration) throws IOException {
        assertEquals(
                integration,
                FailsafePatterns.of(TestSources.below(root).poms(root)).has(name));
    }

    @Test
    void or_by_what_the_pom_includes() throws IOException {
        write(
                "core/pom.xml",
                "<project><plugin><artifactId>maven-failsafe-plugin</artifactId><includes>"
                        + "<include>**/*IntegrationTest.java</include><include>**/it/**/*.java</include>"
                        + "<include>${x}</include></includes></plugin>"
                        + "<plugin><artifactId>other</artifactId><include>**/*Test.java</include></plugin></project>");
        FailsafePatterns integration =
                FailsafePatterns.of(TestSources.below(root).poms(root));
        for (String name : List.of("UserIntegrationTest", "a.b.UserIntegrationTest", "a.it.User", "it.x.y.User"))
            assertTrue(integration.has(name), name);
        for (String name : List.of("UserIT", "a.b.UserTest", "a.item.User")) assertFalse(integration.has(name), name);
    }

    @Test
    void what_a_comment_includes_is_not_one_and_what_a_parent_includes_is() throws IOException {
        String failsafe = "<plugin><artifactId>maven-failsafe-plugin</artifactId><configuration><includes>%s</includes>"
                + "</configuration></plugin>";
        write(
                "pom.xml",
                "<project><artifactId>top</artifactId><modules><module>core</module></modules><build><plugins>"
                        + failsafe.formatted("<!-- <include>**/*Old.java</include> --><include>**/*Slow.java</include>")
                        + "</plugins></build></project>");
        Files.write(
                write("core/pom.xml", ""),
                ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><project><parent><artifactId>top</artifactId></parent>"
                                + "<artifactId>core</artifactId><name>B\u00fccher</name></project>")
                        .getBytes(StandardCharsets.ISO_8859_1));
        FailsafePatterns integration =
                FailsafePatterns.of(TestSources.below(root.resolve("core")).poms(root));
        assertEquals(
                List.of(true, false, false),
                Stream.of("a.UserSlow", "a.UserOld", "a.UserIT")
                        .map(integration::has)
                        .toList());
    }
}
