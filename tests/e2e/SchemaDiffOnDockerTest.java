//JAVA 17+

package e2e;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import support.On;
import support.Sample;

/** The same on the image's PostgreSQL, which may be a newer release than the embedded one and keep more for itself. */
@Tag("all")
class SchemaDiffOnDockerTest extends SchemaDiffTest {

    static Stream<String> pairs() throws IOException {
        return Sample.oneIn(4, SchemaDiffTest.pairs().toList());
    }

    @Override
    protected On engine() {
        return On.docker;
    }
}
