//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.process.ProcessRunner;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What git has to say of a working copy. */
class ChangedFilesTest extends SmallRepository {

    private void git(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.com"));
        argv.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(argv).directory(root.toFile()).inheritIO().start();
        assertEquals(0, process.waitFor());
    }

    private Set<String> since(String revision) throws IOException {
        return new ChangedFiles(context("[]"), "--changed")
                .since(revision).stream()
                        .map(file -> root.relativize(file).toString())
                        .collect(Collectors.toSet());
    }

    private void repository() throws Exception {
        assumeTrue(ProcessRunner.onPath("git") != null, "git is not here");
        context("[]");
        write("a/One.java", "class One { }");
        write("a/Two.java", "class Two { }");
        write(".gitignore", "ignored\n");
        git("init", "-q");
        git("add", ".");
        git("commit", "-q", "-m", "first");
    }

    @Test
    void what_is_not_committed_is_changed_new_moved_or_gone() throws Exception {
        repository();
        assertEquals(Set.of(), since("HEAD"));
        write("a/One.java", "class One { int again; }");
        git("add", "a/One.java");
        write("a/B \u00e9.java", "class B { }");
        write("ignored", "");
        Files.move(root.resolve("a/Two.java"), root.resolve("Two.java"));
        assertEquals(Set.of("a/One.java", "a/B \u00e9.java", "a/Two.java", "Two.java"), since("HEAD"));
    }

    @Test
    void another_revision_and_a_range_have_what_is_not_committed_as_well() throws Exception {
        repository();
        write("a/One.java", "class One { int again; }");
        git("commit", "-q", "-a", "-m", "second");
        write("a/Two.java", "class Two { int again; }");
        assertEquals(Set.of("a/Two.java"), since("HEAD"));
        assertEquals(Set.of("a/One.java", "a/Two.java"), since("HEAD~1"));
        assertEquals(Set.of("a/One.java", "a/Two.java"), since("HEAD~1...HEAD"));
    }

    @Test
    void what_git_does_not_know_is_refused() throws Exception {
        assumeTrue(ProcessRunner.onPath("git") != null, "git is not here");
        ExitException none = assertThrows(ExitException.class, () -> since("HEAD"));
        assertTrue(none.getMessage().startsWith("--changed needs git, which says: not a git"), none::getMessage);
        repository();
        ExitException unknown = assertThrows(ExitException.class, () -> since("nowhere"));
        assertTrue(unknown.getMessage().startsWith("git does not know the revision nowhere: "), unknown::getMessage);
        assertThrows(ExitException.class, () -> since("--output=x"));
        assertTrue(Files.notExists(root.resolve("x")));
    }
}
