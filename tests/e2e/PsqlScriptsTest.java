//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.Result;
import support.WithServer;
import support.Workspace;

/** Scripts that were written for psql: what of it works here, and what is refused in one line. */
@Execution(ExecutionMode.CONCURRENT)
class PsqlScriptsTest extends WithServer {

    @Test
    void what_a_query_returns_is_run_and_a_script_goes_to_another_database() throws IOException {
        here.write("roles.sql", """
            select format('create database %I', name) from (values ('it''s one'), ('two')) n (name)
            where not exists (select from pg_database where datname = name) \\gexec
            \\c "it's one"
            create table here (i int);
            select 'insert into here values (1)', null, 'insert into here values (2), (3)'
            \\gexec
            \\connect application
            select current_database() as place;
            """);
        here.manage("sql", "-f", "roles.sql")
                .succeeded()
                .printsExactly(
                        "CREATE\nCREATE\nCREATE\nINSERT 1\nINSERT 2\n place\n-------------\n application\n(1 row)\n");
        here.manage("-n", "sql", "-f", "roles.sql")
                .succeeded()
                .prints("datname = name) \\gexec\n")
                .prints("\\connect \"it's one\"\n");
        here.manage("sql", "select 'drop database ' || quote_ident(n) from unnest(array['it''s one', 'two']) n \\gexec")
                .succeeded();
        here.manage("sql", "select 'select nope' \\gexec")
                .exitedWith(1)
                .says("statement, line 1: column \"nope\" does not exist");
        here.manage("sql", "select 1 as one \\gset").exitedWith(1).says("\\gset is a command of psql, not SQL");
    }

    @Test
    void one_transaction_is_not_ended_by_the_script() {
        here.manage("sql", "create table kept_tx (i int)").succeeded();
        Result refused = here.manage("sql", "-1", "insert into kept_tx values (1); commit; select nope")
                .exitedWith(1)
                .says("statement, line 1: COMMIT would end the single transaction of the script")
                .says("Nothing was run");
        assertTrue(!refused.err().contains("Nothing was changed"), refused::toString);
        here.manage("sql", "select count(*) from kept_tx").succeeded().prints("     0\n");
    }

    @Test
    void a_line_is_that_of_the_script_where_the_data_is_a_file() throws IOException {
        // the server may be another user, who cannot enter our directory
        Path data = Files.writeString(Files.createTempFile("data", ".txt"), "1\n2\nx\n");
        assertTrue(data.toFile().setReadable(true, false));
        here.write("file.sql", "create table from_file (i int);\n\ncopy from_file from '" + data + "';\n");
        here.manage("sql", "-f", "file.sql")
                .exitedWith(1)
                .says("file.sql, line 3: invalid input syntax for type integer: \"x\" (COPY from_file, line 3,");
        Files.delete(data);
    }

    @Test
    void a_locale_that_this_machine_lacks_has_one_of_icu() {
        here.manage("sql", "select 'a' collate \"sv_FI.utf8\"")
                .exitedWith(1)
                .says("has no locale sv_FI.utf8")
                .says("COLLATE \"sv-FI-x-icu\"");
        here.manage("sql", "create collation x (locale = 'sv_FI.utf8')")
                .exitedWith(1)
                .says("has no locale sv_FI.utf8");
        here.manage("sql", "create database x locale 'sv_FI.utf8' template template0")
                .exitedWith(1)
                .says("has no locale sv_FI.utf8");
        here.manage("sql", "select 'a' collate \"sv-FI-x-icu\"").succeeded();
    }

    @Test
    @Tag("all")
    void a_cell_of_50_megabytes_is_cut_at_once() throws Exception {
        String query = "select repeat('w', 50000000) as wide, repeat('日', 10000000) as more";
        long start = System.nanoTime();
        Result cut = here.atTerminal("stty cols 80; ", Workspace.argv("manage.java", "sql", query), "")
                .succeeded();
        assertTrue(System.nanoTime() - start < 20_000_000_000L, cut::toString);
        assertTrue(cut.out().length() < 1000, cut::toString);
    }

    @Test
    void scripts_of_an_image_fill_the_database_of_the_application() throws IOException {
        String port = here.read(".manage/development.json").replaceAll("(?s).*\"(\\d+)\".*", "$1");
        here.write("init/01.sql", "create database shop;\n\\c shop\ncreate table first (i int);\n")
                .write("init/03.sh", "echo");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(here.directory.resolve("init/02.sql.gz")))) {
            out.write("create table second (i int);\n\\c postgres\ncreate table beside (i int);\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        String config = here.read("config/development.json")
                .replace("\"0\"", '"' + port + '"')
                .replace("\"application\"", "\"shop\"");
        String scripts = "[\n  {\"name\": \"APPLICATION_INIT_SQL\", \"value\": [\"init/01.sql\", \"init/%s\"]},";
        here.write("config/shop.json", config.replace("[\n", scripts.formatted("03.sh")));
        here.manage("-c", "shop", "create-initial-db")
                .exitedWith(2)
                .says("APPLICATION_INIT_SQL names init/03.sh, which is neither .sql nor .sql.gz");
        here.manage("-c", "shop", "sql", "-d", "postgres", "select 1 from pg_database where datname = 'shop'")
                .succeeded()
                .prints("(0 rows)");
        here.write("config/shop.json", config.replace("[\n", scripts.formatted("02.sql.gz")));
        here.manage("-c", "shop", "create-initial-db").succeeded();
        String tables = "select to_regclass('first'), to_regclass('second'), to_regclass('beside')";
        here.manage("-c", "shop", "sql", "--format", "csv", tables).succeeded().prints("first,second,\n");
        here.manage("-c", "shop", "sql", "-d", "postgres", "--format", "csv", tables)
                .succeeded()
                .prints("\n,,beside\n");
    }
}
