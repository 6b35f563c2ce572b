//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.testing.TestSources.TestClass;

/**
 * What the words of a selection stand for: classes, Class#method, patterns, files and folders.
 *
 * @param names the tests that are there
 * @param folders where the path of a file may start from
 * @param kind of the classes that are wanted, surefire's or failsafe's; null for surefire's, whatever is named
 */
record TestWords(TestSources names, List<Path> folders, Predicate<String> kind) {

    static final String HELP = "A selection is Class, Class#method, a pattern, or the file or folder of tests.";

    /** Nothing where no test of the kind is meant. */
    Optional<SelectedTests> select(List<String> words) {
        List<SurefirePattern> included = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        for (String word : single(words)) {
            if (isExpression(word)) continue;
            if (word.startsWith("!")) excluded.addAll(excluded(word.substring(1)));
            else included(word).ifPresent(included::add);
        }
        if (kind != null && included.isEmpty()) {
            // all of the kind, unless something else was named
            boolean named = words.stream().anyMatch(word -> !word.startsWith("!"));
            List<String> all = named ? List.of() : ofKind(List.of());
            if (all.isEmpty()) return Optional.empty();
            included.add(new SurefirePattern(withNested(all), List.of()));
        }
        return Optional.of(new SelectedTests(expressions(words), included, excluded));
    }

    /** Surefire's own expressions among words. */
    static List<String> expressions(List<String> words) {
        return single(words).stream().filter(TestWords::isExpression).toList();
    }

    private static List<String> single(List<String> words) {
        return words.stream()
                .flatMap(word -> Stream.of(word.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isExpression(String word) {
        return word.startsWith("%regex[") || word.startsWith("!%regex[");
    }

    private Optional<SurefirePattern> included(String word) {
        List<String> wanted = ofKind(classes(word));
        if (kind != null && wanted.isEmpty()) return Optional.empty();
        return Optional.of(new SurefirePattern(word.contains("#") ? wanted : withNested(wanted), methods(word)));
    }

    /** A class's nested ones would be found by themselves. */
    private List<String> excluded(String word) {
        List<String> classes = classes(word);
        if (word.contains("#"))
            return classes.stream()
                    .map(name -> "!" + new SurefirePattern(List.of(name), methods(word)).plain())
                    .toList();
        return classes.stream()
                .flatMap(name -> name.endsWith("*") ? Stream.of("!" + name) : Stream.of("!" + name, "!" + name + "$*"))
                .toList();
    }

    private static List<String> methods(String word) {
        int hash = word.indexOf('#');
        return hash < 0 ? List.of() : List.of(word.substring(hash + 1).split("\\+"));
    }

    /** Those of the kind; a pattern stands for the classes that it fits, and none for all. */
    private List<String> ofKind(List<String> selected) {
        if (kind == null) return selected;
        if (selected.isEmpty()) return names.fitting("*").filter(kind).toList();
        return selected.stream().flatMap(this::ofKind).distinct().toList();
    }

    private Stream<String> ofKind(String name) {
        List<String> known = names.fitting(name).toList();
        if (known.isEmpty()) return Stream.of(name).filter(kind);
        if (name.contains("*") || name.contains("?")) return known.stream().filter(kind);
        return known.stream().anyMatch(kind) ? Stream.of(name) : Stream.empty();
    }

    /**
     * Surefire 2.22, and newer ones where another word has a method, leave nested classes out unless they are named.
     */
    private List<String> withNested(List<String> classes) {
        return classes.stream()
                .flatMap(name -> names.hasNested(name) ? Stream.of(name, name + "$*") : Stream.of(name))
                .toList();
    }

    /** The classes of a word: itself, or what the file or folder holds. */
    private List<String> classes(String word) {
        String place = word.replaceFirst("#.*", "");
        String slashed = place.replace('\\', '/');
        boolean source = slashed.matches(".*\\.(java|kt|groovy|scala)");
        if (place.isEmpty()) return List.of();
        if (!slashed.contains("/")) return List.of(source ? place.substring(0, place.lastIndexOf('.')) : place);
        Path found = found(slashed);
        if (source && found == null) throw noFile(place);
        if (source) return inFile(place, slashed, found);
        return found == null ? List.of(slashed) : inFolder(place, found);
    }

    private static List<String> inFile(String place, String slashed, Path file) {
        try {
            List<String> held = paths(TestSourceReader.read(List.of(file)).stream());
            return held.isEmpty()
                    ? List.of(slashed.replaceFirst("^(?:.*/)?src/\\w+/(?:java|kotlin|groovy|scala)/", "")
                            .replaceFirst("\\.\\w+$", ""))
                    : held;
        } catch (IOException e) {
            throw ExitException.cannotRead(place, e);
        }
    }

    private List<String> inFolder(String place, Path folder) {
        List<String> tests =
                paths(names.under(folder).stream().filter(known -> kind != null || !known.isIntegrationTest()));
        if (tests.isEmpty()) throw ExitException.wrongInput("there are no tests in " + place, HELP);
        return tests;
    }

    private static List<String> paths(Stream<TestClass> classes) {
        return classes.map(known -> known.name().replace('.', '/')).toList();
    }

    private Path found(String path) {
        return folders.stream()
                .map(folder -> folder.resolve(path).toAbsolutePath().normalize())
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    private ExitException noFile(String place) {
        List<String> near = names.similarTo(place);
        Path shown = folders.get(folders.size() - 1);
        return ExitException.wrongInput(
                "there is no file " + place,
                advice(names.classes().stream()
                        .filter(known -> near.contains(known.simpleName()))
                        .sorted(Comparator.comparing(known -> near.indexOf(known.simpleName())))
                        .map(known -> known.file().startsWith(shown)
                                ? shown.relativize(known.file()).toString()
                                : known.file().toString())
                        .limit(NearestNames.LIMIT)
                        .toList()));
    }

    static String advice(List<String> near) {
        return near.isEmpty() ? HELP : "Did you mean: " + String.join(", ", near);
    }
}
