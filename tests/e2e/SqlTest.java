//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.Result;
import support.WithServer;
import support.Workspace;

/** {@code sql}: how rows are printed, what happens after an error, variables, COPY, and a great many rows. */
@Execution(ExecutionMode.CONCURRENT)
class SqlTest extends WithServer {

    private static final String ROW = "select 1 as n, null as nothing, '' as empty, e'a,\"b\"\\n"
            + "c' as text, true as yes, '{\"k\": [1]}'::jsonb as doc";

    @Test
    void a_table_tells_null_from_an_empty_string() {
        here.manage("sql", ROW).succeeded().printsExactly("""
             n | nothing | empty | text     | yes | doc
            ---+---------+-------+----------+-----+------------
             1 | (null)  |       | a,"b"\\nc | t   | {"k": [1]}
            (1 row)
            """);
    }

    @Test
    void columns_line_up_where_a_terminal_shows_characters_in_two_columns() {
        String rows = "select * from (values ('日本語', '😀', 1), ('plain', 'ok', 20), (e'cafe\\u0301\\n', '👍🚀', 300)) t"
                + " (name, mood, n)";
        here.manage("sql", rows).succeeded().printsExactly("""
             name   | mood | n
            --------+------+-----
             日本語 | 😀   |   1
             plain  | ok   |  20
             cafe\u0301\\n | 👍🚀 | 300
            (3 rows)
            """);
        here.manage("sql", "--format", "vertical", "select 1 as 名前, 2 as n")
                .succeeded()
                .printsExactly("-[ 1 ]-\n名前 | 1\nn    | 2\n(1 row)\n");
    }

    @Test
    void csv_is_what_postgresql_writes() {
        here.manage("sql", "--format", "csv", ROW + "; update pg_class set relname = relname where false")
                .succeeded()
                .printsExactly("n,nothing,empty,text,yes,doc\n1,,\"\",\"a,\"\"b\"\"\nc\",t,\"{\"\"k\"\": [1]}\"\n")
                .says("UPDATE 0");
    }

    @Test
    void json_keeps_numbers_booleans_and_documents() {
        here.manage(
                        "sql",
                        "--format",
                        "json",
                        ROW
                                + "; select 1.50::numeric as a, 'NaN'::float8 as b, date '2026-01-31' as c where true;"
                                + " select 1 where false")
                .succeeded()
                .printsExactly("""
                    [
                      {"n": 1, "nothing": null, "empty": "", "text": "a,\\"b\\"\\nc", "yes": true, "doc": {"k": [1]}}
                    ]
                    [
                      {"a": 1.50, "b": "NaN", "c": "2026-01-31"}
                    ]
                    []
                    """);
    }

    @Test
    void vertical_has_a_line_a_column() {
        here.manage("sql", "--format", "vertical", "select 1 as n, null as nothing")
                .succeeded()
                .printsExactly("-[ 1 ]----\nn       | 1\nnothing | (null)\n(1 row)\n");
    }

    @Test
    void variables_are_quoted_as_literals_and_as_identifiers() {
        here.manage(
                        "sql",
                        "--var",
                        "who=O'Neil; drop",
                        "--var",
                        "col=a \"b\"",
                        "select :'who' as :\"col\", ':''who''' as plain, '1'::int, ':\"col\"'")
                .succeeded()
                .prints(" a \"b\"        | plain  |")
                .prints(" O'Neil; drop | :'who' |");
    }

    @Test
    void all_or_nothing() {
        here.manage("sql", "create table one_tx (i int)").succeeded();
        here.manage("sql", "--single-transaction", "insert into one_tx values (1); select nope")
                .exitedWith(1)
                .says("column \"nope\" does not exist")
                .says("Nothing was changed");
        here.manage("sql", "select count(*) from one_tx").succeeded().prints("     0\n");
        here.manage("sql", "-1", "insert into one_tx values (1)", "insert into one_tx values (2)")
                .succeeded();
        here.manage("sql", "select count(*) from one_tx").succeeded().prints("     2\n");
        here.manage("sql", "-1", "--on-error", "continue", "select 1")
                .exitedWith(2)
                .says("cannot be combined");
    }

