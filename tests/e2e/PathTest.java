//JAVA 17+

package e2e;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Workspace;

/** A repository in a folder that few programs expect. */
class PathTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("mein Projekt é").with("manage.java", "jbang.java", "tasks", "config", "docker", "app");
    }

    @ParameterizedTest
    @OnEngines
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
    void a_command_works_from_a_folder_below(On engine) throws IOException {
        engine.require();
        here.at("app/src")
                .script("../../manage.java", "--engine", engine.name(), "test", "ConfigurationTest")
                .succeeded()
                .says("5 passed");
        if (Files.exists(here.folder.resolve("app/src/.manage"))) throw new AssertionError("state in the wrong folder");
    }
}
