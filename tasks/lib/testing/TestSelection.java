//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.*;
import lib.base.ExitException;
import lib.base.NearestNames;
import lib.maven.FailsafePatterns;

/**
 * Which tests to run, as Maven's properties of surefire 2.22 and newer; the POM needs no change.
 *
 * @param words classes, Class#method, patterns, files and directories of tests; a ! before one leaves it out; none for
 *     all
 * @param keywords what follows -k, or null; together with words, both must hold
 * @param tags any of these: tags of JUnit 5, groups of TestNG; for JUnit 4, full names of category classes
 * @param excludedTags none of these
 */
public record TestSelection(List<String> words, String keywords, List<String> tags, List<String> excludedTags) {

    public static final TestSelection ALL = new TestSelection(List.of(), null, List.of(), List.of());

    /** Names no class at all. */
    private static final String NONE = "none-of-them";

    public TestSelection {
        words = words.stream()
                // a comma may be in what an invocation is called
                .flatMap(word -> word.matches("[^,#]*#[^, ]+ \\[.*") ? Stream.of(word) : Stream.of(word.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public boolean isEmpty() {
        return equals(ALL);
    }

    /** The same with other words. */
    TestSelection of(List<String> words) {
        return new TestSelection(words, keywords, tags, excludedTags);
    }

    /** The same with classes left out: surefire heeds no excludes once something is selected. */
    public TestSelection excluding(Collection<String> classes) {
        return of(Stream.concat(words.stream(), classes.stream().map(name -> "!" + name))
                .toList());
    }

    /**
     * @param sources the tests that are there
     * @param integration which of them failsafe runs, and is given by -Dit.test; null where it does not run
     * @param directories where the path of a file may start from
     * @throws ExitException for a file that does not exist, and for what -k cannot be
     */
    public List<String> maven(TestSources sources, FailsafePatterns integration, Path... directories) {
        if (isEmpty()) return List.of();
        List<String> argv = new ArrayList<>();
        boolean named = !words.isEmpty() || keywords != null;
        if (named && integration == null) argv.add("-Dtest=" + patterns(sources, null, directories));
        if (named && integration != null) {
            String integrationTests = patterns(sources, integration::has, directories);
            argv.add("-Dtest=" + patterns(sources, name -> !integration.has(name), directories));
            argv.add("-Dit.test=" + integrationTests);
            // its verify would read the summary of an earlier run
            if (integrationTests.equals(NONE)) argv.add("-DskipITs");
            argv.addAll(List.of("-Dfailsafe.failIfNoSpecifiedTests=false", "-Dit.failIfNoSpecifiedTests=false"));
        }
        if (!tags.isEmpty()) argv.add("-Dgroups=" + String.join(",", tags));
        if (!excludedTags.isEmpty()) argv.add("-DexcludedGroups=" + String.join(",", excludedTags));
        // not every module has to have one: the first is heeded by 3.x, the second by 2.22
        argv.addAll(List.of("-Dsurefire.failIfNoSpecifiedTests=false", "-DfailIfNoTests=false"));
        return argv;
    }

    /** @param kind see {@link SelectionResolver} */
    private String patterns(TestSources sources, Predicate<String> kind, Path... directories) {
        SelectionResolver resolver = new SelectionResolver(sources, List.of(directories), kind);
        List<SurefirePattern> included = resolver.included(words);
        if (included.isEmpty()) return NONE;
        return Stream.concat(
                        keywords == null
                                ? included.stream().flatMap(SurefirePattern::plain)
                                : SurefirePattern.narrowed(included, KeywordExpression.parse(keywords)),
                        resolver.excluded(words).stream()
                                .flatMap(SurefirePattern::plain)
                                .map(pattern -> "!" + pattern))
                .collect(Collectors.joining(","));
    }

    /** As it was asked for. */
    List<String> requested() {
        List<String> requested = new ArrayList<>(words);
        if (keywords != null) requested.add("-k \"" + keywords + "\"");
        tags.forEach(tag -> requested.add("--tag " + tag));
        excludedTags.forEach(tag -> requested.add("--exclude-tag " + tag));
        return requested;
    }

    /** What to say when no test was run. */
    public ExitException noMatch(TestSources sources) {
        List<String> requested = requested();
        List<String> terms =
                keywords == null ? List.of() : KeywordExpression.parse(keywords).terms();
        List<String> similar = Stream.concat(
                        words.stream().map(sources::similarTo), terms.stream().map(sources::holding))
                .flatMap(List::stream)
                .distinct()
                .limit(NearestNames.LIMIT)
                .toList();
        if (keywords == null && !words.isEmpty() && words.stream().allMatch(sources::isKnown))
            return ExitException.workFailed(
                    "no test of " + String.join(" ", requested) + " was executed",
                    "The source exists: does the POM exclude it, or does it have no tests with these tags?");
        return ExitException.workFailed(
                "no test matches " + String.join(" ", requested), SelectionResolver.advice(similar));
    }
}
