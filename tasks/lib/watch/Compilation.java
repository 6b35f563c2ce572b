//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Stream;
import lib.base.OperatingSystem;

/**
 * How Maven compiles the sources of a module, or those of its tests.
 *
 * @param roots the directories of the sources
 * @param output the directory of the class files
 * @param path the class path, without that directory
 * @param options of the compiler, but those that name directories
 */
public record Compilation(
        List<Path> roots,
        Path output,
        List<Path> path,
        List<String> options,
        Charset encoding,
        Optional<Processing> processing) {

    private static final Set<String> KNOWN = Set.of(
            "annotationProcessorPaths",
            "annotationProcessorPathsUseDepMgmt",
            "annotationProcessors",
            "compilerArgs",
            "compilerArgument",
            "createMissingPackageInfoClass",
            "encoding",
            "failOnWarning",
            "maxmem",
            "meminitial",
            "outputTimestamp",
            "parameters",
            "proc",
            "release",
            "showCompilationChanges",
            "showDeprecation",
            "showWarnings",
            "skipMultiThreadWarning",
            "source",
            "staleMillis",
            "target",
            "testRelease",
            "testSource",
            "testTarget",
            "useIncrementalCompilation",
            "verbose");

    static Compilation of(RecordedGoal goal) throws MavenNeededException {
        goal.requireOnly(KNOWN);
        Path output = Path.of(goal.value("outputDirectory"));
        List<Path> path = goal.values("manage.classPath").stream()
                .map(Path::of)
                .filter(element -> !element.equals(output) && Files.exists(element))
                .toList();
        List<Path> roots = goal.values("compileSourceRoots").stream()
                .map(Path::of)
                .filter(root -> Files.isDirectory(root) && !root.equals(Processing.output(goal)))
                .toList();
        String encoding = goal.value("encoding");
        Compilation compilation = new Compilation(
                roots,
                output,
                path,
                options(goal),
                encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding),
                Processing.of(goal, path));
        compilation.check(goal);
        return compilation;
    }

    private static List<String> options(RecordedGoal goal) throws MavenNeededException {
        if (!goal.flag("debug")) throw new MavenNeededException("the build compiles without debug information");
        List<String> options = new ArrayList<>(List.of("-g", "-implicit:none"));
        if (goal.flag("parameters")) options.add("-parameters");
        if (goal.flag("failOnWarning")) options.add("-Werror");
        if (!goal.value("proc").isEmpty()) options.add("-proc:" + goal.value("proc"));
        List<String> processors = goal.values("annotationProcessors");
        if (!processors.isEmpty()) options.addAll(List.of("-processor", String.join(",", processors)));
        boolean tests = goal.goal().equals("testCompile");
        String release = either(goal, tests, "testRelease", "release");
        if (!release.isEmpty()) options.addAll(List.of("--release", release));
        else
            options.addAll(List.of(
                    "-source",
                    either(goal, tests, "testSource", "source"),
                    "-target",
                    either(goal, tests, "testTarget", "target")));
        options.addAll(goal.values("compilerArgs"));
        options.addAll(goal.values("compilerArgument"));
        return options;
    }

    private static String either(RecordedGoal goal, boolean tests, String ofTests, String usual) {
        return tests && !goal.value(ofTests).isEmpty() ? goal.value(ofTests) : goal.value(usual);
    }

    private void check(RecordedGoal goal) throws MavenNeededException {
        Path target = goal.directory().resolve("target");
        for (Path root : roots) {
            if (root.startsWith(target) && !sources(root).isEmpty())
                throw new MavenNeededException(
                        "there are generated sources in " + goal.directory().relativize(root));
            if (Files.exists(root.resolve("module-info.java")))
                throw new MavenNeededException("the sources are a Java module");
        }
    }

    /** All sources that are there. */
    List<Path> sources() {
        return roots.stream().flatMap(root -> sources(root).stream()).toList();
    }

    private static List<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether a file is one of its sources, there or not. */
    public boolean has(Path file) {
        return file.toString().endsWith(".java") && roots.stream().anyMatch(file::startsWith);
    }

    /** The path of a source below its root, as its package has it; also of one that a processor has written. */
    public Optional<String> name(Path source) {
        return Stream.concat(roots.stream(), processing.stream().map(Processing::output))
                .filter(source::startsWith)
                .map(root -> OperatingSystem.slashed(root.relativize(source)))
                .findFirst();
    }
}
