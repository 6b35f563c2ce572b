//JAVA 17+

package e2e;

import org.junit.jupiter.api.Tag;
import support.On;

/** The same on the image's PostgreSQL, which may be a newer release than the embedded one and keep more for itself. */
@Tag("all")
class SchemaDiffOnDockerTest extends SchemaDiffTest {

    @Override
    protected On engine() {
        return On.docker;
    }
}
