//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        try {
            return part.data() == null ? "" : new String(part.data().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static String refused(String text) {
        return assertThrows(ExitException.class, () -> SqlScript.split(text, "x.sql"))
                .getMessage();
    }

    @Test
    void what_a_query_returns_can_be_run() {
        List<SqlScript.Part> parts = SqlScript.split(
                "select 'create database x'\nwhere true \\gexec\n-- then\nselect 2 -- \\g\n\\gexec\nselect '\\g';",
                "test");
        assertEquals(
                List.of(
                        "select 'create database x'\nwhere true \\gexec",
                        "-- then\nselect 2 -- \\g \\gexec",
                        "select '\\g';"),
                parts.stream().map(SqlScript.Part::written).toList());
        assertEquals(List.of(1, 3, 6), parts.stream().map(SqlScript.Part::line).toList());
        assertEquals(
                List.of(true, true, false),
                parts.stream().map(SqlScript.Part::executesResult).toList());
    }

    @Test
    void a_script_can_go_to_another_database() {
        List<SqlScript.Section> sections = SqlScript.sections(SqlScript.split("""
            select 1;
            -- the shop's
            \\c shop
            select 2; \\connect "a ""b\"""
            select 3;
            \\connect -reuse-previous=on "dbname='it\\'s = \\\\'"
            """, "test"));
        assertEquals(
                List.of("", "shop", "a \"b\"", "it's = \\"),
                sections.stream().map(section -> section.database().orElse("")).toList());
        assertEquals(
                List.of(1, 1, 1, 0),
                sections.stream().map(section -> section.parts().size()).toList());
        for (String other : List.of("\\c shop keeper", "\\c", "\\c -", "\\c host=a", "\\c :db"))
            assertEquals("x.sql, line 1: \\connect is a command of psql, not SQL", refused(other));
    }

    @Test
    void other_commands_of_psql_are_named_wherever_they_stand() {
        for (String command : List.of("\\gset", "\\watch 1", "\\g out.txt", "\\crosstabview", "\\;"))
            assertEquals(
                    "x.sql, line 2: " + command.split(" ")[0] + " is a command of psql, not SQL",
                    refused("select (\n1 " + command + "\n;"));
        ExitException stop = assertThrows(ExitException.class, () -> SqlScript.split("\\i b.sql", "x.sql"));
        assertTrue(stop.hint.contains("psql at an address that manage.java db url prints"), stop.hint);
        assertEquals("x.sql, line 3: \\echo is a command of psql, not SQL", refused("-- a\n\n \\echo a\n"));
        assertEquals("x.sql, line 1: \\i is a command of psql, not SQL", refused("select 1; \\i b.sql"));
    }

    @Test
    void a_comment_without_an_end_is_no_success() {
        assertEquals("x.sql, line 2: a comment is not closed", refused("select 1;\n/* select 2;"));
        assertEquals("x.sql, line 1: a comment is not closed", refused("/* a */ /* b /* */"));
        assertEquals(List.of(), statements("/* a /* b */ */ -- c"));
    }

    @Test
    void what_stands_behind_copy_is_not_lost() {
        assertEquals(
                "x.sql, line 2: text follows COPY ... FROM STDIN, whose data begins on the next line",
                refused("select 1;\ncopy t from stdin; select 99;\n1\n\\.\n"));
        assertEquals(
                2, statements("copy t from stdin; -- more\n1\n\\.\nselect 1").size());
    }

    @Test
    void settings_that_the_driver_does_not_follow_are_refused_before_anything_runs() {
        for (String setting : List.of(
                "set standard_conforming_strings = off",
                "SET SESSION standard_conforming_strings TO 'false'",
                "/* a */ set local client_encoding to latin1",
                "SET client_encoding = 'SQL_ASCII'",
                "set names 'latin1'"))
            assertEquals(
                    "x.sql, line 2: " + setting.replace("/* a */ ", "") + " is not supported",
                    refused("select 1;\n" + setting + ";"));
        for (String setting : List.of(
                "set standard_conforming_strings = on",
                "SET client_encoding = 'UTF8'",
                "set names 'utf-8'",
                "set client_encoding to default")) assertEquals(List.of(setting), statements(setting + ";"));
    }

    @Test
    void what_ends_a_transaction_is_not_for_one_transaction() {
        for (String end :
                List.of("commit", "/* a */ END", "rollback work", "abort", "prepare transaction 'x'", "\\c other")) {
            List<SqlScript.Part> parts = SqlScript.split("select 1;\n" + end, "x.sql");
            String message = assertThrows(ExitException.class, () -> SingleTransaction.require(parts, "x.sql"))
                    .getMessage();
            assertTrue(
                    message.startsWith("x.sql, line 2: ") && message.contains(" would end the single transaction"),
                    message);
        }
        SingleTransaction.require(
                SqlScript.split(
                        "savepoint a; rollback to a; rollback transaction to savepoint a; release a; prepare p as"
                                + " select 1",
                        "x.sql"),
                "x.sql");
    }

    @Test
    void variables_are_those_of_statements_and_not_of_data() {
        String script = "copy t from stdin;\n1\tit's :'who'\n\\.\nselect :'who', ':''who''', \"a:'who'\";";
        SqlScript with = SqlSources.of(List.of(script), List.of())
                .scripts(Map.of("who", "O'Neil"))
                .get("statement");
        assertEquals("1\tit's :'who'\n", data(with.first().get(0)));
        assertEquals(
                "select 'O''Neil', ':''who''', \"a:'who'\"", with.next().get(0).sql());
    }
}
