//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.Workspace;

/** Two runs in one checkout, and a run after one that was killed. */
class RunLockTest extends EndToEnd {

    private Process slowRun(On engine) throws Exception {
        Path began = here.directory.resolve("began");
        Files.deleteIfExists(began);
        here.write("app/src/test/java/com/example/application/SlowTest.java", """
            package com.example.application;
            import org.junit.jupiter.api.Test;
            class SlowTest {
                @Test
                void waits() throws Exception {
                    java.nio.file.Files.createFile(java.nio.file.Path.of("../began"));
                    for (int i = 0; i < 600 && java.nio.file.Files.exists(java.nio.file.Path.of("../began")); \
            i++) Thread.sleep(100);
                }
            }
            """);
        Process process = here.builder(Workspace.argv("manage.java", "--engine", engine.name(), "test", "SlowTest"))
                .redirectErrorStream(true)
                .redirectOutput(here.directory.resolveSibling("log").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Files.exists(began) && process.isAlive() && System.nanoTime() < end) Thread.sleep(50);
        assertTrue(Files.exists(began), () -> "the test did not begin");
        return process;
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void the_second_run_says_who_holds_the_checkout(On engine) throws Exception {
        engine.require();
        Process first = slowRun(engine);
        Result second = here.manage("--engine", engine.name(), "test")
                .exitedWith(3)
                .says("a test run of this checkout is under way: process ")
                .says(", since 20");
        Files.delete(here.directory.resolve("began"));
        assertTrue(first.waitFor(60, TimeUnit.SECONDS));
        assertTrue(first.exitValue() == 0, () -> second + "\nfirst ended with " + first.exitValue());
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void what_a_killed_run_left_is_removed_by_the_next(On engine) throws Exception {
        engine.require();
        Process first = slowRun(engine);
        first.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
        here.manage("--engine", engine.name(), "test", "ConfigurationTest")
                .succeeded()
                .says("did not finish; cleaning up after it")
                .says("5 passed");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void what_was_killed_on_one_engine_is_removed_by_a_run_on_the_other() throws Exception {
        On.docker.require();
        Process first = slowRun(On.docker);
        first.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
        here.manage("--engine", "embedded", "test", "ConfigurationTest")
                .succeeded()
                .says("cleaning up after it")
                .says("(embedded)");
    }

    @Test
    void what_the_user_started_is_neither_used_nor_removed() throws IOException {
        On.docker.require();
        here.manage("-c", "testing", "compose", "up", "-d", "--wait").succeeded();
        try {
            here.manage("--engine", "docker", "test")
                    .exitedWith(3)
                    .says("no test run created them")
                    .says("-c testing compose down");
            here.manage("-c", "testing", "compose", "exec", "-T", "db", "true").succeeded();
        } finally {
            here.manage("-c", "testing", "compose", "down", "-v", "--timeout", "1")
                    .succeeded();
        }
    }
}
