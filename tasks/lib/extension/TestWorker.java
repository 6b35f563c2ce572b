//JAVA 17+
//DEPS org.junit.platform:junit-platform-launcher:1.14.4

package lib.extension;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A JVM for tests, as surefire would start it, that is started before it is known which: it loads what it can of
 * libraries, waits for a file with the names of classes in the directory of its events, runs their tests, and ends.
 */
public final class TestWorker {

    private static final int LOOK_AGAIN = 500;
    /** Where the system does not tell of new files by itself. */
    private static final int LOOK_OFTEN = 10;

    private final Path directory;

    private TestWorker(Path directory) {
        this.directory = directory;
    }

    /** @param arguments whether assertions are on */
    public static void main(String... arguments) throws Exception {
        TestWorker worker = new TestWorker(Paths.get(TestEventWriter.DIRECTORY));
        ClassLoader.getSystemClassLoader().setDefaultAssertionStatus(Boolean.parseBoolean(arguments[0]));
        worker.setProperties();
        Thread owner = new Thread(TestWorker::endWithOwner, "manage-owner");
        owner.setDaemon(true);
        owner.start();
        new WarmUp(worker.directory).run();
        List<String> job = worker.await();
        System.setIn(new ByteArrayInputStream(new byte[0]));
        TestOutput.copy();
        try {
            run(job);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
        Files.createFile(worker.directory.resolve("finished"));
        System.exit(0);
    }

    private void setProperties() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve("properties"))) {
            properties.load(in);
        }
        for (String name : properties.stringPropertyNames()) System.setProperty(name, properties.getProperty(name));
    }

    private static void endWithOwner() {
        try {
            while (!OwnerLock.isFree()) Thread.sleep(LOOK_AGAIN);
        } catch (IOException | InterruptedException e) {
            // nobody knows: then it ends too
        }
        Runtime.getRuntime().halt(1);
    }

    private List<String> await() throws IOException, InterruptedException {
        Path job = directory.resolve("job");
        try (WatchService changes = FileSystems.getDefault().newWatchService()) {
            directory.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            boolean polls = changes.getClass().getSimpleName().startsWith("Polling");
            while (!Files.exists(job)) {
                changes.poll(polls ? LOOK_OFTEN : LOOK_AGAIN, TimeUnit.MILLISECONDS);
                while (changes.poll() != null) {}
            }
        }
        return Files.readAllLines(job, StandardCharsets.UTF_8);
    }

    /**
     * Runs them.
     *
     * @param job a number to tell of them by; two lines of tags, parted by commas, those that are wanted and those that
     *     are not; then classes
     */
    private static void run(List<String> job) {
        System.setProperty(TestEventWriter.EXECUTION, job.get(0));
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String name : job.subList(3, job.size())) request.selectors(DiscoverySelectors.selectClass(name));
        if (!job.get(1).isEmpty())
            request.filters(TagFilter.includeTags(job.get(1).trim().split("\\s*,[,\\s]*")));
        if (!job.get(2).isEmpty())
            request.filters(TagFilter.excludeTags(job.get(2).trim().split("\\s*,[,\\s]*")));
        LauncherFactory.create().execute(request.build());
    }
}