    @Test
    void going_on_after_an_error_runs_the_rest_and_fails_in_the_end() {
        here.manage("sql", "--on-error", "continue", "select 'first'; select nope; select 'last'")
                .exitedWith(1)
                .prints("first")
                .prints("last")
                .says("statement, line 1: column \"nope\"")
                .says("1 statement failed");
        Result stopped = here.manage("sql", "select 'first'; select nope; select 'last'")
                .exitedWith(1)
                .prints("first");
        assertTrue(!stopped.out().contains("last"), stopped::toString);
        here.manage("sql", "--on-error", "maybe", "select 1").exitedWith(2).says("stop or continue");
    }

    @Test
    void copy_blocks_are_read_as_pg_dump_writes_them() throws IOException {
        here.write(
                "dump.sql",
                "\\r"
                        + "estrict abc\n"
                        + "CREATE TABLE copied (i int, t text);\n"
                        + "COPY public.copied (i, t) FROM stdin;\n"
                        + "1\tit's; a \"thing\" -- $$\n"
                        + "2\t\\N\n"
                        + "3\t\n"
                        + "\\.\n\n"
                        + "SELECT count(*) AS rows, count(t) AS texts FROM copied;\n"
                        + "\\unrestrict abc\n");
        here.manage("sql", "-f", "dump.sql").succeeded().prints("COPY 3").prints("    3 |     2");
        here.manage("sql", "copy copied to stdout")
                .succeeded()
                .printsExactly("1\tit's; a \"thing\" -- $$\n2\t\\N\n3\t\n");
        here.write("bad.sql", "-- comment\nCOPY copied FROM stdin;\n4\tok\nx\tno\n\\.\n");
        here.manage("sql", "-f", "bad.sql")
                .exitedWith(1)
                .says("bad.sql, line 4: invalid input syntax for type integer: \"x\" (COPY copied, line 2, column i:"
                        + " \"x\")");
        here.write("psql.sql", "select 1;\n\\timing on\n");
        here.manage("sql", "-f", "psql.sql").exitedWith(1).says("psql.sql, line 2: \\timing is a command of psql");
    }

    @Test
    void several_files_and_standard_input() throws IOException {
        here.write("a.sql", "select 'from a';").write("b.sql", "select 'from b';");
        here.manageWithInput(
                        "select 'from input'", "sql", "select 'from here'", "-f", "a.sql", "-f", "b.sql", "-f", "-")
                .succeeded()
                .prints("from here")
                .prints("from a")
                .prints("from b")
                .prints("from input");
    }

    @ParameterizedTest
    @Tag("sampled")
    @CsvSource({"csv", "json", "table", "vertical"})
    @Tag("all")
    void many_rows_need_no_more_memory_than_few(String format) {
        // ten times what the program may hold
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "JAVA_TOOL_OPTIONS=-Xmx64m \"$0\" \"$@\" | wc -l"));
        String query = "select i, repeat('x', 600) as text from generate_series(1, 1000000) i";
        argv.addAll(Workspace.argv("manage.java", "sql", "--format", format, query));
        Result many = here.run(argv, "").succeeded();
        assertTrue(Long.parseLong(many.out().strip()) >= 1_000_000, many::toString);
    }

    @Test
    void a_statement_of_20_megabytes_is_one_statement() throws IOException {
        try (BufferedWriter file = Files.newBufferedWriter(here.directory.resolve("big.sql"))) {
            file.write("select length('");
            for (int i = 0; i < 2_000_000; i++) file.write("ten; bytes");
            file.write("') as bytes;\n");
        }
        here.manage("sql", "-f", "big.sql").succeeded().prints(" 20000000\n(1 row)");
    }

    @Test
    void at_a_terminal_wide_values_are_cut_and_in_a_pipe_they_are_not() throws Exception {
        String wide = "w".repeat(500);
        here.manage("sql", "select '" + wide + "' as wide").succeeded().prints(wide);
        Result cut = here.atTerminal(
                        "stty cols 80; ", Workspace.argv("manage.java", "sql", "select repeat('w', 500) as wide"), "")
                .succeeded();
        assertTrue(
                cut.out().contains("\u2026")
                        && cut.out().lines().allMatch(text -> text.strip().length() <= 80),
                cut::toString);
    }

    @Test
    void with_no_statement_at_a_terminal_psql_opens_connected() throws Exception {
        Result prompt = here.atTerminal(
                "stty rows 50 cols 200; ",
                Workspace.argv("manage.java", "sql"),
                "select 'at ' || current_database() as place;\n\\q\n");
        if (prompt.out().contains("psql was not found")) return;
        prompt.succeeded().prints("at application");
    }
}
