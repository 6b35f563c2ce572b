//JAVA 17+

package e2e;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.On;
import support.Result;
import support.Workspace;

/** The documentation is what the commands say of themselves, and what it tells people to type is understood. */
@Tag("copied")
class DocsTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("documented").with("README.md", "docs");
    }

    /** Starts a script of the repository in the repository, where what it needs is built already. */
    private Result script(String script, String... arguments) {
        String repository = Workspace.repository().toString();
        return here.at(repository).script(script, arguments);
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void pictures_and_samples_are_what_runs_print() {
        On.docker.require();
        script("tests/docs/pictures.java", "--check").succeeded().printsExactly("");
    }

    @Test
    void the_page_of_messages_has_those_of_the_sources() {
        script("tests/docs/messages.java", "--check").succeeded().printsExactly("");
    }

    private Result check() {
        return script("tests/docs/command_pages.java", "--check", here.directory.toString());
    }

    @Test
    void it_is_true() {
        check().succeeded().printsExactly("");
    }

    @Test
    @Tag("all")
    void what_is_not_true_is_found() throws IOException {
        here.replace("docs/reference/commands/test.md", "--fail-fast", "--fail-slow")
                .write("docs/reference/commands/gone.md", "# gone\n")
                .replace("docs/how-to/install.md", " files in tasks/", "0 files in tasks/")
                .write(
                        "docs/more.md",
                        "    jbang manage.java test --nonsense   says nothing\n\n"
                                + "[away](nowhere.md), [a part](CHANGELOG.md#nothing), [a picture](test.svg)\n");
        check().exitedWith(1)
                .prints("docs/reference/commands/test.md is not what")
                .prints("docs/reference/commands/gone.md is of no command")
                .prints("docs/more.md:1: test --nonsense: Unknown option: '--nonsense'")
                .prints("docs/more.md:3: nowhere.md is not there")
                .prints("docs/more.md:3: CHANGELOG.md#nothing is no heading of that page")
                .prints("no page links to docs/more.md")
                .prints("docs/how-to/install.md: ")
                .prints("0 files in tasks/, and there are ")
                .doesNotPrint("test.svg");
    }
}
