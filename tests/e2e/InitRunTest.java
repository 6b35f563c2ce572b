//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import lib.adoption.ScriptFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.On;
import support.Programs;
import support.RepositoryHost;
import support.Result;
import support.Workspace;

/** init as a user starts it: what it shows, asks, writes, leaves alone and brings to a newer version. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("copied")
class InitRunTest {

    private static final String QUESTION = "write this into ";

    private Workspace here;

    @BeforeEach
    void make() throws IOException {
        here = new Workspace("shop")
                .write("pom.xml", Workspace.repositoryFile("tests/articles/pom.xml"))
                .write(
                        "src/main/resources/db/migration/V1__item.sql",
                        "CREATE TABLE item (name text);\nINSERT INTO item VALUES ('pen');\n")
                .write("src/test/java/shop/ItemTest.java", """
                                    package shop;
                                    import static org.junit.jupiter.api.Assertions.assertEquals;
                                    import java.sql.DriverManager;
                                    import org.junit.jupiter.api.AfterEach;
                    import org.junit.jupiter.api.BeforeEach;
                    import org.junit.jupiter.api.Test;
                                    class ItemTest {
                                        @Test
                                        void there_is_a_pen() throws Exception {
                                            String url = System.getenv("SHOP_JDBC_URL") == null ? \
                    "jdbc:postgresql://localhost:1/shop" : System.getenv("SHOP_JDBC_URL");
                                            try (var c = DriverManager.getConnection(url, \
                    System.getenv("SHOP_DB_USER"), System.getenv("SHOP_DB_PASSWORD"));
                                                 var rows = c.createStatement().executeQuery("select name from item")) {
                                                rows.next();
                                                assertEquals("pen", rows.getString(1));
                                            }
                                        }
                                    }
                    """);
    }

    @AfterEach
    void remove() throws IOException {
        here.delete();
    }

    /** As JBang starts it, without JBang. */
    static List<String> argv(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                Workspace.java(),
                "-XX:TieredStopAtLevel=1",
                "-Dmanage.source=" + Workspace.repository(),
                "-cp",
                System.getProperty("java.class.path"),
                "init"));
        argv.addAll(List.of(arguments));
        return argv;
    }

    private Result init(String... arguments) {
        return here.run(argv(arguments), "");
    }

    private boolean has(String file) {
        return Files.exists(here.directory.resolve(file));
    }

    @Test
    void it_shows_and_asks_before_it_writes() throws IOException {
        init("--dry-run")
                .succeeded()
                .prints("Application")
                .prints("Flyway, 1 file")
                .prints("{\"name\": \"SHOP_JDBC_URL\", \"value\":"
                        + " \"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"}")
                .prints("Nothing was written.");
        init().exitedWith(2)
                .prints("config/testing.json")
                .says("there is no terminal to ask at")
                .says("init --yes");
        here.atTerminal(argv(), "y\nn\n")
                .exitedWith(2)
                .prints("If not, the repository has only config/, docker/ and the version number of the scripts.")
                .prints(QUESTION)
                .prints("nothing was written");
        here.atTerminal(argv(), "n\nowner\n").exitedWith(2).prints("\"owner\" is not a version");
        here.atTerminal(argv(), "n\nowner/manage/v1\nn\n")
                .exitedWith(2)
                .prints("jbang-catalog.json")
                .prints(QUESTION);
        assertFalse(has("manage.java") || has("config") || has("tasks"));
        here.atTerminal(argv(), "\ny\n")
                .succeeded()
                .prints("the scripts as vendored")
                .prints(QUESTION)
                .prints("java jbang.java manage.java test");
        assertTrue(has("manage.java")
                && has("jbang.java")
                && has("tasks/lib/extension/MavenGate.java")
                && has("docker/testing.yml")
                && has("config/development.json")
                && has("jbang-catalog.json")
                && has(".gitattributes"));
        assertFalse(has("app")
                || has("docker/Dockerfile")
                || here.read("docker/development.yml").contains("web"));
    }

    @Test
    void what_it_wrote_runs_the_tests() {
        init("--yes").succeeded();
        here.manage("config", "check").succeeded();
        here.manage("--engine", "embedded", "test")
                .succeeded()
                .says("V1__item.sql")
                .says("1 passed, 0 failed");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void where_no_registry_has_the_image_an_embedded_server_does() throws IOException {
        On.docker.require();
        init("--yes").succeeded();
        here.replace("docker/testing.yml", "image: postgres:18", "image: 127.0.0.1:9/none/postgres:16");
        here.manage("test")
                .succeeded()
                .says("The image of the database is not available here")
                .says("Starting PostgreSQL 16.")
                .says("1 passed, 0 failed");
        here.manage("--engine", "docker", "test").exitedWith(3).says("could not start the database");
    }

    @Test
    void what_is_there_is_not_overwritten() throws IOException {
        here.write("config/testing.json", "[]").write("manage.java", "mine").write("docker/other.yml", "mine");
        init("--yes")
                .exitedWith(2)
                .says("these files exist already: config/testing.json, manage.java")
                .says("init --force");
        assertEquals("mine", here.read("manage.java"));
        assertFalse(has("tasks"));
        init("--yes", "--force").succeeded();
        assertTrue(here.read("manage.java").contains("class manage"));
        assertEquals("mine", here.read("docker/other.yml"));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_newer_version_comes_in_and_what_the_project_wrote_stays() throws IOException {
        init("--yes").succeeded();
        init("--yes").succeeded().prints("there is nothing to do");
        String current = here.read("tasks/lib/base/ExitException.java");
        // as an older version had it: its text, and the manifest that goes with it
        older("tasks/lib/base/ExitException.java", current + "// older\n", current);
        older("tasks/gone.java", "public class gone { }\n", null);
        older("tasks/ondemand/Gone.java", "class Gone { }\n", null);
        older("tasks/kept.java", "public class kept { }\n", null);
        Files.delete(here.directory.resolve("tasks/lib/base/Console.java"));
        here.write("tasks/kept.java", "public class kept { int changed; }\n")
                .write("tasks/lib/testing/Shard.java", here.read("tasks/lib/testing/Shard.java") + "// by the user\n")
                .write("tasks/hello.java", "public class hello { }\n")
                .write("config/testing.json", "[]\n");
        init("--dry-run").succeeded().prints("To update to this version:\n  tasks/lib/base/ExitException.java\n");
        init("--yes")
                .succeeded()
                .prints("To add:\n  tasks/lib/base/Console.java\n")
                .prints("To update to this version:\n  tasks/lib/base/ExitException.java\n")
                .prints("To remove, because this version no longer has them:\n  tasks/gone.java\n "
                        + " tasks/ondemand/Gone.java\n")
                .prints("Changed here, and so kept as they are (--force overwrites them):\n"
                        + "  tasks/lib/testing/Shard.java\n")
                .prints("but changed here, and so kept:\n  tasks/kept.java\n");
        assertEquals(current, here.read("tasks/lib/base/ExitException.java"));
        assertTrue(has("tasks/lib/base/Console.java")
                && has("tasks/hello.java")
                && has("tasks/kept.java")
                && !has("tasks/gone.java"));
        assertFalse(has("tasks/ondemand"));
        assertTrue(here.read("tasks/lib/testing/Shard.java").endsWith("// by the user\n"));
        assertEquals("[]\n", here.read("config/testing.json"));
        init("--yes", "--force").succeeded().prints("To update to this version:\n  tasks/lib/testing/Shard.java\n");
        assertEquals(
                Workspace.repositoryFile("tasks/lib/testing/Shard.java"), here.read("tasks/lib/testing/Shard.java"));
        assertEquals("[]\n", here.read("config/testing.json"));
    }

    private void older(String name, String text, String now) throws IOException {
        String manifest = here.read("tasks/manifest.sha256");
        here.write(name, text);
        String line = sha256(name);
        here.write(
                "tasks/manifest.sha256",
                now == null ? manifest + line : manifest.replaceAll("(?m)^.*  " + name + "\n", line));
    }

    private String sha256(String name) {
        return here.run(List.of("sha256sum", name), "").succeeded().out();
    }

    @Test
    void the_manifest_is_one_of_sha256sum() {
        init("--yes").succeeded();
        here.run(List.of("sha256sum", "--check", "--quiet", "tasks/manifest.sha256"), "")
                .succeeded();
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void files_that_git_would_not_take_are_named() throws IOException {
        here.write(".gitignore", "config/\n");
        Programs.require("git");
        here.run(List.of("git", "init", "-q"), "").succeeded();
        init("--dry-run").succeeded().prints("Git ignores config/testing.json, config/development.json");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void from_a_catalog_elsewhere_all_files_come_along() throws IOException {
        try (RepositoryHost host = new RepositoryHost()) {
            String from = "manage@" + host.catalog();
            here.set("XDG_CACHE_HOME", here.directory.resolveSibling("cache").toString());
            here.run(Workspace.argv(from, "init", "--dry-run"), "")
                    .succeeded()
                    .prints("SHOP_JDBC_URL")
                    .prints("Nothing was written.");
            here.run(Workspace.argv(from, "--yes", "init"), "").succeeded().prints("Done.");
        }
        for (String name : ScriptFiles.names(Workspace.repositoryFile(ScriptFiles.LIST)))
            assertEquals(Workspace.repositoryFile(name), here.read(name), name);
        here.manage("--help").succeeded().prints("  init ");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void from_a_clone_as_one_of_its_commands() {
        List<String> clone = List.of(
                "env", "-C", Workspace.repository().toString(), Workspace.java(), "jbang.java", "manage.java", "init");
        here.run(with(clone, "--dry-run", here.directory.toString()), "")
                .succeeded()
                .prints("SHOP_JDBC_URL")
                .prints("Nothing was written.");
        here.run(clone, "")
                .exitedWith(2)
                .says("these scripts would be written over themselves")
                .says("init TARGET");
        here.run(with(clone, "nowhere"), "").exitedWith(2).says("nowhere is not a directory");
    }

    @Test
    @Tag("sampled")
    void from_the_repository_that_is_to_get_them_by_paths() {
        String clone = Workspace.repository().toString();
        List<String> init =
                List.of(Workspace.java(), clone + "/jbang.java", clone + "/manage.java", "init", "--dry-run");
        here.run(init, "").succeeded().prints("SHOP_JDBC_URL").prints("Nothing was written.");
        here.run(with(init, "src/.."), "").succeeded().prints("SHOP_JDBC_URL");
    }

    private static List<String> with(List<String> argv, String... more) {
        List<String> all = new ArrayList<>(argv);
        all.addAll(List.of(more));
        return all;
    }
}
