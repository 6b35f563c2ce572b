//JAVA 17+

package lib.testing;

import java.nio.file.Path;
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

    /** @param kind see {@link TestWords} */
    private List<String> patterns(TestSources names, List<Path> folders, Predicate<String> kind) {
        Optional<SelectedTests> selected = new TestWords(names, folders, kind).select(words);
        if (selected.isEmpty()) return TestWords.expressions(words);
        return keywords == null
                ? selected.get().patterns()
                : selected.get().patterns(KeywordExpression.parse(keywords));
    }

    /** What to say when no test was run. */
    public ExitException noMatch(TestSources names) {
        List<String> requested = new ArrayList<>(words);
        if (keywords != null) requested.add("-k \"" + keywords + "\"");
        tags.forEach(tag -> requested.add("--tag " + tag));
        without.forEach(tag -> requested.add("--exclude-tag " + tag));
        Stream<String> terms = keywords == null ? Stream.of() : KeywordExpression.parse(keywords).terms().stream();
        List<String> near = Stream.concat(
                        words.stream().flatMap(word -> names.similarTo(word).stream()),
                        terms.flatMap(term -> names.holding(term).stream()))
                .distinct()
                .limit(NearestNames.LIMIT)
                .toList();
        return ExitException.workFailed("no test matches " + String.join(" ", requested), TestWords.advice(near));
    }
}
