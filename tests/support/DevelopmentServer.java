//JAVA 17+

package support;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of the development environment on any free port, on the engine that a test chooses. */
public abstract class DevelopmentServer extends EndToEnd {

    protected On engine;

    @BeforeEach
    void anyPort() {
        here.set("POSTGRES_PORT", "0");
    }

    protected void up(On wanted) {
        // skipped, it has nothing to stop
        wanted.require();
        engine = wanted;
        wanted.start(here);
    }

    @AfterEach
    protected void down() {
        if (engine != null) engine.stop(here);
    }
}
