//JAVA 17+

package support;

import java.io.IOException;
import java.util.Map;
import lib.base.Console;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.server.ServerAddressFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedClass;

/** Tests that share one copy of the repository, and one server of its development environment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WithServer {

    protected Workspace here;
    private Leftovers before;

    /** What the server runs on. */
    protected On engine() {
        return On.embedded;
    }

    /** Where it runs, and as what. */
    protected Workspace workspace() throws IOException {
        return Workspace.ofRepository();
    }

    /**
     * Each invocation of a parameterized class starts a server of its own, and says so itself: JUnit wants that there.
     */
    private boolean oneForAll() {
        return !getClass().isAnnotationPresent(ParameterizedClass.class);
    }

    @BeforeAll
    void startForAll() throws IOException {
        if (oneForAll()) start();
    }

    @AfterAll
    void stopForAll() throws IOException {
        if (oneForAll()) stop();
    }

    protected void start() throws IOException {
        engine().require();
        before = Leftovers.now();
        here = workspace().replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", engine().name());
        engine().start(here);
        here.manage("create-initial-db").succeeded();
    }

    /** What a command works with on that server. */
    protected Context context() {
        Project project = new Project(here.directory);
        Console talk = new Console(System.err, true, false);
        return ServerAddressFile.locate(new Context(
                project,
                Environment.load(project, "development", Map.of()),
                new ProcessRunner.Real(talk),
                talk,
                false,
                engine().name()));
    }

    protected void stop() throws IOException {
        // skipped
        if (here == null) return;
        engine().stop(here);
        before.assertNothingNew(here.directory);
        here.delete();
    }
}
