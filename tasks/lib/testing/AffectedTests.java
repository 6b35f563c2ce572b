//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.maven.ModuleDirectories;
import lib.testing.TestSources.TestClass;

/**
 * The tests that a change of sources can have to do with.
 *
 * @param directories where tests are
 * @param files all that are there
 */
record AffectedTests(List<Path> directories, Set<Path> files) {

    /**
     * What a change can reach.
     *
     * @param classes names of test classes
     * @param unsure why all of them have to run; empty where these are enough
     * @param stale how many sources are newer than their class files, so that words tell what they use
     */
    record Affected(List<String> classes, String unsure, int stale) {

        /** Names of classes; none for all. */
        List<String> orAll() {
            return unsure.isEmpty() ? classes : List.of();
        }
    }

    /** What no test reads, outside of the directories of sources. */
    private static final Pattern DOCUMENT =
            Pattern.compile(".*\\.(?:md|adoc|rst)|LICENSE.*|NOTICE.*|\\.git(?:ignore|attributes)|\\.editorconfig");

    static AffectedTests below(Path directory) throws IOException {
        Set<Path> files = new HashSet<>();
        FileTree.visit(directory, new ModuleDirectories(directory)::isNoSource, (path, attributes) -> {
            if (!attributes.isDirectory()) files.add(path);
        });
        return new AffectedTests(List.of(directory), files);
    }

    /** The test classes that reach a changed file; all of them where that is not certain. */
    Affected by(Set<Path> changed) {
        Set<Path> sources = new TreeSet<>();
        for (Path file : changed) {
            if (isDocument(file)) continue;
            if (!isJava(file)) return all(file.getFileName() + " is not a Java source");
            sources.add(file);
        }
        try {
            ClassReferences references = ClassReferences.of(classDirectories());
            SourceGraph graph = new SourceGraph(
                    references, files.stream().filter(AffectedTests::isJava).toList());
            Map<TestClass, String> tests = new LinkedHashMap<>();
            for (Path directory : directories) {
                for (TestClass test : TestSources.below(directory).classes())
                    tests.put(test, graph.source(test.file()).orElseThrow());
            }
            return new Search(graph, new ContainerTests(graph, new ContainerClasses(references)), tests).of(sources);
        } catch (IOException | ExitException e) {
            return all("what was compiled cannot be read: " + e.getMessage());
        }
    }

    private static Affected all(String reason) {
        return new Affected(List.of(), reason, 0);
    }

    private List<Path> classDirectories() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path directory : directories) {
            for (Path classes : TestReports.classes(directory)) {
                found.add(classes);
                found.add(classes.resolveSibling("test-classes"));
            }
        }
        return found;
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private boolean isDocument(Path file) {
        boolean inSources = false;
        for (Path part : directories.stream()
                .filter(file::startsWith)
                .map(directory -> directory.relativize(file))
                .findFirst()
                .orElse(file.getFileName())) inSources |= part.toString().equals("src");
        return !inSources && DOCUMENT.matcher(file.getFileName().toString()).matches();
    }

    /** @param tests with the paths of their sources */
    private record Search(SourceGraph graph, ContainerTests containers, Map<TestClass, String> tests) {

        Affected of(Set<Path> changed) throws IOException {
            Set<String> reached = new HashSet<>();
            for (Path file : changed) {
                Optional<String> source = graph.source(file);
                Set<String> reaching = source.isPresent() ? graph.reaching(source.get()) : Set.of();
                boolean tested = reaching.stream().anyMatch(tests::containsValue)
                        || source.isPresent() && containers.mayFind(source.get(), tests.values());
                if (!tested && !wasTest(file)) return all("no test is known to reach " + file.getFileName());
                reached.addAll(reaching);
            }
            boolean onlyTests = tests.values().containsAll(reached);
            List<String> classes = tests.entrySet().stream()
                    .filter(test -> reached.contains(test.getValue())
                            || !onlyTests && containers.runs(test.getKey(), test.getValue()))
                    .map(test -> test.getKey().name())
                    .collect(Collectors.toList());
            return new Affected(classes, "", graph.stale());
        }

        /** A test that is gone need not run, nor can another be in the way. */
        private static boolean wasTest(Path file) {
            String name = file.getFileName().toString().replaceFirst("\\.java$", "");
            return Files.notExists(file) && TestSourceReader.isUsualName(name);
        }
    }
}
