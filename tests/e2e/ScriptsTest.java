//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import support.Programs;
import support.RepositoryFiles;
import support.Sample;
import support.Scripts;
import support.Workspace;

/** The scripts as files: small, buildable one by one, and of one mind about versions. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("copied")
class ScriptsTest {

    private static List<Path> files(String... directories) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> found = Files.walk(Workspace.repository().resolve(directory))) {
                found.filter(file -> file.toString().endsWith(".java")
                                && !file.toString().contains("articles"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    static Stream<String> scripts() throws IOException {
        return Sample.oneIn(8, Scripts.all());
    }

    @ParameterizedTest
    @Tag("sampled")
    @MethodSource("scripts")
    @Tag("all")
    void every_script_builds_by_itself(String script) throws IOException {
        Workspace anywhere = new Workspace("build");
        String file = Workspace.repository().resolve(script).toString();
        anywhere.run(Scripts.build(script), "").succeeded();
        String classpath = anywhere.run(Workspace.argv("info", "classpath", file), "")
                .succeeded()
                .out()
                .strip();
        assertDistinctWithoutCase(classes(Path.of(classpath.split(File.pathSeparator)[0])));
        anywhere.delete();
    }

    @Test
    void no_two_files_differ_in_case_alone() throws IOException, InterruptedException {
        Programs.require("git");
        List<String> tracked = RepositoryFiles.in(Workspace.repository()).stream()
                .map(Path::toString)
                .toList();
        assertTrue(tracked.contains("manage.java"), tracked::toString);
        assertDistinctWithoutCase(tracked);
    }

    @Test
    void no_two_classes_of_the_tests_differ_in_case_alone() throws IOException, URISyntaxException {
        assertDistinctWithoutCase(classes(Path.of(ScriptsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI())));
    }

    private static List<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> classes = file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertTrue(classes.size() > 0, jar + " " + classes);
            return classes;
        }
    }

    /** macOS and Windows keep only one of two such files. */
    private static void assertDistinctWithoutCase(List<String> paths) {
        Map<String, Set<String>> spellings = new TreeMap<>();
        for (String path : paths)
            spellings
                    .computeIfAbsent(path.toLowerCase(Locale.ROOT), key -> new TreeSet<>())
                    .add(path);
        spellings.values().removeIf(same -> same.size() == 1);
        assertEquals(List.of(), List.copyOf(spellings.values()));
    }

    @Test
    void one_library_has_one_version_everywhere() throws IOException {
        Map<String, Set<String>> versions = new TreeMap<>();
        for (Path file : files("manage.java", "tasks", "tests")) {
            // built for JVMs that need not be as new as ours
            String builtFor = file.getParent().endsWith("lib/extension") ? "the extension's " : "";
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("//DEPS "))
                    .map(line -> line.substring(7).split(":", 3))
                    .forEach(parts -> versions.computeIfAbsent(
                                    builtFor + parts[0] + ":" + parts[1], key -> new TreeSet<>())
                            .add(parts[2]));
        }
        assertTrue(versions.size() >= 8, versions::toString);
        versions.forEach((library, found) -> assertEquals(1, found.size(), library + " " + found));
    }

    @Test
    void every_script_asks_for_the_same_java() throws IOException {
        for (Path file : files("manage.java", "tasks", "tests")) {
            assertEquals(
                    List.of("//JAVA 17+"),
                    Files.readAllLines(file).stream()
                            .filter(line -> line.startsWith("//JAVA "))
                            .toList(),
                    file.toString());
        }
    }
}
