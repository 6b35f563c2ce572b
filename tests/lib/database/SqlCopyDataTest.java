//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The lines that follow COPY ... FROM STDIN, which are read as they are sent. */
class SqlCopyDataTest {

    private static String data(SqlScript.Part part) {
        try {
            return part.data() == null ? "" : new String(part.data().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands out a few bytes at a time, so that lines are cut anywhere. */
    private static InputStream slowly(String text, int most) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                return super.read(to, from, Math.min(length, most));
            }
        };
    }

    private static SqlScript script(String text) {
        return new SqlScript(slowly(text, 9), "test", Map.of());
    }

    @Test
    void only_what_comes_before_the_first_lines_has_to_be_read_to_know_of_a_change() {
        assertFalse(SqlScript.onlyQueries(List.of(script("select 'select 1' \\gexec\n"))));
        assertFalse(SqlScript.onlyQueries(List.of(script("select 1;copy t from stdin;\n1\n\\.\nselect 2;"))));
        assertTrue(SqlScript.onlyQueries(List.of(script("select 1;values (2);"), script("-- none"))));
    }

    @Test
    void the_lines_after_copy_end_where_they_end_however_they_are_read() {
        Random random = new Random(20261127);
        for (int most : List.of(1, 7, 1000, 1 << 20)) {
            StringBuilder text = new StringBuilder("\uFEFF-- é\nselect 1;\n");
            List<String> written = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String data = "\\.x\n" + "é\t\\N\n".repeat(random.nextInt(i == 7 ? 60_000 : 50)) + " \\.\n";
                written.add(data);
                text.append("copy t from stdin;\n").append(data).append("\\. \r\nselect " + i + ";\n");
            }
            List<String> lines = text.toString().lines().toList();
            SqlScript script = new SqlScript(slowly(text.toString(), most), "x.sql", Map.of());
            List<String> found = new ArrayList<>();
            List<String> statements = new ArrayList<>();
            for (List<SqlScript.Part> some = script.first(); !some.isEmpty(); some = script.next()) {
                for (SqlScript.Part part : some) {
                    String line = lines.get(part.line() - 1);
                    assertTrue(line.contains(part.sql()) || part.line() == 1, line);
                    statements.add(part.sql());
                    // of some, nobody reads all
                    if (part.data() != null) found.add(found.size() % 3 == 2 ? "" : data(part));
                }
            }
            for (int i = 2; i < written.size(); i += 3) written.set(i, "");
            assertEquals(written, found);
            assertEquals(41, statements.size());
        }
    }

    @Test
    void data_may_end_with_the_file_without_a_line_that_says_so() {
        for (String end : List.of("", "\n", "\n\\.", "\n\\.  "))
            assertEquals(
                    "1\t2" + (end.isEmpty() ? "" : "\n"),
                    data(SqlScript.split("copy t from stdin;\n1\t2" + end, "x").get(0)));
        assertEquals("", data(SqlScript.split("copy t from stdin;", "x").get(0)));
    }

    @Test
    void of_lines_without_end_the_first_are_had_before_the_rest_is_read() throws IOException {
        byte[] row = "1\tone\n".getBytes(StandardCharsets.UTF_8);
        InputStream endless = new InputStream() {
            private int at;

            @Override
            public int read() {
                return row[at++ % row.length];
            }
        };
        InputStream begin = new ByteArrayInputStream("copy t from stdin;\n".getBytes(StandardCharsets.UTF_8));
        SqlScript script = new SqlScript(new SequenceInputStream(begin, endless), "x.sql", Map.of());
        assertEquals(
                "1\tone\n".repeat(100), new String(script.first().get(0).data().readNBytes(row.length * 100)));
    }
}
