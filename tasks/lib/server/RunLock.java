//JAVA 17+

package lib.server;

import java.io.*;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.environment.DockerHost;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps two test runs of one checkout apart. The operating system frees the lock of a process that died, and what
 * stands in the file then tells the next run what there is to clean up.
 */
public class RunLock implements AutoCloseable {

    /**
     * A run, as it stands in .manage/ENVIRONMENT.run until everything that it made is gone.
     *
     * @param project the compose project, or null
     * @param docker the variables that lead docker to the engine it was on
     * @param kept its server was left up on purpose
     * @param key what the kept server's databases were made from; null where they cannot be made again from their
     *     template
     * @param children the programs that it started and that had not ended
     */
    public record Run(
            String engine,
            String project,
            Map<String, String> docker,
            long pid,
            String since,
            boolean kept,
            String key,
            List<Child> children) {}

    /** A process; another one that got the same number later has another start. */
    public record Child(long pid, long start) {

        public static Child of(ProcessHandle process) {
            return new Child(
                    process.pid(),
                    process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        }

        /** The process, where it still runs. */
        public Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.isAlive() && of(handle).equals(this));
        }
    }

    /** Far behind the text: where locks are mandatory, a locked place cannot be read by others. */
    private static final long PLACE = 1L << 40;
    /**
     * The text is filled up with blanks: one write replaces all of it, and never needs more of a disk that has filled
     * up.
     */
    private static final int SIZE = 2048;

    private final Path file;
    private final Map<String, String> docker;
    /** Not written through its channel, which an interrupt would close, and free the lock. */
    private final RandomAccessFile content;
    /** A run that did not come to its end, or kept its database; null when there was none. */
    public final Run left;
    /** What stands in the file of this run; empty until it begins, and after its end. */
    private Optional<Run> current = Optional.empty();

    private RunLock(Path file, Map<String, String> docker, RandomAccessFile content, Run left) {
        this.file = file;
        this.docker = docker;
        this.content = content;
        this.left = left;
    }

    /**
     * @param waitTimeout how long to wait for another run to end
     * @throws ExitException when another run holds it, with who and since when
     */
    public static RunLock take(Context context, Duration waitTimeout) {
        String instance = context.environment().instance();
        Path file = context.project().state(instance + ".run");
        Instant end = Instant.now().plus(waitTimeout);
        try {
            RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
            for (boolean first = true; ; first = false) {
                FileLock lock = content.getChannel().tryLock(PLACE, 1, false);
                Run run = read(content);
                if (lock != null) return new RunLock(file, DockerHost.selection(context.environment()), content, run);
                String who = run == null ? "another process" : "process " + run.pid() + ", since " + run.since();
                if (Instant.now().isAfter(end)) {
                    content.close();
                    if (instance.contains("+"))
                        throw ExitException.machineLacks(
                                instance + " is being created or removed: " + who, "Wait until it ends.");
                    throw ExitException.machineLacks(
                            "a test run of this checkout is under way: " + who,
                            "Wait until it ends (--wait SECONDS does that), or run the tests in another checkout.");
                }
                if (first) context.console().info("Waiting for another test run of this checkout: " + who + " ...");
                SignalHandling.sleep(200);
            }
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** Through the file that is locked: closing it after opening it once more would free the lock. */
    private static Run read(RandomAccessFile content) throws IOException {
        byte[] text = new byte[SIZE];
        content.seek(0);
        if (content.read(text) <= 0) return null;
        try {
            return new JsonMapper().readValue(new String(text, StandardCharsets.UTF_8).replace('\0', ' '), Run.class);
        } catch (JacksonException e) {
            // its holder died, or is, while it wrote this: before it started anything
            return null;
        }
    }

    /** What a run left that does not hold its lock any more; null when there is none, or when it is under way. */
    public static Run leftIn(Path file) throws IOException {
        if (!Files.exists(file)) return null;
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            return content.getChannel().tryLock(PLACE, 1, false) == null ? null : read(content);
        }
    }

    /** Says who holds it, and what it is about to start; null for an engine that is not chosen yet. */
    public synchronized void begin(String engine, String project) {
        write(new Run(
                engine,
                project,
                docker,
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                false,
                null,
                current.map(Run::children).orElse(List.of())));
    }

    /** Adds a program that this run starts, so that the next run can end it when this one is killed. */
    public synchronized void started(ProcessHandle program) {
        current.ifPresent(run -> add(run, program));
    }

    private void add(Run run, ProcessHandle program) {
        List<Child> children = new ArrayList<>(run.children().stream()
                .filter(child -> child.process().isPresent())
                .toList());
        children.add(Child.of(program));
        try {
            write(new Run(
                    run.engine(), run.project(), docker, run.pid(), run.since(), run.kept(), run.key(), children));
        } catch (ExitException fullDisk) {
            // then a killed run's programs end by themselves, later
        }
    }

    /** The server stays up, for people to look into, and for the next run where there is a key. */
    public synchronized void keep(String key) {
        Run run = current.orElseThrow();
        write(new Run(run.engine(), run.project(), docker, run.pid(), run.since(), true, key, List.of()));
    }

    /** Everything that the run made is gone. */
    public synchronized void end() {
        current = Optional.empty();
        try {
            content.setLength(0);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    private void write(Run state) {
        current = Optional.of(state);
        String text = new JsonMapper().writeValueAsString(state);
        try {
            content.seek(0);
            content.write((text + " ".repeat(Math.max(0, SIZE - text.length() - 1)) + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            // the lock ends with the process
        }
    }
}
