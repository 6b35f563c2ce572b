//JAVA 17+
//SOURCES EndToEnd.java

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal, while the tests of the application run; {@link EndToEnd} looks at what is left. */
class InterruptTest extends EndToEnd {

    @ParameterizedTest
    @CsvSource({"docker, TERM, 143", "docker, INT, 130", "embedded, TERM, 143", "embedded, INT, 130"})
    void a_signal_during_the_tests_takes_everything_down(On engine, String signal, int code) throws Exception {
        engine.require();
        Path began = here.folder.resolve("began");
        here.write("app/src/test/java/com/example/application/SlowTest.java", """
            package com.example.application;
            import org.junit.jupiter.api.Test;
            class SlowTest {
                @Test
                void sleeps() throws Exception {
                    java.nio.file.Files.createFile(java.nio.file.Path.of("../began"));
                    Thread.sleep(120_000);
                }
            }
            """);
        Process process = start("--engine", engine.name(), "test", "SlowTest");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Files.exists(began) && process.isAlive() && System.nanoTime() < end) Thread.sleep(50);
        assertTrue(Files.exists(began), () -> "the test did not begin\n" + log());
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).inheritIO().start().waitFor();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> "it did not end\n" + log());
        assertEquals(code, process.exitValue(), this::log);
        assertTrue(log().contains("manage: interrupted"), this::log);
    }

    @ParameterizedTest
    @CsvSource({"docker, Removing the containers", "embedded, Stopping PostgreSQL"})
    void a_signal_during_the_teardown_does_not_stop_it(On engine, String teardown) throws Exception {
        engine.require();
        Process process = start("--engine", engine.name(), "test", "ConfigurationTest");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!log().contains(teardown) && process.isAlive() && System.nanoTime() < end) Thread.sleep(5);
        for (int i = 0; i < 3; i++) {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            Thread.sleep(30);
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> "it did not end\n" + log());
        assertEquals(130, process.exitValue(), this::log);
        assertTrue(log().contains("5 passed, 0 failed"), this::log);
    }

    private Process start(String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(signalsRestored());
        argv.addAll(Workspace.argv("manage.java", arguments));
        return here.builder(argv).redirectErrorStream(true).redirectOutput(here.folder.resolveSibling("log").toFile()).start();
    }

    /** A shell without job control starts background programs with SIGINT ignored, and a child inherits that. */
    private static List<String> signalsRestored() {
        return List.of("env", "--default-signal=INT,TERM");
    }

    private String log() {
        try {
            return Files.readString(here.folder.resolveSibling("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
