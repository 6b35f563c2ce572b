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
import org.junit.jupiter.params.provider.MethodSource;
import support.Sample;
import support.Workspace;

/** The same on the oldest and the newest major versions: what a statement locks changes with the releases. */
@Tag("all")
@ParameterizedClass
@MethodSource("majors")
class MigrationLintOnEveryServerTest extends MigrationLintTest {

    @Parameter
    private String major;

    static Stream<String> majors() {
        return Sample.oneIn(3, List.of("14", "17", "18"));
    }

    @BeforeParameterizedClassInvocation
    void startServer() throws IOException {
        start();
    }

    @AfterParameterizedClassInvocation
    void stopServer() throws IOException {
        stop();
    }

    static Stream<String> cases() throws IOException {
        return Sample.oneIn(8, all());
    }

    @Override
    protected Workspace workspace() throws IOException {
        Workspace here = super.workspace();
        EveryServerTest.use(here, major, engine());
        return here;
    }
}
