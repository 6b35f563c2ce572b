//JAVA 17+
//SOURCES Checkout.java Part.java Report.java Rounds.java

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How much memory manage.java itself holds while Maven runs the tests. */
class MemoryPart implements Part {

    private static final int EVERY_MILLISECONDS = 20;

    @Override
    public String title() {
        return "Resident memory of manage.java while the tests run";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Checkout ours = new Checkout();
        Map<String, Times> all = new Rounds(rounds, "MB")
                .gauge("`jbang manage.java test`", () -> most(ours))
                .run();
        report.text("The most that VmRSS in /proc showed, every " + EVERY_MILLISECONDS
                + " ms from \"Running the tests\" until Maven had ended; 1 MB is 1,000,000 bytes.");
        report.table(all, "MB", null);
        report.target("median of the most", all.get("`jbang manage.java test`").median(), 80, " MB");
    }

    private static double most(Checkout ours) throws Exception {
        List<String> argv = ours.command("manage.java", "test");
        if (!argv.contains("manage")) throw new AssertionError("the main class is not manage: " + argv);
        // JBang has ended: this process is manage.java and nothing else
        Process process = ours.here
                .builder(argv)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> running = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, running));
        reader.start();
        running.join();
        double most = 0;
        ProcessHandle maven = process.children()
                .filter(child -> isMaven(child.pid()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Maven was not found"));
        while (maven.isAlive()) {
            most = Math.max(most, resident(process.pid()));
            Thread.sleep(EVERY_MILLISECONDS);
        }
        if (process.waitFor() != 0 || most == 0) throw new AssertionError("test ended with " + process.exitValue());
        return most;
    }

    private static void read(Process process, CompletableFuture<Void> running) {
        try (BufferedReader err = process.errorReader()) {
            for (String line = err.readLine(); line != null; line = err.readLine())
                if (line.contains("Running the tests")) running.complete(null);
            running.completeExceptionally(new AssertionError("the tests were never run"));
        } catch (IOException e) {
            running.completeExceptionally(e);
        }
    }

    private static boolean isMaven(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"))
                    .contains("org.codehaus.plexus.classworlds.launcher.Launcher");
        } catch (IOException ended) {
            return false;
        }
    }

    private static double resident(long pid) throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        } catch (NoSuchFileException ended) {
            return 0;
        }
        return 0;
    }
}
