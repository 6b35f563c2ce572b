//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

    private static List<String> statements(String text) {
        return SqlScript.split(text, "test").stream().map(SqlScript.Part::sql).toList();
    }

    @Test
    void statements_end_at_semicolons() {
        assertEquals(List.of("select 1", "select 2"), statements("select 1; select 2;"));
    }

    @Test
    void semicolons_in_strings_quotes_and_comments_do_not_count() {
        for (String sql : new String[] {
            "select ';'",
            "select E'\\';'",
            "select \";\"",
            "select $$;$$",
            "select $a$;$$;$a$",
            "select 1 -- ;",
            "select /* ; /* ; */ ; */ 1"
        }) {
            assertEquals(List.of(sql, "select 2"), statements(sql + "\n; select 2"), sql);
        }
    }

    @Test
    void a_body_between_begin_atomic_and_end_is_one_statement() {
        for (String function : new String[] {
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
            "create or replace function f() returns int language sql\n"
                    + "begin atomic\n"
                    + " select case when true then 1 end; -- end;\n"
                    + " select 2;\n"
                    + "end",
            "CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO \"end\" VALUES (';END;'); END"
        }) {
            assertEquals(
                    List.of("select 0", function, "select 3", function, "select 4"),
                    statements("select 0; " + function + "; select 3;\n" + function + ";\nselect 4;"),
                    function);
        }
    }

    @Test
    void what_begins_with_neither_a_word_nor_a_comment_is_for_the_server_to_refuse() {
        assertEquals(List.of("\u00a0delete from t", "select 1"), statements("\u00a0delete from t; select 1"));
    }

    @Test
    void comments_alone_are_no_statement() {
        assertEquals(List.of(), statements("-- nothing\n/* here */ ; ;\n"));
        assertEquals(List.of("-- why\nselect 1"), statements("-- why\nselect 1;"));
    }

    @Test
    void question_marks_are_left_alone() {
        assertEquals(List.of("select '{\"a\":1}'::jsonb ? 'a'"), statements("select '{\"a\":1}'::jsonb ? 'a'"));
    }

    @Test
    void each_knows_the_line_it_begins_on_and_its_first_word() {
        List<SqlScript.Part> parts =
                SqlScript.split("select 1;\r\n\r\nselect 1;\n-- x\ninsert into t values (1);(select 2)", "test");
        assertEquals(
                List.of(1, 3, 4, 5), parts.stream().map(SqlScript.Part::line).toList());
        assertEquals(
                List.of("SELECT", "SELECT", "INSERT", "SELECT"),
                parts.stream().map(SqlScript.Part::command).toList());
    }

    @Test
    void lines_after_copy_belong_to_it_as_they_are() {
        List<SqlScript.Part> parts = SqlScript.split(
                "select 'ä';\nCOPY t FROM stdin; -- more\n1\tä;'\n\\.x\n\\.\r\nselect\n2; copy t from stdin;\n3\n",
                "test");
        assertEquals(
                List.of("select 'ä'", "COPY t FROM stdin", "select\n2", "copy t from stdin"),
                parts.stream().map(SqlScript.Part::sql).toList());
        assertEquals(
                List.of("", "1\tä;'\n\\.x\n", "", "3\n"),
                parts.stream().map(SqlScriptTest::data).toList());
        assertEquals(
                List.of(1, 2, 6, 7), parts.stream().map(SqlScript.Part::line).toList());
    }

    private static String data(SqlScript.Part part) {
        return part.data() == null
                ? ""
                : StandardCharsets.UTF_8.decode(part.data().duplicate()).toString();
    }

    @Test
    void statements_longer_than_what_is_read_at_a_time_are_whole() {
        Random random = new Random(20261121);
        List<String> written = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String statement = "select '" + "€;ä\uD83D\uDE00''\n--x".repeat(random.nextInt(i % 50 == 0 ? 40_000 : 400))
                    + "', $$;" + i + "$$";
            written.add(statement);
            text.append(statement).append(";\n-- ; /* \n");
        }
        assertEquals(
                written,
                statements(text.toString()).stream()
                        .map(s -> s.replaceFirst("^-- ; /\\* \n", ""))
                        .toList());
        List<SqlScript.Part> parts = SqlScript.split(text.toString(), "test");
        int line = 1;
        for (int i = 0; i < parts.size(); i++) {
            assertEquals(line, parts.get(i).line());
            line += (int) (written.get(i) + "\n").chars().filter(c -> c == '\n').count() + (i == 0 ? 0 : 1);
        }
    }

    @Test
    void what_is_not_utf_8_is_refused() {
        ExitException stop =
                assertThrows(ExitException.class, () -> SqlScript.split(new byte[] {'s', (byte) 0xe9, ';'}, "x.sql"));
        assertEquals("x.sql cannot be read: it is not UTF-8", stop.getMessage());
    }

    @Test
    void a_byte_order_mark_does_no_harm() {
        assertEquals(List.of("select 1"), statements("\uFEFFselect 1"));
    }
}
