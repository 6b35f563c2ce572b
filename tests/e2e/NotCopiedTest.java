//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.RepositoryHost;
import support.Result;
import support.Workspace;

/** A repository without our scripts, whose catalog names a version that JBang fetches. */
@Tag("copied")
class NotCopiedTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        Workspace shop = new Workspace("shop")
                .write("pom.xml", Workspace.repositoryFile("tests/articles/pom.xml"))
                .write("src/main/resources/db/migration/V1__item.sql", "CREATE TABLE item (name text);\n")
                .write("src/test/java/shop/ItemTest.java", """
                    package shop;
                    class ItemTest {
                        @org.junit.jupiter.api.Test
                        void there_is_a_table() throws Exception {
                            try (var c = java.sql.DriverManager.getConnection(System.getenv("SHOP_JDBC_URL"), \
                    System.getenv("SHOP_DB_USER"), System.getenv("SHOP_DB_PASSWORD"))) {
                                c.createStatement().executeQuery("select name from item");
                            }
                        }
                    }
                    """);
        // nothing that was fetched before, but the libraries
        Path own = shop.directory.resolveSibling("caches");
        return shop.set("XDG_CACHE_HOME", own.resolve("cache").toString())
                .set("JBANG_CACHE_DIR", own.resolve("jbang").toString());
    }

    private Result jbang(String... arguments) {
        return here.run(
                Workspace.argv(arguments[0], Stream.of(arguments).skip(1).toArray(String[]::new)), "");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void init_writes_a_version_and_every_kind_of_command_works_without_the_network_from_then_on() throws IOException {
        String version;
        try (RepositoryHost host = new RepositoryHost()) {
            version = host.catalog();
            jbang("manage@" + version, "init", "--yes", "--no-copy")
                    .exitedWith(2)
                    .says("--no-copy=OWNER/REPO/TAG");
            jbang("manage@" + version, "init", "--yes", "--no-copy=" + version)
                    .succeeded()
                    .prints("jbang manage test");
            // the alias is asked for the first time
            jbang("manage", "--version").succeeded();
        }
        try (Stream<Path> files = Files.list(here.directory)) {
            assertEquals(
                    List.of("config", "docker", "jbang-catalog.json", "jbang.properties", "pom.xml", "src"),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .sorted()
                            .toList());
        }
        age(here.directory.resolveSibling("caches/jbang/urls"));
        jbang("manage", "--engine", "embedded", "test").succeeded().says("1 passed, 0 failed");
        jbang("manage", "-n", "db", "dump", "x.sql").succeeded().prints("pg_dump");
        jbang("manage", "task", "new", "load-prices").succeeded();
        Workspace below = here.at("src");
        below.run(Workspace.argv("manage", "-c", "testing", "load-prices"), "")
                .succeeded()
                .prints("Hello from testing");
        jbang("manage", "init", "--yes").succeeded().prints(version + ": there is nothing to do");
        jbang("manage", "init", "--yes", "--no-copy=http://127.0.0.1:9/owner/manage/v2/jbang-catalog.json")
                .succeeded()
                .prints("jbang-catalog.json, with lines added");
        assertTrue(here.read("jbang-catalog.json").contains("manage@http://127.0.0.1:9/owner/manage/v2/"));
        jbang("manage@" + version, "init", "--yes", "--copy").succeeded();
        here.script("manage.java", "-c", "testing", "load-prices").succeeded().prints("Hello from testing");
        assertTrue(here.read("jbang-catalog.json").contains("\"manage.java\""));
    }

    /** So that JBang would ask the host whether it has changed. */
    private static void age(Path directory) throws IOException {
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) Files.setLastModifiedTime(file, then);
        }
    }
}
