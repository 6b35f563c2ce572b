//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** The branch that is checked out, as a variable that values may refer to. */
class GitBranchTest extends SmallRepository {

    private static final String NAMED = variable("APPLICATION_DB", "\"shop_${GIT_BRANCH}\"");

    private Optional<String> name() {
        return GitBranch.of(root.resolve("docker")).map(GitBranch::name);
    }

    private static String identifier(String name) {
        return new GitBranch(Path.of("x"), name).identifier();
    }

    @Test
    void it_is_read_from_gits_files_in_a_clone_and_in_a_worktree() throws IOException {
        assertEquals(Optional.empty(), name());
        write(".git/HEAD", "ref: refs/heads/feature/one\n");
        assertEquals(Optional.of("feature/one"), name());
        write(".git/worktrees/two/HEAD", "ref: refs/heads/two\n");
        write(".git/worktrees/two/commondir", "../..\n");
        write("two/.git", "gitdir: " + root.resolve(".git/worktrees/two") + "\n");
        GitBranch two = GitBranch.of(root.resolve("two")).orElseThrow();
        assertEquals("two", two.name());
        assertEquals(root.resolve(".git").toRealPath(), two.repository());
        write(".git/HEAD", "4b825dc642cb6eb9a060e54bf8d69288fbee4904\n");
        assertEquals(Optional.empty(), name());
    }

    @Test
    void each_branch_has_a_name_of_its_own_that_needs_no_quotes() {
        assertEquals("main", identifier("main"));
        assertTrue(identifier("feature/one").matches("feature_one_[0-9a-f]{6}"), identifier("feature/one"));
        assertTrue(!identifier("feature/one").equals(identifier("feature-one")));
        String longest = "a".repeat(40);
        assertEquals(longest, identifier(longest));
        assertEquals(40, identifier(longest + "a").length());
        assertTrue(!identifier(longest + "a").equals(identifier(longest + "b")));
    }

    @Test
    void a_value_refers_to_it_unless_somebody_else_says_what_it_is() throws IOException {
        write(".git/HEAD", "ref: refs/heads/one\n");
        Environment environment = context(NAMED).environment();
        assertEquals("shop_one", environment.require("APPLICATION_DB"));
        assertEquals(
                "shop_other",
                Environment.load(new Project(root), "testing", Map.of("GIT_BRANCH", "other"))
                        .require("APPLICATION_DB"));
        write(".git/HEAD", "4b825dc642cb6eb9a060e54bf8d69288fbee4904\n");
        assertTrue(assertThrows(ExitException.class, () -> context(NAMED))
                .getMessage()
                .contains("refers to ${GIT_BRANCH}, which is not set"));
    }
}
