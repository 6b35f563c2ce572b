//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import lib.maven.FailsafePatterns;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** A selection that has tests of surefire and of failsafe. */
class FailsafeSelectionTest extends SmallRepository {

    @Test
    void a_selection_is_parted_between_surefire_and_failsafe() throws IOException {
        for (String name : List.of("UserTest", "UserIT", "OrderTest"))
            write(
                    "src/test/java/shop/" + name + ".java",
                    "package shop;\nclass " + name + " {\n    @org.junit.jupiter.api.Test void saves() { }\n}\n");
        TestSources names = TestSources.below(root);
        FailsafePatterns integration = FailsafePatterns.of(names.poms(root));
        assertEquals(
                List.of("-Dtest=UserTest", "-Dit.test=UserIT#saves+saves[*]"),
                both(
                        new TestSelection(List.of("UserTest", "UserIT#saves"), null, List.of(), List.of()),
                        names,
                        integration));
        assertEquals(
                List.of("-Dtest=none-of-them", "-Dit.test=UserIT"),
                both(new TestSelection(List.of("UserIT"), null, List.of(), List.of()), names, integration));
        assertEquals(
                List.of("-Dtest=shop/UserTest", "-Dit.test=shop/UserIT"),
                both(new TestSelection(List.of("User*"), null, List.of(), List.of()), names, integration));
        List<String> unit =
                new TestSelection(List.of("OrderTest"), null, List.of(), List.of()).maven(names, integration, root);
        assertTrue(unit.contains("-DskipITs") && unit.contains("-Dit.test=none-of-them"), unit::toString);
        List<String> excluded =
                both(new TestSelection(List.of("!OrderTest"), null, List.of(), List.of()), names, integration);
        assertEquals("-Dtest=shop/OrderTest,shop/UserTest,!OrderTest,!OrderTest$*", excluded.get(0));
        assertTrue(excluded.get(1).startsWith("-Dit.test=shop/UserIT,"), excluded::toString);
        List<String> words = both(new TestSelection(List.of(), "saves", List.of(), List.of()), names, integration);
        assertTrue(
                words.get(0).contains("UserTest")
                        && !words.get(0).contains("UserIT")
                        && words.get(1).contains("UserIT")
                        && !words.get(1).contains("UserTest"),
                words::toString);
        assertEquals(
                List.of(), both(new TestSelection(List.of(), null, List.of("slow"), List.of()), names, integration));
    }

    private List<String> both(TestSelection selection, TestSources names, FailsafePatterns integration) {
        return selection.maven(names, integration, root).stream()
                .filter(word -> word.startsWith("-Dtest=") || word.startsWith("-Dit.test="))
                .toList();
    }
}
