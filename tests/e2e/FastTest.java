//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.process.ArgumentFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.EndToEnd;
import support.JbangInstallation;
import support.Result;
import support.Workspace;

/** {@code java @.manage/fast ARGS} does what {@code jbang manage.java ARGS} does. */
class FastTest extends EndToEnd {

    private static final String AGAIN = "preparing .manage/fast again";

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("it's a \"shop\" back\\slash #1").with("manage.java", "tasks", "config", "docker");
    }

    /** As from a shell that knows nothing of the JBang that runs these tests. */
    private static Result fast(Workspace at, String input, String... arguments) {
        String up = at.directory.endsWith("below") ? "@../.manage/fast" : "@.manage/fast";
        List<String> argv =
                new ArrayList<>(List.of("env", "-u", "MANAGE_JBANG", "-u", "JBANG_LAUNCH_CMD", Workspace.java(), up));
        argv.addAll(List.of(arguments));
        return at.run(argv, input);
    }

    private Result fast(String... arguments) {
        return fast(here, "", arguments);
    }

    private static void isCurrent(Result result) {
        assertFalse(result.err().contains(AGAIN), result::toString);
    }

    @Test
    void it_does_the_same_from_the_root_and_from_a_directory_below() throws IOException {
        Result slow = here.manage("config", "show").succeeded();
        here.manage("install-fast")
                .succeeded()
                .says("java @.manage/fast COMMAND")
                .printsExactly("");
        isCurrent(fast("config", "show").succeeded().printsExactly(slow.out()));
        Files.createDirectory(here.directory.resolve("below"));
        isCurrent(fast(here.at("below"), "", "config", "show").succeeded().printsExactly(slow.out()));
        isCurrent(fast("-n", "compose", "exec", "db", "a b", "@.manage/fast", "it's")
                .succeeded()
                .prints(" exec db 'a b' @.manage/fast 'it'\\''s'"));
        isCurrent(fast("doctor", "--help").succeeded().prints("--fix"));
        assertEquals(List.of(), notArchived(), "classes of sql from the login to the first row");
    }

    /** Loaded late: after the driver, the login and the row before. */
    private List<String> notArchived() throws IOException {
        try (Stream<Path> directories = Files.list(here.directory.resolve(".manage"))) {
            Path prepared = directories
                    .filter(path -> path.getFileName().toString().startsWith("fast-"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(Files.exists(prepared.resolve("manage.jsa")));
            String classes = Files.readString(prepared.resolve("classes"));
            return Stream.of(
                            "org/postgresql/jdbc/PgResultSet",
                            "org/postgresql/shaded/com/ongres/scram/client/ScramClient",
                            "lib/database/ResultPrinter")
                    .filter(name -> classes.lines().noneMatch(name::equals))
                    .toList();
        }
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    @Tag("copied")
    void exit_code_and_standard_input_pass_through() throws IOException {
        here.write("tasks/end.java", """
            //JAVA 17+
            public class end { public static void main(String... args) { System.exit(41); } }
            """);
        here.manage("install-fast").succeeded();
        isCurrent(fast("confg").exitedWith(2).says("config"));
        isCurrent(fast("end").exitedWith(41));
        isCurrent(fast(here, "select 1", "-n", "sql").succeeded().printsExactly("select 1;\n"));
        change("VERSION = \"", "VERSION = \"changed ");
        fast(here, "select 2", "-n", "sql").succeeded().says(AGAIN).printsExactly("select 2;\n");
        change("VERSION = \"", "VERSION = \"twice ");
        fast("end").exitedWith(41).says(AGAIN);
    }

    private void change(String from, String to) throws IOException {
        here.replace("tasks/lib/cli/Cli.java", from, to);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    @Tag("copied")
    void a_changed_task_is_noticed_once_and_a_new_one_of_the_projects_own_is_no_change() throws IOException {
        here.manage("install-fast").succeeded();
        change("VERSION = \"", "VERSION = \"changed ");
        Result noticed = fast("--version")
                .succeeded()
                .says("tasks/lib/cli/Cli.java has changed: " + AGAIN)
                .prints("manage.java changed ");
        assertEquals(
                1,
                noticed.err()
                        .lines()
                        .filter(line -> line.startsWith("manage: "))
                        .count(),
                noticed::toString);
        isCurrent(fast("--version").succeeded().prints("manage.java changed "));
        here.write(
                "tasks/hello.java",
                "//JAVA 17+\n"
                    + "public class hello { public static void main(String... args) { System.out.println(\"hello\"); }"
                    + " }\n");
        isCurrent(fast("hello").succeeded().prints("hello"));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    @Tag("copied")
    void a_source_that_does_not_compile_is_an_error_as_with_jbang() throws IOException {
        here.manage("install-fast").succeeded();
        change("VERSION = \"", "VERSION = ");
        fast("config", "show").exitedWith(1).says("Cli.java").printsExactly("");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void it_outlives_an_emptied_cache_of_jbang_and_fetches_a_library_that_is_gone() throws IOException {
        Path cache = Files.createDirectory(here.directory.resolve("cache"));
        Files.createSymbolicLink(
                cache.resolve("jbang-cli"), JbangInstallation.cache().resolve("jbang-cli"));
        here.set("JBANG_CACHE_DIR", cache.toString()).manage("install-fast").succeeded();
        Workspace.delete(cache.resolve("jars"));
        isCurrent(fast("config", "show").succeeded().prints("POSTGRES_DB"));
        for (String file : List.of(".manage/fast", ".manage/" + preparation() + "/stamp"))
            here.replace(file, "picocli-", "gone-");
        fast("config", "show").succeeded().says("gone-").says(AGAIN).prints("POSTGRES_DB");
        isCurrent(fast("config", "show").succeeded().prints("POSTGRES_DB"));
    }

    private String preparation() throws IOException {
        try (Stream<Path> files = Files.list(here.directory.resolve(".manage"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("fast-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_copied_checkout_prepares_its_own() throws IOException {
        here.manage("install-fast").succeeded();
        Workspace copy = here.at("copy")
                .write(".manage/fast", here.read(".manage/fast"))
                .with("manage.java", "tasks", "config", "docker");
        fast(copy, "", "--version").succeeded().says("was made for " + here.directory);
        isCurrent(fast(copy, "", "--version").succeeded());
        assertTrue(copy.read(".manage/fast").contains("/copy/.manage/fast-"), copy.read(".manage/fast"));
        isCurrent(fast("--version").succeeded());
        assertFalse(here.read(".manage/fast").contains("/copy/"));
    }

    @Test
    void an_argument_means_itself_in_the_file() {
        assertEquals(
                "\"a b\"\n\"it's \\\"q\\\"\"\n\"C:\\\\x\"\n\"#\"\n\"two\\nlines\"\n",
                ArgumentFile.text(List.of("a b", "it's \"q\"", "C:\\x", "#", "two\nlines")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "config show", "-n compose ps"})
    void a_command_loads_no_library_that_it_does_not_use(String line) throws IOException {
        Path log = here.directory.resolveSibling("classes");
        List<String> argv = new ArrayList<>(List.of(
                Workspace.java(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "manage"));
        argv.addAll(List.of(line.split(" ")));
        here.run(argv, "").succeeded();
        String loaded = Files.readString(log);
        assertTrue(loaded.contains(" picocli.CommandLine "));
        for (String library : List.of(
                "org.flywaydb.", "org.postgresql.", "org.jacoco.", "org.zeroturnaround.", "tools.jackson.databind.")) {
            assertFalse(loaded.contains(" " + library), library);
        }
        assertEquals(!line.equals("--help"), loaded.contains(" tools.jackson.core."));
    }
}
