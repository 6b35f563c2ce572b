//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import support.Cluster;
import support.SmallStack;
import support.Workspace;

/** A version that fails on a cluster of one machine, and what it has changed by then. It takes four minutes. */
@Order(1)
@ResourceLock(Cluster.NAME)
@Tag("whole")
class DeployFailureTest {

    private static final String IMAGE = "postgres:17";

    @Test
    void what_a_version_that_fails_has_changed_goes_back() throws Exception {
        Workspace here = new Workspace("small").with("manage.java", "tasks");
        try (Cluster cluster = Cluster.start(1)) {
            cluster.init();
            cluster.engine(1).load(IMAGE);
            here.set("DOCKER_HOST", cluster.engine(1).socket());
            goesBack(new SmallStack(here, cluster.engine(1), IMAGE));
        } finally {
            here.delete();
        }
    }

    private void goesBack(SmallStack small) throws IOException {
        small.deploy("steady 1", "shaky 0")
                .exitedWith(1)
                .says("shaky did not start")
                .says("the reason")
                .says("It was the first version, and was removed again");
        assertEquals("", small.running());
        small.deploy("steady 1", "shaky 1", "gone 1").succeeded();
        small.deploy("steady 2", "shaky 0", "fresh 2")
                .exitedWith(1)
                .says("shaky did not start")
                .says("the reason")
                .says("It was rolled back: the previous version is running.");
        assertEquals("gone 1 1, shaky 1 1, steady 1 1", small.running());
        small.command("status").succeeded().prints("gone");
        small.deploy("steady 2", "shaky 2").succeeded();
        assertEquals("shaky 2 2, steady 2 2", small.running());
        small.command("remove").succeeded();
    }
}
