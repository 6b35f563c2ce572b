//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package e2e;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import support.On;
import support.Sample;
import support.Workspace;

/** The same on every major version and both engines; what an image has may be newer, and keep more for itself. */
@Tag("all")
@ParameterizedClass
@MethodSource("servers")
class SchemaDiffOnEveryServerTest extends SchemaDiffTest {

    @Parameter(0)
    private String major;

    @Parameter(1)
    private On engine;

    @BeforeParameterizedClassInvocation
    void startServer() throws IOException {
        start();
    }

    @AfterParameterizedClassInvocation
    void stopServer() throws IOException {
        stop();
    }

    static Stream<Arguments> servers() {
        List<Arguments> all = EveryServerTest.all();
        return Sample.oneIn(all.size(), all);
    }

    static Stream<String> pairs() throws IOException {
        return Sample.oneIn(12, all());
    }

    @Override
    protected Workspace workspace() throws IOException {
        Workspace here = super.workspace();
        EveryServerTest.use(here, major, engine);
        return here;
    }

    @Override
    protected On engine() {
        return engine;
    }
}
