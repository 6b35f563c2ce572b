///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs the tests of manage.java; see --help.
//JAVAC_OPTIONS -XDignore.symbol.file
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.junit.platform:junit-platform-launcher:6.1.3
//SOURCES ../manage.java ../jbang.java ../tasks/init.java ../tasks/lib/schema/*.java ../tasks/lib/scenario/*.java
//SOURCES ../tasks/lib/lint/*.java ../tasks/lib/swarm/*.java ../tasks/lib/adoption/*.java
//SOURCES ../tasks/lib/doctor/*.java ../tasks/lib/completion/*.java
//SOURCES support/*.java e2e/*.java faults/*.java pairs/*.java lib/**.java

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import support.DailySample;
import support.NotCopied;
import support.OnEngines;
import support.ProgressListener;
import support.Sample;
import support.Scripts;
import support.Workspace;

@Command(
        name = "tests",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests of manage.java.",
            "",
            "Without arguments it takes less than ten minutes on two cores, and runs the everyday commands on the"
                + " engine that is there. With --all it takes less than forty, and runs every command. Of tests with"
                + " many cases both run a sample, a different one each day.",
        })
public class tests implements Callable<Integer> {

    private static final int SLOWEST = 10;
    private static final String CLASS_ORDER = "junit.jupiter.testclass.order.default";

    @Option(
            names = "--all",
            description = "Run the tests with the tag 'all' as well, and of many cases today's sample.")
    private boolean all;

    @Option(names = "--whole", description = "Run everything: each case, on each engine. It takes more than an hour.")
    private boolean whole;

    @Option(
            names = "--not-copied",
            description =
                    "Run the end-to-end tests in repositories that have no copy of the scripts. Those with the tag"
                        + " 'copied' are left out: their subject is the copies, or they choose the form themselves.")
    private boolean notCopied;

    @Option(names = "--shuffle", description = "Run classes and methods in random order.")
    private boolean shuffle;

    @Option(names = "--seed", description = "Run them in the random order of an earlier run.")
    private Long seed;

    @Parameters(paramLabel = "NAME", description = "Run these classes or packages alone, but all of their tests.")
    private List<String> names = List.of();

    public static void main(String... args) throws IOException, InterruptedException {
        boolean ascii = !Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode('\u00e9');
        System.exit(ascii ? inUnicode(args) : new CommandLine(new tests()).execute(args));
    }

    /** In the locale C a JVM cannot give other programs the names and texts that some tests have. */
    private static int inUnicode(String... args) throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of(Workspace.java(), "-cp", System.getProperty("java.class.path"), "tests"));
        argv.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start().waitFor();
    }

    @Override
    public Integer call() throws IOException, URISyntaxException {
        if (notCopied) NotCopied.choose();
        if (names.isEmpty()) Scripts.build();
        boolean sampled = names.isEmpty() && !whole;
        boolean everything = all || !sampled;
        System.setProperty(OnEngines.ALL, String.valueOf(everything));
        System.setProperty(Sample.PROPERTY, String.valueOf(sampled));
        SummaryGeneratingListener counts = new SummaryGeneratingListener();
        ProgressListener progress = new ProgressListener(System.out);
        LauncherFactory.create().execute(request(everything, sampled), counts, progress);
        TestExecutionSummary summary = counts.getSummary();
        progress.printSlowest(SLOWEST);
        summary.printFailuresTo(new PrintWriter(System.out), 12);
        long failed = summary.getTestsFailedCount() + summary.getContainersFailedCount();
        long skipped = summary.getTestsSkippedCount() + summary.getTestsAbortedCount();
        System.out.println();
        if (!everything) System.out.println("This was the short selection; --all runs more, --whole everything.");
        System.out.println(
                summary.getTestsSucceededCount() + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed > 0 || summary.getTestsSucceededCount() == 0 ? 1 : 0;
    }

    private LauncherDiscoveryRequest request(boolean everything, boolean sampled) throws URISyntaxException {
        Path jar = Path.of(
                tests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String every = notCopied ? "e2e\\..*Test" : ".*Test";
        String[] patterns = names.isEmpty()
                ? new String[] {every}
                : names.stream()
                        .map(name -> "(.*\\.)?(" + name + ")(\\..*Test)?")
                        .toArray(String[]::new);
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(jar)))
                .filters(includeClassNamePatterns(patterns))
                // Three lanes on two cores, as tests wait a third of their time; tests that share a server run in one
                // of them. The longest classes are the first.
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.executor-service", "worker_thread_pool")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "3");
        if (notCopied) request.filters(excludeTags("copied"));
        if (!everything) request.filters(excludeTags("all"));
        if (sampled) request.filters(excludeTags("whole"), new DailySample());
        if (shuffle || seed != null) shuffle(request);
        else request.configurationParameter(CLASS_ORDER, "org.junit.jupiter.api.ClassOrderer$OrderAnnotation");
        return request.build();
    }

    private void shuffle(LauncherDiscoveryRequestBuilder request) {
        long chosen = seed == null ? System.nanoTime() : seed;
        System.out.println("Shuffled; the same order again: --seed " + chosen);
        request.configurationParameter("junit.jupiter.execution.order.random.seed", String.valueOf(chosen))
                .configurationParameter(CLASS_ORDER, "org.junit.jupiter.api.ClassOrderer$Random")
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$Random");
    }
}
