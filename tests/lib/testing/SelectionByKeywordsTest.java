//JAVA 17+

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;

/** {@code -k}: an expression over parts of names. */
class SelectionByKeywordsTest extends SelectionSources {

    /** What would run, by surefire's rules: of these names, each a class and a method. */
    private List<String> kept(TestSelection selection, String... tests) throws IOException {
        String patterns = maven(selection).get(0).replaceFirst("-Dtest=", "");
        List<String> kept = new ArrayList<>();
        for (String test : tests) {
            String[] parts = test.split(" ");
            for (String pattern : patterns.split(",")) {
                String[] both = pattern.replaceFirst("^%regex\\[", "")
                        .replaceFirst("]$", "")
                        .split("#", 2);
                boolean matches = Pattern.matches(both[0], parts[0].replace('.', '/') + ".class")
                        && Pattern.matches(both[1], parts[1]);
                // surefire 3.6 asks this of the class first
                if (matches) assertTrue(Pattern.matches(both[0] + "#" + both[1], parts[0]), pattern);
                if (matches && !kept.contains(test)) kept.add(test);
            }
        }
        return kept;
    }

    @Test
    void keywords_are_parts_of_names_in_any_case() throws IOException {
        assertEquals(
                List.of("a.UserTest x", "a.B userStays", "a.B$OfUser x"),
                kept(keywords("USER"), "a.UserTest x", "a.B userStays", "a.B$OfUser x", "user.B x", "a.UserIT x"));
        assertEquals(List.of(), kept(keywords("class"), "a.UserTest x"));
    }

    @Test
    void keywords_are_joined_by_and_or_not_and_parentheses() throws IOException {
        String[] tests = {"a.UserTest creates", "a.UserTest deletes", "a.OrderTest createsUser", "a.OrderTest saves"};
        assertEquals(
                List.of("a.UserTest creates", "a.OrderTest createsUser"), kept(keywords("user and create"), tests));
        assertEquals(List.of("a.UserTest deletes"), kept(keywords("user and not create"), tests));
        assertEquals(List.of("a.OrderTest saves"), kept(keywords("not (user or create)"), tests));
        assertEquals(List.of("a.UserTest deletes", "a.OrderTest saves"), kept(keywords("not create"), tests));
        assertEquals(
                List.of("a.UserTest creates", "a.UserTest deletes", "a.OrderTest saves"),
                kept(keywords("saves or user and not (order and creates)"), tests));
        assertEquals(
                List.of("a.UserTest deletes", "a.OrderTest createsUser", "a.OrderTest saves"),
                kept(keywords("not not (delete or order)"), tests));
    }

    @Test
    void keywords_narrow_the_words() throws IOException {
        String[] tests = {
            "com.example.UserTest creates",
            "com.example.UserTest deletes",
            "com.example.OrderTest createsUser",
            "com.example.store.UserIT create"
        };
        assertEquals(List.of("com.example.UserTest creates"), kept(keywords("create", "UserTest", "StoreTest"), tests));
        assertEquals(
                List.of("com.example.UserTest creates", "com.example.OrderTest createsUser"),
                kept(keywords("create", "UserTest", "OrderTest#create*+saves"), tests));
        assertEquals(List.of(), kept(keywords("delete", "UserTest#creates"), tests));
        assertEquals(
                List.of("com.example.store.UserIT create"), kept(keywords("create", "com.example.store.**"), tests));
        assertEquals(
                List.of("com.example.OrderTest createsUser"), kept(keywords("user", "com/example/Order????"), tests));
    }

    @Test
    void an_alternative_within_another_one_needs_no_pattern() throws IOException {
        assertEquals(maven(keywords("user")), maven(keywords("user and (user or create or delete or saves or old)")));
        assertEquals(maven(keywords("user")), maven(keywords("user or user and create")));
    }

    @Test
    void an_expression_of_surefires_can_leave_out_but_not_be_narrowed() throws IOException {
        String patterns = maven(keywords("user", "!%regex[.*Old.*]")).get(0);
        assertEquals(maven(keywords("user")).get(0) + ",!%regex[.*Old.*]", patterns);
        assertEquals(
                "-k cannot be combined with %regex[.*Old.*]",
                assertThrows(ExitException.class, () -> maven(keywords("user", "%regex[.*Old.*]")))
                        .getMessage());
    }

    @Test
    void an_expression_that_cannot_be_read_is_said_in_a_line() {
        for (String[] wrong : new String[][] {
            {"", "it is empty"},
            {"(a", "a ( has no )"},
            {"a)", "there is one ) too many"},
            {"a and", "something is missing at its end"},
            {"or a", "something is missing before \"or\""},
            {"a b", "\"b\" needs \"and\" or \"or\" before it"},
            {"not", "something is missing at its end"},
            {"()", "something is missing before \")\""},
            {"a,b", "\",\" cannot be part of a name"},
            {"a#b", "\"#\" cannot be part of a name"},
            {"a and not a", "no name can match it"}
        }) {
            ExitException stop = assertThrows(ExitException.class, () -> maven(keywords(wrong[0])));
            assertEquals(ExitException.WRONG_INPUT, stop.code);
            assertEquals("-k \"" + wrong[0] + "\" cannot be read: " + wrong[1], stop.getMessage());
        }
        assertTrue(assertThrows(ExitException.class, () -> maven(keywords("a and b and c and d and e and f and g")))
                .getMessage()
                .contains("too many combinations"));
        assertTrue(assertThrows(
                        ExitException.class,
                        () -> maven(keywords("(a or b) and (c or d) and (e or f) and (g or h) and (i or j)")))
                .getMessage()
                .contains("too many combinations"));
    }
}
