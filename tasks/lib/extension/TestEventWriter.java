//JAVA 17+

package lib.extension;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells the process that started Maven what happens: a line an event, its fields parted by tabs, in a file of this
 * JVM's own in the directory that MANAGE_EVENTS names. Without that variable nothing is told.
 */
final class TestEventWriter {

    static final String DIRECTORY = System.getenv("MANAGE_EVENTS");
    /** The system property in which a JVM of the tests finds for which of Maven's executions it runs them. */
    static final String EXECUTION = "manage.execution";
    /** The system property in which it finds its number, where there are several. */
    private static final String FORK = "manage.fork";
    /** What goes on in a test can be told by the clock from what goes on before and after. */
    private static final boolean APART = System.getenv("MANAGE_SQL_LOG") != null;

    private static OutputStream out;
    private static Object owner;
    private static boolean reruns;

    /**
     * What runs now: the number that it is told by, when it began, and what had been printed until then; several where
     * one key stands for several.
     */
    private static final Map<String, Deque<long[]>> RUNNING = new HashMap<>();
    /** What failed keeps its number: if it runs again in this JVM, surefire gives it another try. */
    private static final Map<String, Long> FAILED = new HashMap<>();

    private static long last;

    private TestEventWriter() {}

    /** A test, or a class or method that holds tests. */
    static final class Name {

        final String key;
        final String testClass;
        final String method;
        /** Which of several that one method makes. */
        final String invocation;

        /** @param key what the framework knows it by */
        Name(String key, String testClass, String method, String invocation) {
            this.key = key;
            this.testClass = testClass;
            this.method = method == null ? "" : method;
            this.invocation = invocation;
        }
    }

    /**
     * One of the listeners of a JVM tells, the first that was there: under the JUnit Platform TestNG's would tell
     * everything again.
     *
     * @param framework what tells it of the tests
     * @param same whether a key that comes again is the same test once more
     */
    static synchronized boolean claim(Object listener, String framework, boolean same) {
        if (owner == null) {
            owner = listener;
            reruns = same;
            write("told", System.getProperty(EXECUTION, ""), System.getProperty(FORK, ""));
            TestJvmRecord.write(framework);
        }
        return owner == listener;
    }

    /** @param holder a class or method that holds tests */
    static synchronized void start(Name test, boolean holder) {
        Long before = FAILED.remove(test.key);
        long number = before == null ? ++last : before;
        TestOutput.watch();
        RUNNING.computeIfAbsent(test.key, key -> new ArrayDeque<>())
                .add(new long[] {number, System.nanoTime(), TestOutput.position()});
        String kind = holder ? "holder" : "test";
        if (APART) awaitNextMillisecond();
        write("start", String.valueOf(number), kind, test.testClass, test.method, test.invocation, now());
    }

    /** The end of a test, and of what holds tests where something went wrong in that itself. */
    static synchronized void end(Name test, String status, Throwable problem) {
        long[] run = ended(test);
        boolean failed = status.equals("FAILED");
        TestFailure failure = new TestFailure(problem, test.testClass);
        if (reruns && failed) FAILED.put(test.key, run[0]);
        write(
                "test",
                String.valueOf(run[0]),
                status,
                test.testClass,
                test.method,
                test.invocation,
                seconds(run),
                failure.message(),
                failed ? failure.place() : "",
                failed ? TestOutput.since(run[2]) : "",
                now());
        if (APART) awaitNextMillisecond();
    }

    /** The good end of what holds tests; JUnit 4 tells of an end after a bad one too. */
    static synchronized void done(Name holder) {
        if (!RUNNING.containsKey(holder.key)) return;
        long[] run = ended(holder);
        write("done", String.valueOf(run[0]), holder.testClass, holder.method, seconds(run), now());
        if (APART) awaitNextMillisecond();
    }

    /** What is skipped, or fails before it begins, was not started. */
    private static long[] ended(Name test) {
        Deque<long[]> runs = RUNNING.get(test.key);
        if (runs == null) return new long[] {++last, System.nanoTime(), TestOutput.position()};
        long[] run = runs.remove();
        if (runs.isEmpty()) RUNNING.remove(test.key);
        return run;
    }

    private static String now() {
        return String.valueOf(System.currentTimeMillis());
    }

    private static void awaitNextMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) Thread.yield();
    }

    private static String seconds(long[] run) {
        return String.valueOf((System.nanoTime() - run[1]) / 1e9);
    }

    static synchronized void write(String... fields) {
        if (DIRECTORY == null) return;
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            if (line.length() > 0) line.append('\t');
            line.append(field.replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r"));
        }
        try {
            if (out == null) out = Files.newOutputStream(Paths.get(DIRECTORY, UUID.randomUUID() + ".events"));
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // a full disk must not stop the tests
        }
    }
}
