//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.*;
import lib.base.ExitException;
import lib.maven.FailsafePatterns;

/**
 * Which tests to run, as Maven's properties of surefire 2.22 and newer; the POM needs no change.
 *
 * @param words classes, Class#method, patterns, files and folders of tests; a ! before one leaves it out; none for all
 * @param keywords what follows -k, or null; together with words, both must hold
 * @param tags any of these: tags of JUnit 5, groups of TestNG; for JUnit 4, full names of category classes
 * @param without none of these
 */
public record TestSelection(List<String> words, String keywords, List<String> tags, List<String> without) {

    public static final TestSelection ALL = new TestSelection(List.of(), null, List.of(), List.of());

    /** Names no class at all. */
    private static final String NONE = "none-of-them";

    private static final String HELP = "A selection is Class, Class#method, a pattern, or the file or folder of tests.";

    public boolean isEmpty() {
        return equals(ALL);
    }

    /** The same with classes left out: surefire heeds no excludes once something is selected. */
    public TestSelection leavingOut(Collection<String> classes) {
        List<String> more = new ArrayList<>(words);
        classes.forEach(name -> more.add("!" + name));
        return new TestSelection(more, keywords, tags, without);
    }

    /**
     * @param names the tests that are there
     * @param folders where the path of a file may start from
     * @throws ExitException for a file that does not exist, and for what -k cannot be
     */
    public List<String> maven(TestSources names, Path... folders) {
        return maven(names, null, folders);
    }

    /** The same where failsafe runs too, which takes its own from -Dit.test; null for no failsafe. */
    public List<String> maven(TestSources names, FailsafePatterns integration, Path... folders) {
        if (isEmpty()) return List.of();
        List<String> argv = new ArrayList<>();
        if (integration == null) {
            List<String> patterns = patterns(names, List.of(folders), null);
            if (!patterns.isEmpty()) argv.add("-Dtest=" + String.join(",", patterns));
        } else if (!words.isEmpty() || keywords != null) {
            List<String> unit = patterns(names, List.of(folders), name -> !integration.has(name));
            List<String> failsafes = patterns(names, List.of(folders), integration::has);
            argv.add("-Dtest=" + (unit.isEmpty() ? NONE : String.join(",", unit)));
            argv.add("-Dit.test=" + (failsafes.isEmpty() ? NONE : String.join(",", failsafes)));
            // its verify would read the summary of an earlier run
            if (failsafes.isEmpty()) argv.add("-DskipITs");
            argv.addAll(List.of("-Dfailsafe.failIfNoSpecifiedTests=false", "-Dit.failIfNoSpecifiedTests=false"));
        }
        if (!tags.isEmpty()) argv.add("-Dgroups=" + String.join(",", tags));
        if (!without.isEmpty()) argv.add("-DexcludedGroups=" + String.join(",", without));
        // not every module has to have one: the first is heeded by 3.x, the second by 2.22
        argv.addAll(List.of("-Dsurefire.failIfNoSpecifiedTests=false", "-DfailIfNoTests=false"));
        return argv;
    }

