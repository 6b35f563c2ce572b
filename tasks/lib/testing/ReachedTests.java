//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.watch.Compilation;
import lib.watch.RecordedBuild;

/**
 * The test classes of a module that a change can have to do with, by what class files refer to.
 *
 * @param before the classes before the change
 * @param now the classes since
 */
record ReachedTests(RecordedBuild build, ClassReferences before, ClassReferences now) {

    /** What surefire takes by itself. */
    private static final String TEST = "Test.*|.*(?:Test|Tests|TestCase)";

    /** All that are there. */
    List<String> all() {
        return tests(now.sources()).toList();
    }

    /**
     * Those that changed sources reach; empty where one of them seems to reach none: it may be found by other means.
     */
    Optional<List<String>> of(Set<Path> changed) {
        Set<String> reached = new TreeSet<>();
        for (Path source : changed) {
            Set<String> name = Stream.of(build.main(), build.tests())
                    .map(compilation -> compilation.name(source))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
            Set<String> reaching = new HashSet<>(before.reaching(name));
            reaching.addAll(now.reaching(name));
            List<String> tests = tests(reaching).toList();
            if (tests.isEmpty()) return Optional.empty();
            reached.addAll(tests);
        }
        return Optional.of(List.copyOf(reached));
    }

    private Stream<String> tests(Collection<String> sources) {
        Compilation tests = build.tests();
        return sources.stream()
                .flatMap(source -> now.classFiles(source).stream())
                .filter(file -> file.startsWith(tests.output()))
                .map(file -> tests.output().relativize(file).toString().replaceFirst("\\.class$", ""))
                .filter(name -> !name.contains("$"))
                .map(name -> name.replace('/', '.').replace('\\', '.'))
                .filter(name -> name.substring(name.lastIndexOf('.') + 1).matches(TEST))
                .sorted();
    }
}
