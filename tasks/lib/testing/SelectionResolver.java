//JAVA 17+

package lib.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.NearestNames;
import lib.testing.TestSources.TestClass;

/**
 * What the words of a selection stand for: classes, Class#method, patterns, files and directories.
 *
 * @param sources the tests that are there
 * @param directories where the path of a file may start from
 * @param kind the classes of surefire, or those of failsafe, where both run; null where surefire runs all that is named
 */
record SelectionResolver(TestSources sources, List<Path> directories, Predicate<String> kind) {

    private static final String HELP =
            "A selection is Class, Class#method, a pattern, or the file or directory of tests.";

    /** What the words include, all where they include nothing; without what is not of the kind. */
    List<SurefirePattern> included(List<String> words) {
        List<SurefirePattern> included = words.stream()
                .filter(word -> !word.startsWith("!"))
                .map(this::pattern)
                .toList();
        if (included.isEmpty()) included = List.of(SurefirePattern.ALL);
        if (kind != null)
            included = included.stream()
                    .map(pattern -> new SurefirePattern(ofKind(pattern.classes()), pattern.methods()))
                    .filter(pattern -> !pattern.classes().isEmpty())
                    .toList();
        // surefire 2.22, and newer ones where another word has a method, leave nested classes out unless they are named
        return included.stream()
                .map(pattern -> pattern.withNested(sources::hasNested))
                .toList();
    }

    /** A class's nested ones would be found by themselves. */
    List<SurefirePattern> excluded(List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith("!"))
                .map(word -> pattern(word.substring(1)))
                .map(pattern -> pattern.withNested(name -> !name.endsWith("*")))
                .toList();
    }

    private SurefirePattern pattern(String word) {
        int hash = word.indexOf('#');
        if (SurefirePattern.isExpression(word)) return new SurefirePattern(List.of(word), List.of());
        if (hash < 0) return new SurefirePattern(classes(word), List.of());
        List<String> classes = classes(word.substring(0, hash));
        String methods = withoutInvocation(classes, word.substring(hash + 1));
        return new SurefirePattern(classes, List.of(methods.split("\\+")));
    }

    /**
     * A test is printed with which of several invocations it is, and surefire takes all of them; a blank may also be
     * part of a name in another language than Java.
     */
    private String withoutInvocation(List<String> classes, String methods) {
        int blank = methods.indexOf(' ');
        if (blank < 0) return methods;
        String names = methods.substring(0, blank);
        boolean known = classes.stream()
                .map(name -> name.replaceFirst("\\$.*", ""))
                .flatMap(sources::fitting)
                .anyMatch(path -> Stream.of(names.split("\\+")).allMatch(name -> sources.hasMethod(path, name)));
        return known ? names : methods;
    }

    /** None stands for all; a pattern for the classes that it fits. */
    private List<String> ofKind(List<String> classes) {
        return (classes.isEmpty() ? Stream.of("*") : classes.stream())
                .flatMap(this::ofKind)
                .distinct()
                .toList();
    }

    private Stream<String> ofKind(String name) {
        if (SurefirePattern.isExpression(name)) return Stream.of(name);
        List<String> known = sources.fitting(name).toList();
        if (name.contains("*") || name.contains("?")) return known.stream().filter(kind);
        List<String> meant = known.isEmpty() ? List.of(name) : known;
        return Stream.of(name).filter(one -> meant.stream().anyMatch(kind));
    }

    /** The classes of a word: itself, or what the file or directory holds. */
    private List<String> classes(String word) {
        String path = word.replace('\\', '/');
        boolean file = path.matches(".*\\.(java|kt|groovy|scala)");
        if (path.isEmpty()) return List.of();
        if (!path.contains("/")) return List.of(file ? word.substring(0, word.lastIndexOf('.')) : word);
        Path found = found(path);
        if (found == null && file) throw noFile(word);
        if (found == null) return List.of(path);
        List<String> tests = sources.under(found)
                .filter(test -> file || kind != null || !test.isIntegrationTest())
                .map(TestClass::path)
                .toList();
        if (!tests.isEmpty()) return tests;
        if (!file) throw ExitException.wrongInput("there are no tests in " + word, HELP);
        return List.of(path.replaceFirst("^(?:.*/)?src/\\w+/(?:java|kotlin|groovy|scala)/", "")
                .replaceFirst("\\.\\w+$", ""));
    }

    private Path found(String path) {
        return directories.stream()
                .map(directory -> directory.resolve(path).toAbsolutePath().normalize())
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    private ExitException noFile(String word) {
        Path shown = directories.get(directories.size() - 1);
        Stream<Path> similar = sources.similarTo(word).stream()
                .flatMap(name -> sources.classes().stream()
                        .filter(test -> test.simpleName().equals(name)))
                .map(TestClass::file);
        return ExitException.wrongInput(
                "there is no file " + word,
                advice(similar.map(file -> file.startsWith(shown) ? shown.relativize(file) : file)
                        .map(Path::toString)
                        .limit(NearestNames.LIMIT)
                        .toList()));
    }

    static String advice(List<String> similar) {
        return similar.isEmpty() ? HELP : "Did you mean: " + String.join(", ", similar);
    }
}
