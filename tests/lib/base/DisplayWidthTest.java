//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns that texts take in a terminal. */
class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "5, plain",
        "5, zwölf",
        "5, Ωμέγα",
        "6, 日本語",
        "4, 한글",
        "4, ｆｕ",
        "2, ｱｲ",
        "4, cafe\u0301",
        "2, \u1112\u1161\u11ab",
        "3, a\u200bb\u200dc",
        "2, \uD842\uDFB7",
        "2, 😀",
        "2, 👍🏽",
        "2, 👨‍👩‍👧",
        "2, 🏳️‍🌈",
        "2, 🇩🇪",
        "4, 🇩🇪🇫🇷",
        "1, ❤",
        "2, ❤️",
        "2, 1️⃣",
        "8, ok 日😀!"
    })
    void a_text_takes_so_many_columns(int columns, String text) {
        assertEquals(columns, DisplayWidth.of(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "8, plain, plain",
        "4, plain, pla…",
        "6, 日本語, 日本語",
        "5, 日本語, 日本…",
        "4, 日本語, 日…",
        "4, 👨‍👩‍👧👍🏽😀, 👨‍👩‍👧…",
        "3, cafe\u0301, ca…",
        "4, cafe\u0301, cafe\u0301"
    })
    void what_is_cut_ends_between_two_characters(int columns, String text, String cut) {
        assertEquals(cut, DisplayWidth.cut(text, columns));
    }

    @Test
    void blanks_fill_the_columns_that_are_left() {
        assertEquals("日本 |", DisplayWidth.left("日本", 5) + "|");
        assertEquals("  😀|", DisplayWidth.right("😀", 4) + "|");
        assertEquals("longer|", DisplayWidth.left("longer", 3) + "|");
    }
}
