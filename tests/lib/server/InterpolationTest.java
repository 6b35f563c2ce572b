//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compose's own rules for variables; what it makes of each of these was asked of docker compose 2.26. */
class InterpolationTest {

    private final Interpolation interpolation =
            new Interpolation(Map.of("A", "a", "B_2", "b", "EMPTY", "", "DOLLAR", "$A")::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "plain                       | plain",
                "${A}                        | a",
                "$A/$B_2.                    | a/b.",
                "x-${A}-y-$A                 | x-a-y-a",
                "$$A $${A} 5$$               | $A ${A} 5$",
                "${A:-d}                     | a",
                "[${EMPTY:-d}] [${EMPTY-d}]  | [d] []",
                "[${NONE:-d}] [${NONE-d}]    | [d] [d]",
                "[${NONE:-}] [${NONE-}]      | [] []",
                "[${A:+r}] [${A+r}]          | [r] [r]",
                "[${EMPTY:+r}] [${EMPTY+r}]  | [] [r]",
                "[${NONE:+r}] [${NONE+r}]    | [] []",
                "${A:?e} [${EMPTY?e}]        | a []",
                "${NONE:-${NO:-${A}x}}y      | axy",
                "${NONE:-$A-$$}              | a-$",
                "${A:+${B_2}}                | b",
                "${NONE:-{\"k\": 1}}         | {\"k\": 1}",
                "${NONE:-a:b-c?d}            | a:b-c?d",
                "${DOLLAR}                   | $A",
            })
    void a_variable_is_replaced_as_compose_does_it(String text, String expected) {
        assertEquals(expected, interpolation.resolve(text));
        assertEquals(Set.of(), interpolation.unresolved());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[$NONE]                     | []         | NONE",
                "[${NONE}]                   | []         | NONE",
                "[${NONE:?is needed by $A}]  | []         | NONE (is needed by a)",
                "[${EMPTY:?}]                | []         | EMPTY",
                "[${A/x}]                    | []         | ${A/x}",
                "${A                         | ${A        | ${A",
                "5$                          | 5$         | $",
                "${}                         | ${}        | ${}",
            })
    void what_cannot_be_resolved_is_named(String text, String expected, String unresolved) {
        assertEquals(expected, interpolation.resolve(text));
        assertEquals(Set.of(unresolved), interpolation.unresolved());
    }

    @Test
    void the_texts_of_a_tree_are_resolved_and_not_its_keys() {
        assertEquals(
                Map.of("${A}", List.of("a", 1, true), "x", Map.of("y", "b")),
                interpolation.resolve(
                        Map.<Object, Object>of("${A}", List.of("${A}", 1, true), "x", Map.of("y", "$B_2"))));
    }
}
