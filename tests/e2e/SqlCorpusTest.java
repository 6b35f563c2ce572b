//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.On;
import support.Result;
import support.Workspace;

/**
 * Hard scripts: {@code sql} leaves a database as psql does, compared by pg_dump; and what pg_dump writes comes back.
 */
class SqlCorpusTest extends EndToEnd {

    private String container;

    /** A program in the container, without our own in between: there are many of them. */
    private Result inside(String input, String... argv) {
        List<String> all = new ArrayList<>(List.of("docker", "exec", "-i", container));
        all.addAll(List.of(argv));
        return here.run(all, input).succeeded();
    }

    private String dump(String database) {
        Result dump = inside("", "pg_dump", "-U", "postgres", "-d", database);
        return dump.out()
                .lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }

    private void psql(String database, String script) {
        inside(script, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database);
    }

    private void up() throws IOException {
        here.replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", "docker");
        here.manage("compose", "up", "-d", "--wait", "db").succeeded();
        container = here.manage("compose", "ps", "-q", "db").succeeded().out().strip();
    }

    private void down() {
        here.manage("compose", "down", "-v", "--timeout", "1").succeeded();
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_script_does_what_it_does_in_psql() throws IOException {
        On.docker.require();
        up();
        try (Stream<Path> found = Files.list(Workspace.repository().resolve("tests/scripts"))) {
            List<Path> scripts = found.sorted().toList();
            assertTrue(scripts.size() >= 14, scripts::toString);
            for (Path script : scripts) {
                psql("postgres", "create database ours;\ncreate database theirs;\n");
                here.manage("sql", "-d", "ours", "-f", script.toString()).succeeded();
                psql("theirs", Files.readString(script));
                assertEquals(dump("theirs"), dump("ours"), script.toString());
                // and by way of pg_dump's own COPY blocks once more
                here.write("dumped.sql", dump("ours"));
                psql("postgres", "drop database theirs;\ncreate database theirs;\n");
                here.manage("sql", "-d", "theirs", "-f", "dumped.sql").succeeded();
                assertEquals(dump("ours"), dump("theirs"), script.toString());
                psql("postgres", "drop database ours;\ndrop database theirs;\n");
            }
        } finally {
            down();
        }
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_database_of_any_name_is_created_migrated_dumped_and_restored() throws IOException {
        On.docker.require();
        String name = "host=it's \"a b\" ?&% 日";
        here.replace("config/development.json", "\"application\"", '"' + name.replace("\"", "\\\"") + '"');
        up();
        try {
            here.manage("create-initial-db").succeeded();
            here.manage("migrate").succeeded();
            here.manage("sql", "insert into users (email) values ('one@example.com')")
                    .succeeded();
            for (String file : List.of("all.sql", "all.dump")) {
                here.manage("db", "dump", file).succeeded();
                here.manage("--yes", "migrate", "clean").succeeded();
                here.manage("db", "restore", file).succeeded();
            }
            String named = "select current_database() = '" + name.replace("'", "''") + "' as named, email from users";
            here.manage("sql", "--format", "csv", named).succeeded().prints("t,one@example.com");
            here.manage("--yes", "db", "reset").succeeded();
        } finally {
            down();
        }
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_dump_in_every_form_is_restored() throws IOException {
        On.docker.require();
        up();
        try {
            here.manage("create-initial-db").succeeded();
            here.manage("migrate").succeeded();
            here.manage("sql", "insert into users (email) values ('one@example.com'), ('two; \"x\"')")
                    .succeeded();
            String before = dump("application");
            here.write("all.dump", "one that everybody may read");
            for (String file : List.of("all.sql", "all.dump", "all.tar", "all.sql.gz")) {
                here.manage("db", "dump", file).succeeded().printsExactly(file + "\n");
                assertEquals("rw-------", here.permissions(file), file);
                here.manage("db", "restore", file)
                        .exitedWith(1)
                        .says(file + " could not be restored: ")
                        .says(" already exists")
                        .says("migrate clean");
                here.manage("--yes", "migrate", "clean").succeeded();
                here.manage("db", "restore", file).succeeded().prints("Restored into application.");
                assertEquals(before, dump("application"));
            }
            inside("", "pg_dump", "-U", "postgres", "-d", "application", "-Fd", "-f", "/tmp/directory");
            here.run(List.of("docker", "cp", container + ":/tmp/directory", "directory"), "")
                    .succeeded();
            here.manage("--yes", "migrate", "clean").succeeded();
            here.manage("db", "restore", "directory").succeeded();
            inside("", "ls", "/tmp").succeeded().doesNotPrint("manage-");
            here.write("odd.zip", "PK\u0003\u0004\u0000\u0000");
            here.manage("db", "restore", "odd.zip").exitedWith(2).says("odd.zip is not a dump");
            for (String odd : List.of("out.zip", "outdir/", "out"))
                here.manage("db", "dump", odd).exitedWith(2).says("does not show the format of the dump");
            assertEquals(before, dump("application"));
            here.manage("db", "restore", "none.sql").exitedWith(2).says("none.sql cannot be read: it does not exist");
        } finally {
            down();
        }
    }
}
