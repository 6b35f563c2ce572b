//JAVA 17+

package faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import support.Leftovers;
import support.On;
import support.PlainContainer;
import support.Result;
import support.Witness;
import support.Workspace;

/**
 * A checkout of its own in which one fault is tried, with variables exported that point to a server of somebody else.
 */
class FaultRun implements AutoCloseable {

    private static final int MINUTES = 3;
    private static final Pattern INTERRUPTED = Pattern.compile("(?m)^manage: (interrupted.*)$");

    final Workspace here;
    final Witness witness;
    On engine;
    final Leftovers before;
    Process process;
    private final PlainContainer container;
    private int starts;

    FaultRun(On engine, Witness witness) throws Exception {
        this(engine, Place.HERE, witness);
    }

    FaultRun(On engine, Place place, Witness witness) throws Exception {
        this.engine = engine;
        this.witness = witness;
        before = Leftovers.now();
        here = Workspace.ofRepository()
                .replace(
                        "config/testing.json",
                        "\"POSTGRES_PASSWORD\", \"value\": \"postgres\"",
                        "\"POSTGRES_PASSWORD\", \"value\": \"" + witness.secret + "\"")
                .replace(
                        "config/testing.json",
                        "\n]",
                        ",\n"
                                + "  {\"name\": \"SPRING_DATASOURCE_URL\", \"value\":"
                                + " \"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"}\n"
                                + "]");
        String elsewhere = witness.address() + ":" + witness.port();
        here.set("POSTGRES_HOSTNAME", witness.address())
                .set("PGHOST", witness.address())
                .set("PGPORT", String.valueOf(witness.port()))
                .set("PGHOSTADDR", witness.address())
                .set("DATABASE_URL", "postgres://user:pass@" + elsewhere + "/live")
                .set("SPRING_DATASOURCE_URL", "jdbc:postgresql://" + elsewhere + "/live")
                .set("APPLICATION_DB", "live");
        container = place.of(here);
    }

    /** The runs to come are on this engine. */
    FaultRun on(On other) {
        engine = other;
        return this;
    }

    /** A test that begins, says so, and does not end by itself. */
    FaultRun withSlowTest() throws IOException {
        here.write("app/src/test/java/com/example/application/SlowTest.java", """
            package com.example.application;
            import org.junit.jupiter.api.Test;
            class SlowTest {
                @Test
                void waits() throws Exception {
                    java.nio.file.Files.createFile(java.nio.file.Path.of("../began"));
                    Thread.sleep(120_000);
                }
            }
            """);
        return this;
    }

    /** Starts a test run in the background. */
    FaultRun start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--engine", engine.name(), "test"));
        all.addAll(List.of(arguments));
        return command(all);
    }

    /** Starts any command in the background, in a process group of its own. */
    FaultRun command(List<String> arguments) throws IOException {
        List<String> argv = new ArrayList<>();
        // a program of docker exec leads a group already
        if (container == null) argv.add("setsid");
        // what a killed run left may still write to its own
        starts++;
        argv.addAll(List.of("sh", "-c", "echo $$ > \"$0\"; exec \"$@\"", pid().toString()));
        // a shell without job control starts background programs with SIGINT ignored, and a child inherits that
        argv.addAll(List.of("env", "--default-signal=INT,TERM,HUP"));
        argv.addAll(Workspace.argv("manage.java", arguments.toArray(String[]::new)));
        process = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        return this;
    }

    /** The file with the number of the process. */
    private Path pid() {
        return here.directory.resolveSibling("pid" + starts);
    }

    private Path log() {
        return here.directory.resolveSibling("log" + starts);
    }

    String output() {
        try {
            return Files.exists(log()) ? Files.readString(log(), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    FaultRun until(String text) throws InterruptedException {
        return until(() -> output().contains(text), text);
    }

    FaultRun untilTestsRun() throws InterruptedException {
        return untilThere(here.directory.resolve("began"));
    }

    FaultRun untilThere(Path file) throws InterruptedException {
        return until(() -> Files.exists(file), file.toString());
    }

    private FaultRun until(java.util.function.BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end)
                throw new AssertionError("never seen: " + what + "\n" + output());
            Thread.sleep(2);
        }
        return this;
    }

    FaultRun pause(long milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds);
        return this;
    }

    /** Sends a signal to the process that was started, or to its whole group as a terminal does. */
    FaultRun signal(String name, boolean group) throws Exception {
        for (int i = 0; i < 100 && (Files.notExists(pid()) || Files.size(pid()) == 0); i++) Thread.sleep(20);
        String number = Files.readString(pid()).strip();
        here.builder(List.of("sh", "-c", "kill -\"$0\" \"$1\"", name, (group ? "-" : "") + number))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return this;
    }

    /** kill -9 of the program alone, as soon as there is one; what it started lives on. */
    FaultRun killProgram() throws Exception {
        until(() -> program().findAny().isPresent(), "the program");
        program().forEach(ProcessHandle::destroyForcibly);
        return this;
    }

    private Stream<ProcessHandle> program() {
        return Leftovers.processesOf(here.directory)
                .filter(child -> child.info().commandLine().orElse("").matches(".*manage --engine.*"));
    }

    int end() throws Exception {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) throw new AssertionError("it did not end\n" + output());
        return process.exitValue();
    }

    /** How it ended after a signal: the code, and the line that it said. */
    String interrupted() throws Exception {
        int code = end();
        List<String> lines = INTERRUPTED
                .matcher(output())
                .results()
                .map(match -> match.group(1))
                .toList();
        return "exit " + code + ": " + String.join(" / ", lines);
    }

    /** What it said of how it ended. */
    String lastError() {
        return output().lines()
                .filter(line -> line.startsWith("manage: "))
                .reduce("", (before, line) -> line)
                .replaceFirst("^manage: ", "");
    }

    /** A plain run after whatever happened, with what it said of it. */
    String nextRun() {
        Result next = here.manage("--engine", engine.name(), "test", "ConfigurationTest");
        try {
            witness.search(next.out() + next.err());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (next.code() != 0) throw new AssertionError("the next run is not green\n" + next);
        return "next run: exit 0" + (next.err().contains("cleaning up after it") ? ", cleaned up first" : "");
    }

    /** A run in the foreground: its code, and those of some texts that it printed. */
    String test(List<String> texts, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--engine", engine.name(), "test"));
        all.addAll(List.of(arguments));
        return seen(here.manage(all.toArray(String[]::new)), texts.toArray(String[]::new));
    }

    String seen(Result result, String... texts) throws IOException {
        witness.search(result.out() + result.err());
        StringBuilder seen = new StringBuilder("exit " + result.code());
        for (String text : texts) {
            if (!(result.out() + result.err()).contains(text))
                throw new AssertionError("it does not say «" + text + "»\n" + result);
            seen.append("; ").append(text);
        }
        return seen.toString();
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (container != null) {
            container.remove();
            Workspace.delete(container.work());
        }
        here.delete();
    }

    /** Whatever this run left: empty when there is nothing. */
    String left() throws Exception {
        witness.search(output(), here.directory.resolve(".manage"), here.directory.resolve("app/target"));
        String left = "";
        // a killed process needs a moment to be gone
        for (int i = 0; i < 20; i++, Thread.sleep(100)) {
            left = before.newSince(here.directory);
            if (left.isEmpty()) break;
        }
        return container == null
                ? left
                : left
                        + container.servers()
                        + container.shell("/", "find / -xdev -name PG_VERSION").out();
    }
}