    /** @param kind of the classes that are wanted; null for surefire's, whatever is named */
    private List<String> patterns(TestSources names, List<Path> folders, Predicate<String> kind) {
        List<String> excluded = new ArrayList<>();
        List<String> as = new ArrayList<>();
        List<SurefirePattern> included = new ArrayList<>();
        for (String word : words.stream()
                .flatMap(word -> Stream.of(word.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList()) {
            if (word.startsWith("%regex[") || word.startsWith("!%regex[")) as.add(word);
            else if (word.startsWith("!"))
                excluded.addAll(excluded(word.substring(1), classes(word.substring(1), names, folders, kind)));
            else {
                List<String> wanted = of(kind, classes(word, names, folders, kind), names);
                if (kind == null || !wanted.isEmpty())
                    included.add(new SurefirePattern(nested(word, wanted, names), methods(word)));
            }
        }
        if (kind != null && included.isEmpty()) {
            // all of the kind, unless something else was named
            boolean named = words.stream().anyMatch(word -> !word.startsWith("!"));
            List<String> all = named ? List.of() : of(kind, List.of(), names);
            if (all.isEmpty()) return as;
            included.add(new SurefirePattern(nested("", all, names), List.of()));
        }
        if (keywords == null) {
            List<String> patterns = Stream.concat(as.stream(), included.stream().map(SurefirePattern::plain))
                    .collect(Collectors.toList());
            if (patterns.isEmpty() && !excluded.isEmpty()) patterns.add(SurefirePattern.ANY);
            patterns.addAll(excluded);
            return patterns;
        }
        KeywordExpression expression = KeywordExpression.parse(keywords);
        if (!as.isEmpty())
            throw ExitException.wrongInput(
                    "-k cannot narrow " + as.get(0), "Leave -k out, or say in the expression what it says.");
        List<SurefirePattern> narrowed = new ArrayList<>(included.stream()
                .filter(pattern -> !pattern.methods().isEmpty())
                .toList());
        List<String> whole = included.stream()
                .filter(pattern -> pattern.methods().isEmpty())
                .flatMap(pattern -> pattern.classes().stream())
                .toList();
        if (!whole.isEmpty() || narrowed.isEmpty()) narrowed.add(0, new SurefirePattern(whole, List.of()));
        return Stream.concat(
                        narrowed.stream().flatMap(pattern -> pattern.narrowed(expression).stream()), excluded.stream())
                .toList();
    }

    /** Those of a kind; a pattern stands for the classes that it fits, and none for all. */
    private static List<String> of(Predicate<String> kind, List<String> selected, TestSources names) {
        if (kind == null) return selected;
        if (selected.isEmpty()) return names.fitting("*").filter(kind).toList();
        return selected.stream()
                .flatMap(one -> {
                    List<String> known = names.fitting(one).toList();
                    if (known.isEmpty()) return Stream.of(one).filter(kind);
                    return one.contains("*") || one.contains("?")
                            ? known.stream().filter(kind)
                            : Stream.of(one).filter(name -> known.stream().anyMatch(kind));
                })
                .distinct()
                .toList();
    }

    /** A class's nested ones would be found by themselves. */
    private static List<String> excluded(String word, List<String> classes) {
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

    /** The classes of a word: itself, or what the file or folder holds. */
    private static List<String> classes(String word, TestSources names, List<Path> folders, Predicate<String> kind) {
        String place = word.replaceFirst("#.*", "");
        String slashed = place.replace('\\', '/');
        boolean source = slashed.matches(".*\\.(java|kt|groovy|scala)");
        if (!slashed.contains("/"))
            return place.isEmpty() ? List.of() : List.of(source ? place.substring(0, place.lastIndexOf('.')) : place);
        Path found = found(slashed, folders);
        if (!source) return found == null ? List.of(slashed) : inFolder(place, names.under(found), kind);
        if (found == null) throw noFile(place, names, folders);
        try {
            List<String> held = TestSourceReader.read(List.of(found)).stream()
                    .map(known -> known.name().replace('.', '/'))
                    .toList();
            return held.isEmpty()
                    ? List.of(slashed.replaceFirst("^(?:.*/)?src/\\w+/(?:java|kotlin|groovy|scala)/", "")
                            .replaceFirst("\\.\\w+$", ""))
                    : held;
        } catch (IOException e) {
            throw ExitException.cannotRead(place, e);
        }
    }

    private static List<String> inFolder(String place, List<TestSources.TestClass> held, Predicate<String> kind) {
        List<String> tests = held.stream()
                .filter(known -> kind != null || !known.isIntegrationTest())
                .map(known -> known.name().replace('.', '/'))
                .toList();
        if (tests.isEmpty()) throw ExitException.wrongInput("there are no tests in " + place, HELP);
        return tests;
    }

    private static Path found(String path, List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(path).toAbsolutePath().normalize())
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    private static ExitException noFile(String place, TestSources names, List<Path> folders) {
        List<String> near = names.near(place);
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

    /**
     * Surefire 2.22, and newer ones where another word has a method, leave nested classes out unless they are named.
     */
    private static List<String> nested(String word, List<String> classes, TestSources names) {
        if (word.contains("#")) return classes;
        return classes.stream()
                .flatMap(name -> names.hasNested(name) ? Stream.of(name, name + "$*") : Stream.of(name))
                .toList();
    }

    /** What to say when no test was run. */
    public ExitException noMatch(TestSources names) {
        List<String> asked = new ArrayList<>(words);
        if (keywords != null) asked.add("-k \"" + keywords + "\"");
        tags.forEach(tag -> asked.add("--tag " + tag));
        without.forEach(tag -> asked.add("--exclude-tag " + tag));
        Stream<String> terms = keywords == null ? Stream.of() : KeywordExpression.parse(keywords).terms().stream();
        List<String> near = Stream.concat(
                        words.stream().flatMap(word -> names.near(word).stream()),
                        terms.flatMap(term -> names.holding(term).stream()))
                .distinct()
                .limit(NearestNames.LIMIT)
                .toList();
        return ExitException.workFailed("no test matches " + String.join(" ", asked), advice(near));
    }

    private static String advice(List<String> near) {
        return near.isEmpty() ? HELP : "Did you mean: " + String.join(", ", near);
    }
}
