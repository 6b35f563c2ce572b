//JAVA 17+

package support;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that starts the real program in a copy of the repository, after which nothing may be left. What it starts is
 * its own, so such tests run beside one another.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class EndToEnd {

    protected Workspace here;
    private Leftovers before;

    @BeforeEach
    void setUp() throws IOException {
        before = Leftovers.now();
        here = workspace();
    }

    protected Workspace workspace() throws IOException {
        return Workspace.ofRepository();
    }

    @AfterEach
    void nothing_is_left() throws IOException {
        before.assertNothingNew(here.directory);
        here.delete();
    }
}
