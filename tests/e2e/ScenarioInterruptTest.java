//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import support.On;
import support.OnEngines;
import support.Result;
import support.ScenarioCommands;

/** Scenarios that fail, are interrupted or killed leave nothing, or are found. */
@Order(4)
class ScenarioInterruptTest extends ScenarioCommands {

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void data_that_fails_leaves_nothing(On engine) throws IOException {
        engine.require();
        here.write(
                "app/scenarios/broken.sql",
                "insert into users (email) values ('a@b.c');\ninsert into users (mail) values ('x');\n");
        up(engine, "broken")
                .exitedWith(1)
                .says("manage: app/scenarios/broken.sql, line 2: column \"mail\"")
                .says("The scenario broken was removed again.");
        scenario("list").succeeded().doesNotPrint("running").doesNotPrint("unfinished");
        here.write("app/scenarios/broken.sql", "select 1;\n\\copy users from x\n");
        Result refused = up(engine, "broken").exitedWith(1).says("broken.sql, line 2: \\copy is a command of psql");
        assertTrue(!refused.err().contains("Starting PostgreSQL"), refused::toString);
        here.deleteIfThere("app/scenarios/broken.sql")
                .write(
                        "app/scenarios/broken.java",
                        "public class broken { public static void main(String[] a) {"
                                + " System.exit(System.getenv(\"APPLICATION_SCENARIO_NAME\").length()); } }");
        up(engine, "broken")
                .exitedWith(1)
                .says("app/scenarios/broken.java ended with exit code 6")
                .says("was removed again");
        here.write("app/scenarios/broken.sql", "");
        up(engine, "broken").exitedWith(2).says("exists twice: app/scenarios/broken.java, app/scenarios/broken.sql");
        // an empty one is the lock that others may wait for
        try (Stream<Path> left = Files.list(here.directory.resolve(".manage"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith("scenario+broken")
                                    && (Files.isDirectory(file) || file.toFile().length() > 0))
                            .toList());
        }
    }

    @ParameterizedTest
    @Tag("sampled")
    @OnEngines
    @Tag("all")
    void an_interrupt_removes_what_was_begun_and_a_killed_one_is_found(On engine) throws Exception {
        engine.require();
        here.write("app/scenarios/slow.sql", "select pg_sleep(60);");
        Process process = started(log("slow"), "--engine", engine.name(), "scenario", "up", "slow");
        until(process, "Loading");
        Result second = up(engine, "slow").exitedWith(3).says("scenario+slow is being created or removed: process ");
        assertTrue(!second.err().contains("removed again"), second::toString);
        up(engine, "users").succeeded();
        scenario("down", "--all")
                .exitedWith(3)
                .prints("The scenario users was removed.")
                .says("scenario+slow is being created or removed: process ");
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(130, process.exitValue(), output("slow"));
        assertTrue(
                output("slow")
                        .contains("manage: interrupted while loading app/scenarios/slow.sql; the scenario slow is"
                                + " removed."),
                output("slow"));
        scenario("list").succeeded().doesNotPrint("unfinished");

        process = started(log("slow"), "--engine", engine.name(), "scenario", "up", "slow");
        until(process, "Loading");
        process.descendants()
                .filter(child -> child.info().commandLine().orElse("").matches(".*[ /]scenario --engine.* up slow"))
                .forEach(ProcessHandle::destroyForcibly);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        scenario("list").succeeded().prints("unfinished");
        here.manage("doctor").exitedWith(1).prints("of a scenario that was not finished");
        here.write("app/scenarios/slow.sql", "select 1;");
        up(engine, "slow").succeeded().says("The scenario slow was started but not finished; removing what is there.");
        here.manage("doctor").succeeded();
    }

    private void until(Process process, String text) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                !output("slow").contains(text);
                Thread.sleep(20)) {
            if (!process.isAlive() || System.nanoTime() > end)
                throw new AssertionError("never seen: " + text + "\n" + output("slow"));
        }
        Thread.sleep(500);
    }
}
