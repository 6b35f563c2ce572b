//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lib.base.TextTable.Column;
import org.junit.jupiter.api.Test;

/** Cells that stand below each other. */
class TextTableTest {

    private static void prints(String expected, TextTable table) {
        assertEquals(expected.strip(), String.join("\n", table.lines()));
    }

    @Test
    void columns_are_as_wide_as_a_terminal_shows_their_cells() {
        prints(
                """
                name    rows  file
                users     12  a.sql
                日本語     7  b.sql
                😀            c.sql
                """,
                new TextTable(Column.left(), Column.right())
                        .row("name", "rows", "file")
                        .row("users", 12, "a.sql")
                        .row("日本語", 7, "b.sql")
                        .row("😀", null, "c.sql"));
    }

    @Test
    void a_column_has_limits_and_a_gap() {
        prints(
                """
                a    b   c
                longer d   e
                """,
                new TextTable(
                                Column.left().atLeast(4).atMost(4),
                                Column.left().after(1).atLeast(2))
                        .row("a", "b", "c")
                        .row("longer", "d", "e"));
    }

    @Test
    void further_lines_stand_below_their_own_column() {
        prints("""
            Maven  wrong  not found
                          in PATH
                   fix:   install it
            """, new TextTable().row("Maven", "wrong", "not found\nin PATH").row("", "fix:", "install it"));
    }

    @Test
    void no_row_is_no_line() {
        assertEquals(List.of(), new TextTable(Column.left()).lines());
    }
}
