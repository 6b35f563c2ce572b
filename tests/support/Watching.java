//JAVA 17+

package support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code test --watch} that runs in a workspace. */
public final class Watching implements AutoCloseable {

    private static final String WAITING = "Waiting for a change.";
    private static final Pattern RESULT = Pattern.compile("(?m)^(\\S+#.*) (PASSED|FAILED|SKIPPED)  ([\\d.]+) s$");

    private final Process process;
    private final Path log;
    private int read;

    /** @param argv the command line that starts it */
    public Watching(Workspace here, List<String> argv) throws IOException {
        log = here.directory.resolveSibling("log");
        process = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** What it said since the last time, once it waits. */
    public String untilItWaits() throws IOException, InterruptedException {
        return until(WAITING);
    }

    /** What it said since the last time, once it has said that. */
    public String until(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        while (System.nanoTime() < end && process.isAlive()) {
            String all = Files.readString(log);
            if (all.indexOf(text, read) >= 0) {
                String output = all.substring(read);
                read = all.length();
                return output;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("it does not say " + text + "\n" + Files.readString(log));
    }

    public void type(String text) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** The JVM that waits for tests. */
    public ProcessHandle spare() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> spare = process.descendants()
                    .filter(one -> one.info().commandLine().orElse("").contains("lib.extension.TestWorker"))
                    .findFirst();
            if (spare.isPresent()) return spare.get();
            Thread.sleep(50);
        }
        throw new AssertionError("no JVM waits");
    }

    /**
     * The megabytes that the program and the JVM that waits need.
     *
     * @param heap those of the program's objects alone, once what is not used is gone
     */
    public double memory(boolean heap) throws IOException, InterruptedException {
        ProcessHandle waiting = spare();
        long program = waiting.parent().orElseThrow().pid();
        if (!heap) return (resident(program) + resident(waiting.pid())) / 1024.0;
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process histogram = new ProcessBuilder(jcmd, String.valueOf(program), "GC.class_histogram").start();
        String[] total = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split("\\s+");
        return Long.parseLong(total[total.length - 1]) / 1048576.0;
    }

    /** In kilobytes, as Linux counts. */
    private static long resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** What the tests took together, in seconds. */
    public static double seconds(String output) {
        return RESULT.matcher(output)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(3)))
                .sum();
    }

    /** How each test ended, by its name. */
    public static Map<String, String> results(String output) {
        Map<String, String> results = new TreeMap<>();
        Matcher line = RESULT.matcher(output);
        while (line.find()) results.put(line.group(1), line.group(2));
        return results;
    }

    /** What it said since the last time, once it has ended. */
    public String untilItEnds() throws IOException, InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
        return Files.readString(log).substring(read);
    }

    /** Has it end; its exit code. */
    public int quit() throws IOException, InterruptedException {
        type("q\n");
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
    }
}
