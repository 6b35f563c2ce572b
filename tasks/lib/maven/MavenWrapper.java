//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;

/** The script with which a project brings its Maven: it fetches that one when it is first run, which may fail. */
record MavenWrapper(Path script) {

    private static final String PROPERTIES = ".mvn/wrapper/maven-wrapper.properties";
    /** Where the programs of a Maven are in the directory that it is unpacked in. */
    private static final int DEEPEST = 4;
    /** Those that were tried by this process in vain. */
    private static final Set<Path> FAILED = ConcurrentHashMap.newKeySet();

    boolean isUsable() {
        return Files.isExecutable(script) && isComplete() && !FAILED.contains(script);
    }

    /** Many repositories have the script of Maven's wrapper and not the file that it reads; then it can only fail. */
    private boolean isComplete() {
        return Files.exists(script.resolveSibling(PROPERTIES)) || !text(script).contains("maven-wrapper.properties");
    }

    /** The address of the Maven that it brings; empty where it is not known, and of a mvn on the PATH. */
    String distribution() {
        if (!script.isAbsolute()) return "";
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text(script.resolveSibling(PROPERTIES))));
        } catch (IllegalArgumentException | IOException e) {
            // the wrapper will say so
        }
        return properties.getProperty("distributionUrl", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Has it fetch its Maven, where that was not done yet; where it cannot, mvn takes its place. */
    void fetch(Context context) {
        if (distribution().isEmpty() || isFetched()) return;
        String shown = context.project().show(script);
        context.console().info("Fetching the Maven of " + shown + ", once ...");
        ProcessRunner.Output tried =
                context.runner().captured(context.command(List.of(script.toString(), "--version")));
        if (tried.code() == 0) return;
        FAILED.add(script);
        String problem = shown + " cannot fetch its Maven: " + reason(tried);
        if (ProcessRunner.onPath("mvn") == null)
            throw ExitException.machineLacks(
                    problem, "Install Maven and put it on the PATH, or make " + distribution() + " reachable.");
        context.console().warn(problem + "\nThe mvn on the PATH is used instead.");
    }

    private static String reason(ProcessRunner.Output tried) {
        return Stream.concat(tried.out().lines(), tried.err().lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                // a warning is not why it failed, unless there is nothing else
                .reduce((first, last) -> last.matches("(?i)warning\\b.*") ? first : last)
                .orElse("it exits with " + tried.code());
    }

    /** By what the wrapper leaves in the user's directory, which is named after the file that it fetches. */
    private boolean isFetched() {
        String file = distribution().substring(distribution().lastIndexOf('/') + 1);
        String name = file.replaceFirst("\\.(?:zip|tar\\.gz)$", "");
        String home = System.getenv("MAVEN_USER_HOME");
        Path distributions = (home == null ? Path.of(System.getProperty("user.home"), ".m2") : Path.of(home))
                .resolve("wrapper")
                .resolve("dists");
        return Stream.of(name, name.replaceFirst("-bin$", ""))
                .map(distributions::resolve)
                .anyMatch(MavenWrapper::hasMaven);
    }

    /** Maven's, or that of its daemon. */
    private static boolean isProgram(Path path) {
        return path.getParent().endsWith("bin") && path.getFileName().toString().matches("mvnd?(?:\\..*)?");
    }

    private static boolean hasMaven(Path directory) {
        try (Stream<Path> found = Files.find(directory, DEEPEST, (path, file) -> isProgram(path))) {
            return found.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
