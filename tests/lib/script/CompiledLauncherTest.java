//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import support.Workspace;

/** The launcher as a jar, in the cache of the user who runs the tests. */
class CompiledLauncherTest {

    @TempDir
    Path directory;

    /** Unlike any other by its last line, and so with a jar of its own. */
    private Path source(String text) throws IOException {
        return Files.writeString(directory.resolve("jbang.java"), text + "// " + directory + "\n");
    }

    @Test
    void it_is_made_once_and_does_what_the_source_does() throws IOException {
        Path jar = CompiledLauncher.of(source(Workspace.repositoryFile("jbang.java")));
        try {
            assertTrue(jar.toString().endsWith(".jar"), jar::toString);
            var made = Files.getLastModifiedTime(jar);
            assertEquals(jar, CompiledLauncher.of(directory.resolve("jbang.java")));
            assertEquals(made, Files.getLastModifiedTime(jar));
            String version = output("jbang.java");
            assertTrue(version.startsWith("0."), version);
            assertEquals(version, output("-jar", jar.toString()));
            Path other = CompiledLauncher.of(source("// another\n" + Workspace.repositoryFile("jbang.java")));
            Files.delete(other);
            assertNotEquals(jar, other);
        } finally {
            Files.delete(jar);
        }
    }

    @Test
    void where_none_can_be_made_the_source_serves() throws IOException {
        Path broken = source("class jbang {\n");
        assertEquals(broken, CompiledLauncher.of(broken));
    }

    private String output(String... program) throws IOException {
        Workspace empty = new Workspace("empty").with("jbang.java");
        try {
            List<String> argv = new ArrayList<>(List.of(Workspace.java()));
            argv.addAll(List.of(program));
            argv.add("version");
            return empty.run(argv, "").succeeded().out().strip();
        } finally {
            empty.delete();
        }
    }
}
