//JAVA 17+

package e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.SampleSource;
import support.Workspace;

/** A repository in a directory that few programs expect. */
class PathTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("mein Projekt é").with("manage.java", "jbang.java", "tasks", "config", "docker", "app");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void blanks_and_letters_of_any_language_do_no_harm(On engine) throws IOException {
        engine.require();
        here.manage("--engine", engine.name(), "test")
                .succeeded()
                .says("31 passed, 0 failed")
                .prints("TOTAL ");
        if (engine == On.embedded) return;
        here.manage("compose", "config", "--services").succeeded().prints("web");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void a_command_works_from_a_directory_below(On engine) throws IOException {
        engine.require();
        here.at("app/src")
                .script("../../manage.java", "--engine", engine.name(), "test", "ConfigurationTest")
                .succeeded()
                .says("5 passed");
        if (Files.exists(here.directory.resolve("app/src/.manage")))
            throw new AssertionError("state in the wrong directory");
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 4,
            of = {"it's", "$HOME and `id`", "a & b; (c) [d] {e}", "50% #1 !x"})
    @Tag("all")
    @Tag("sampled")
    void what_a_shell_or_an_address_would_read_does_none_either(String name) throws IOException {
        Workspace odd = new Workspace(name).with("manage.java", "jbang.java", "tasks", "config", "docker", "app");
        odd.manage("--engine", "embedded", "test")
                .succeeded()
                .says("31 passed, 0 failed")
                .prints("TOTAL ");
        if (On.docker.works())
            odd.manage("--engine", "docker", "test", "UserRepositoryTest").succeeded();
        odd.delete();
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void lines_may_end_as_on_windows() throws IOException {
        try (Stream<Path> files = Files.walk(here.directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*\\.(java|json|ya?ml|sql|xml|properties)"))
                    .toList()) Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        }
        here.write("app/scenarios/more.sql", "insert into users (email)\r\nvalues ('a@b.c');\r\n");
        here.script("manage.java", "config", "check").succeeded();
        here.script("manage.java", "--engine", "embedded", "test")
                .succeeded()
                .says("31 passed, 0 failed")
                .prints("TOTAL ");
        here.script("manage.java", "--engine", "embedded", "scenario", "up", "more")
                .succeeded();
        here.script("manage.java", "scenario", "down", "more").succeeded();
        here.script("manage.java", "--help").succeeded().prints("  doctor ");
    }
}
