///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Edits the application at random while test --watch runs, and compares what it says with Maven.
//DEPS info.picocli:picocli:4.7.7
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//SOURCES ../tasks/lib/common.java ../manage.java ../jbang.java support/*.java

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import support.RandomEdits;
import support.Watching;
import support.Workspace;

@Command(
        name = "watch_edits",
        mixinStandardHelpOptions = true,
        description = "Edits the application at random while test --watch runs; after each edit, every test has"
                + " to end as the loop says when Maven runs all of them.")
public class watch_edits implements Callable<Integer> {

    private static final int MEASURED = 10;
    private static final String THROUGH_MAVEN = "Maven is needed: ";

    @Parameters(defaultValue = "100", description = "How many edits. Default: 100.")
    int edits;

    @Option(names = "--seed", description = "Of the random numbers. Default: the time.")
    long seed = System.currentTimeMillis();

    @Option(
            names = "--in",
            paramLabel = "DIRECTORY",
            description = "Of a copy of this repository, which gets our scripts by init. Default: the application.")
    Path repository;

    /** How each test ended when it ran last. */
    private final Map<String, String> known = new TreeMap<>();

    private int wrong;
    private int throughMaven;

    @Override
    public Integer call() throws Exception {
        System.out.println("The same edits again: --seed " + seed);
        Workspace here = repository == null ? Workspace.ofRepository() : copied();
        RandomEdits random = new RandomEdits(repository == null ? here.directory.resolve("app") : here.directory, seed);
        try (Watching watching =
                new Watching(here, Workspace.argv("manage.java", "--engine", "embedded", "test", "--watch", "-v"))) {
            known.putAll(Watching.results(watching.untilItWaits()));
            for (int i = 1; i <= edits; i++) {
                random.pause();
                String edit = random.next();
                System.out.println(i + ": " + edit + ": " + compared(watching));
                if (i % MEASURED == 0) measure(watching, i);
            }
            watching.quit();
        }
        here.delete();
        System.out.println(edits + " edits, " + throughMaven + " through Maven, " + wrong + " with another result");
        return wrong == 0 ? 0 : 1;
    }

    private Workspace copied() throws IOException {
        Workspace copy = new Workspace("repository");
        Workspace.copy(repository, copy.directory);
        copy.run(
                        Workspace.argv(
                                Workspace.repository()
                                        .resolve("tasks/init.java")
                                        .toString(),
                                "--yes"),
                        "")
                .succeeded();
        return copy;
    }

    private String compared(Watching watching) throws Exception {
        long start = System.nanoTime();
        String loop = watching.untilItWaits();
        double seconds = (System.nanoTime() - start) / 1e8 / 10;
        if (loop.contains(THROUGH_MAVEN)) throughMaven++;
        Map<String, String> seen = Watching.results(loop);
        known.putAll(seen);
        watching.type("r\n");
        String maven = watching.untilItWaits();
        Map<String, String> expected = Watching.results(maven);
        boolean failed = maven.contains("Maven failed before any test ran");
        // a test that the loop left out has to end as it did before
        Map<String, String> said = new TreeMap<>(known);
        said.keySet().retainAll(expected.keySet());
        known.putAll(expected);
        if (failed ? seen.isEmpty() : said.equals(expected))
            return String.format(Locale.ROOT, "%d tests, %.1f s", seen.size(), seconds) + reason(loop);
        wrong++;
        return "DIFFERENT\n" + loop + "\n" + maven;
    }

    private static void measure(Watching watching, int edits) throws Exception {
        double resident = watching.memory(false);
        System.out.printf(
                Locale.ROOT,
                "After %d: %.0f MB in memory while it waits, %.1f MB of objects%n",
                edits,
                resident,
                watching.memory(true));
    }

    private static String reason(String loop) {
        return loop.lines()
                .filter(line -> line.contains(THROUGH_MAVEN))
                .map(line -> ", " + line.substring(line.indexOf(THROUGH_MAVEN)))
                .findFirst()
                .orElse("");
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new watch_edits()).execute(args));
    }
}
