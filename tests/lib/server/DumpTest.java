//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dump says of itself, and what psql and pg_restore say of one. */
class DumpTest {

    private static final Path FILE = Path.of("all.sql");

    private static ExitException failure(String said, Integer writer) {
        return new RestoreFailure(FILE, said, Optional.ofNullable(writer), 16).exception();
    }

    @Test
    void a_script_of_a_newer_pg_dump_has_a_way_out() {
        ExitException stop = failure("""
            psql:<stdin>:3: NOTICE:  00000: nothing yet
            LOCATION:  exec_stmt_raise, pl_exec.c:3923
            psql:<stdin>:14: ERROR:  42704: unrecognized configuration parameter "transaction_timeout"
            LOCATION:  find_option, guc.c:1270\
            """, 17);
        assertEquals(
                "all.sql could not be restored: line 14: unrecognized configuration parameter \"transaction_timeout\";"
                        + " it was written by pg_dump 17, and this server is 16",
                stop.getMessage());
        assertTrue(stop.hint.startsWith("Nothing was changed. Dump it again with pg_dump 16"), stop.hint);
        assertTrue(stop.hint.contains("restore it on a server of version 17"), stop.hint);
    }

    @Test
    void the_line_of_the_error_and_what_the_server_adds_are_told() {
        ExitException stop = failure("""
            psql:<stdin>:20: ERROR:  23505: duplicate key value violates unique constraint "users_pkey"
            DETAIL:  Key (id)=(1) already exists.
            CONTEXT:  COPY users, line 1
            SCHEMA NAME:  public
            LOCATION:  _bt_check_unique, nbtinsert.c:664\
            """, 16);
        assertEquals(
                "all.sql could not be restored: line 20: duplicate key value violates unique constraint"
                        + " \"users_pkey\"",
                stop.getMessage());
        assertEquals(
                "Nothing was changed.\nDETAIL:  Key (id)=(1) already exists.\nCONTEXT:  COPY users, line 1\n"
                        + "Is the database empty? manage.java migrate clean empties it.",
                stop.hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "psql:<stdin>:2: ERROR:  42601: syntax error at or near \"x\" | line 2: syntax error at or near \"x\"",
                "psql:<stdin>:9: error: invalid command \\foo | line 9: invalid command \\foo",
                "ERROR:  P0001: the script ends too early | the script ends too early",
                "pg_restore: error: could not execute query: ERROR:  relation \"t\" is odd | relation \"t\" is odd",
                "pg_restore: error: unsupported version (1.16) in file header | unsupported version (1.16) in file"
                        + " header"
            })
    void the_reason_is_one_line(String said, String reason) {
        ExitException stop = failure(said, null);
        assertEquals("all.sql could not be restored: " + reason, stop.getMessage());
        assertEquals(said.contains("relation"), stop.hint.contains("Is the database empty?"), stop.hint);
        assertEquals(said.contains("unsupported"), stop.hint.contains("pg_restore 16 reads"), stop.hint);
    }

    @Test
    void what_nobody_understands_is_shown() {
        ExitException stop = failure("service \"db\" is not running", null);
        assertEquals("all.sql could not be restored", stop.getMessage());
        assertTrue(stop.hint.endsWith("service \"db\" is not running"), stop.hint);
    }

    @Test
    void a_schema_that_every_database_has_is_named_with_what_to_do() {
        ExitException stop = failure("psql:<stdin>:20: ERROR:  42P06: schema \"public\" already exists", 16);
        assertTrue(stop.hint.contains("DROP SCHEMA"), stop.hint);
    }

    @Test
    void the_writer_is_read_from_scripts_and_from_lists() {
        assertEquals(
                Optional.of(17),
                new DumpHead("--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version 16.3\n"
                                + "-- Dumped by pg_dump version 17.2 (Debian 17.2-1)\n")
                        .writer());
        assertEquals(
                Optional.of(9),
                new DumpHead(";     Dumped from database version: 9.6.1\n;     Dumped by pg_dump version: 9.6.24\n")
                        .writer());
        assertEquals(Optional.empty(), new DumpHead("select 1;\n").writer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--\\n-- PostgreSQL database cluster dump\\n--\\n | is a dump of all databases",
                "-- a\\n\\nCREATE DATABASE shop WITH TEMPLATE = template0;\\n | creates a database of its own",
                "DROP DATABASE shop;\\n | creates a database of its own",
                "SET x = 1;\\n\\\\connect shop\\n | creates a database of its own"
            })
    void a_dump_that_leads_to_other_databases_is_refused(String text, String reason, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(
                directory.resolve("all.sql"),
                text.replace("\\\\", "\u0001").replace("\\n", "\n").replace("\u0001", "\\"));
        ExitException stop = assertThrows(ExitException.class, () -> DatabaseDump.from(null, file));
        assertTrue(stop.getMessage().contains(reason), stop::getMessage);
        assertTrue(stop.hint.startsWith("Nothing was changed."), stop.hint);
    }

    @Test
    void the_content_tells_the_format(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "create table t ();\n");
        assertEquals(DatabaseDump.Format.SQL, DatabaseDump.from(null, file).format());
        Path dump = Files.createDirectory(directory.resolve("dump"));
        assertThrows(ExitException.class, () -> DatabaseDump.from(null, dump));
        Files.writeString(dump.resolve("toc.dat"), "PGDMP\u0001");
        assertEquals(
                DatabaseDump.Format.DIRECTORY, DatabaseDump.from(null, dump).format());
    }
}
