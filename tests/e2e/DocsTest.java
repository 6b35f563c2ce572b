//JAVA 17+

package e2e;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.EndToEnd;
import support.On;
import support.Result;
import support.Workspace;

/** The documentation is what the commands say of themselves, and what it tells people to type is understood. */
@Execution(ExecutionMode.CONCURRENT)
class DocsTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        return super.workspace().with("README.md", "docs", "tests");
    }

    @Test
    @Tag("all")
    void the_picture_is_what_a_run_prints() {
        On.docker.require();
        here.script("tests/docs/picture.java", "--check").succeeded().printsExactly("");
    }

    private Result check() {
        return here.script("tests/docs/command_pages.java", "--check");
    }

    @Test
    void it_is_true_and_what_is_not_is_found() throws IOException {
        check().succeeded().printsExactly("");
        here.replace("docs/commands/test.md", "--fail-fast", "--fail-slow")
                .write("docs/commands/gone.md", "# gone\n")
                .write("docs/more.md", "    jbang manage.java test --nonsense   says nothing\n");
        check().exitedWith(1)
                .prints("docs/commands/test.md is not what")
                .prints("docs/commands/gone.md is of no command")
                .prints("docs/more.md:1: test --nonsense: Unknown option: '--nonsense'");
    }
}
