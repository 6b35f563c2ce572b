//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lib.environment.Context;
import lib.maven.BuiltModule;
import lib.script.ScriptLauncher;
import lib.server.RunLock;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** The copies of what was compiled that versions run from. */
class VersionDirectoriesTest extends SmallRepository {

    @Test
    void a_version_keeps_its_classes_for_as_long_as_it_is_needed() throws IOException {
        Context context = context("[]");
        Path left = write(".manage/run-999999999999/1/0/Shop.class", "of a run that was killed");
        Path compiled = write("target/classes/com/Shop.class", "old");
        Path jar = write("driver.jar", "jar");
        List<String> runtime = Stream.of(root.resolve("target/classes"), jar, root.resolve("missing"))
                .map(Path::toString)
                .toList();
        MainClass main = new MainClass(new BuiltModule(Map.of("runtime", runtime)), "com.Shop");
        try (VersionDirectories directories = new VersionDirectories(context.project())) {
            assertFalse(Files.exists(left));
            VersionCommand first = directories.version(context, main);
            Files.writeString(compiled, "new");
            VersionCommand second = directories.version(context, main);
            assertEquals(
                    List.of(jar, root.resolve("missing")), first.classPath().subList(1, 3));
            Path copy = first.classPath().get(0).resolve("com" + File.separator + "Shop.class");
            assertEquals("old", Files.readString(copy));
            directories.keep(List.of(first, second));
            assertTrue(Files.exists(copy));
            directories.keep(List.of(second));
            assertFalse(Files.exists(copy));
            assertEquals("new", Files.readString(second.classPath().get(0).resolve("com/Shop.class")));
        }
        try (var states = Files.list(context.project().state())) {
            assertEquals(List.of(context.project().state(".gitignore")), states.toList());
        }
    }

    @Test
    void a_version_whose_run_was_killed_is_stopped_when_the_next_begins() throws Exception {
        Path source = write("Waiting.java", """
            class Waiting {
                public static void main(String[] words) throws Exception {
                    Thread.sleep(60_000);
                }
            }
            """);
        Context context = context("[]");
        Process left = new ProcessBuilder(ScriptLauncher.java(), source.toString()).start();
        RunLock.Child child = RunLock.Child.of(left.toHandle());
        write(".manage/run-999999999999/process", child.pid() + " " + child.start());
        new VersionDirectories(context.project()).close();
        assertTrue(left.waitFor(10, TimeUnit.SECONDS));
    }
}
