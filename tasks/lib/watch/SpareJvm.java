//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.*;
import java.util.*;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.process.ArgumentFile;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** A JVM that waits for the names of test classes, as TestWorker of the extension does. It is used once. */
public final class SpareJvm {

    private static final String WORKER = "lib.extension.TestWorker";
    /** A class, and where it is from. */
    private static final Pattern LOADED = Pattern.compile("\\]\\s*(\\S+) source: (?:jar:)?(file:[^\\s!]+)");

    private final Path directory;
    private final List<Path> changing;
    private final List<String> early = new ArrayList<>();
    private Consumer<String> output = early::add;
    private ProcessRunner.Background process;

    private SpareJvm(Path directory, List<Path> changing) {
        this.directory = directory;
        this.changing = changing;
    }

    /**
     * Starts it.
     *
     * @param jvm the one whose like it is
     * @param changing where classes are that can be others by the time it is used
     * @param directory for what it is told, and tells
     * @param more arguments of the JVM
     * @param preload names of classes of libraries that the tests will need
     */
    public static SpareJvm start(
            Context context,
            TestJvm jvm,
            List<Path> changing,
            Path directory,
            List<String> more,
            Collection<String> preload) {
        SpareJvm spare = new SpareJvm(directory, changing);
        try {
            FileTree.delete(directory);
            Files.createDirectories(directory);
            Properties properties = new Properties();
            properties.putAll(jvm.propertiesToSet());
            try (OutputStream out = Files.newOutputStream(directory.resolve("properties"))) {
                properties.store(out, null);
            }
            Files.write(directory.resolve("preload"), preload);
            ArgumentFile.write(directory.resolve("arguments"), List.of("-cp", path(jvm.path())));
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
        List<String> argv =
                new ArrayList<>(List.of(jvm.java().resolve("bin/java").toString()));
        argv.addAll(jvm.arguments());
        argv.addAll(more);
        argv.addAll(List.of(
                "-Xlog:class+load:file=" + directory.resolve("loaded"),
                "@" + directory.resolve("arguments"),
                WORKER,
                String.valueOf(jvm.assertions())));
        Map<String, String> known = new HashMap<>(context.environment().exported());
        known.putAll(ForeignDatabaseVariables.ofLibpq(context.environment()));
        Map<String, String> variables = new HashMap<>(jvm.variableChanges(known));
        variables.put("MANAGE_EVENTS", directory.toString());
        ProcessSpec command = new ProcessSpec(argv, jvm.directory(), variables)
                .masking(context.command(argv).mask());
        spare.process = context.runner().background(command, spare::line);
        return spare;
    }

    private static String path(List<Path> elements) {
        return String.join(
                System.getProperty("path.separator"),
                elements.stream().map(Path::toString).toList());
    }

    private synchronized void line(String text) {
        output.accept(text);
    }

    /** Where it tells of the tests. */
    public Path directory() {
        return directory;
    }

    /** Whether it waits, and has loaded nothing that can have changed meanwhile. */
    public boolean usable() {
        try {
            return process.alive()
                    && loaded().noneMatch(one -> changing.stream().anyMatch(one.from()::startsWith));
        } catch (IOException e) {
            return false;
        }
    }

    /** What the classes of libraries that it has loaded until now are called. */
    public Set<String> libraryClasses() {
        Set<String> names = new LinkedHashSet<>();
        try {
            loaded().filter(one -> one.from().toString().endsWith(".jar"))
                    .map(Loaded::name)
                    .filter(name -> !name.contains("$$") && !name.contains("/") && !name.equals(WORKER))
                    .forEach(names::add);
        } catch (IOException e) {
            // the next one starts cold
        }
        return names;
    }

    private record Loaded(String name, Path from) {}

    private Stream<Loaded> loaded() throws IOException {
        Path log = directory.resolve("loaded");
        if (Files.notExists(log)) return Stream.empty();
        Map<String, Path> places = new HashMap<>();
        return Files.readAllLines(log).stream()
                // most are the JDK's own
                .filter(line -> line.contains("file:"))
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(found -> new Loaded(
                        found.group(1), places.computeIfAbsent(found.group(2), place -> Path.of(URI.create(place)))));
    }

    /**
     * Runs tests.
     *
     * @param execution the number by which it tells of them
     * @param tags those that are wanted, and those that are not, parted by commas
     * @param to takes what it prints
     */
    public void run(String execution, List<String> tags, List<String> classes, Consumer<String> to) {
        synchronized (this) {
            early.forEach(to);
            output = to;
        }
        List<String> job = new ArrayList<>(List.of(execution));
        job.addAll(tags);
        job.addAll(classes);
        try {
            Path part = Files.write(directory.resolve("job.part"), job);
            Files.move(part, directory.resolve("job"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    public boolean alive() {
        return process.alive();
    }

    /** Waits for its end; whether all tests ended, however they did. */
    public boolean finished() {
        process.code();
        return Files.exists(directory.resolve("finished"));
    }

    public void stop() {
        if (process.alive()) process.stop();
    }
}
