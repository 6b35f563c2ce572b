//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.testing.TestSources.TestClass;

/**
 * The tests that a change of sources can have to do with.
 *
 * @param folders where tests are
 * @param files all that are there
 */
record AffectedTests(List<Path> folders, Set<Path> files) {

    private static final Pattern WORD = Pattern.compile("\\w+");

    /**
     * The test classes whose source names a changed class, or one that names it, and so on; empty when that is not
     * certain.
     */
    List<String> of(Set<Path> changed) {
        if (changed.stream().anyMatch(file -> !isJava(file) || Files.notExists(file))) return List.of();
        try {
            Map<String, Set<String>> words = new HashMap<>();
            for (Path file : files) {
                if (isJava(file))
                    words.computeIfAbsent(simpleName(file), name -> new HashSet<>())
                            .addAll(words(file));
            }
            Set<String> affected =
                    changed.stream().map(AffectedTests::simpleName).collect(Collectors.toCollection(HashSet::new));
            while (words.entrySet().stream()
                    .anyMatch(source ->
                            !Collections.disjoint(source.getValue(), affected) && affected.add(source.getKey()))) {}
            List<TestClass> tests = new ArrayList<>();
            for (Path folder : folders) tests.addAll(TestSources.below(folder).classes());
            tests.removeIf(test -> !affected.contains(test.simpleName()));
            // a change that no test names may be one of a class that is found by other means
            return changed.stream().map(AffectedTests::simpleName).allMatch(name -> isNamed(name, words, tests))
                    ? tests.stream().map(TestClass::name).toList()
                    : List.of();
        } catch (IOException | ExitException e) {
            return List.of();
        }
    }

    private static boolean isNamed(String name, Map<String, Set<String>> words, List<TestClass> tests) {
        return tests.stream().anyMatch(test -> test.simpleName().equals(name))
                || words.entrySet().stream()
                        .anyMatch(source -> !source.getKey().equals(name)
                                && source.getValue().contains(name));
    }

    private static Set<String> words(Path file) throws IOException {
        return WORD.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }
}
