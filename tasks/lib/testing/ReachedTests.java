//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import lib.watch.Compilation;
import lib.watch.RecordedBuild;
import lib.watch.RecordedModule;

/**
 * The test classes that a change can have to do with, by what class files refer to.
 *
 * @param before the classes before the change
 * @param now the classes since
 */
record ReachedTests(RecordedBuild build, ClassReferences before, ClassReferences now) {

    /** What surefire takes by itself. */
    private static final String TEST = "Test.*|.*(?:Test|Tests|TestCase)";

    /** All that are there, of each module that has any. */
    Map<RecordedModule, List<String>> all() {
        return tests(now.sources());
    }

    /**
     * Those that changed sources reach; empty where one of them seems to reach none: it may be found by other means.
     */
    Optional<Map<RecordedModule, List<String>>> of(Set<Path> changed) {
        Set<String> tests = now.sources().stream().filter(this::isTest).collect(Collectors.toSet());
        ContainerClasses containers = new ContainerClasses(now);
        Set<String> contained = tests.stream().filter(containers::has).collect(Collectors.toSet());
        Set<String> reached = new HashSet<>();
        for (Path source : changed) {
            Set<String> name = build.compilations()
                    .map(compilation -> compilation.name(source))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
            Set<String> reaching = new HashSet<>(before.reaching(name));
            reaching.addAll(now.reaching(name));
            boolean found = !contained.isEmpty() && name.stream().anyMatch(containers::has);
            if (!found && Collections.disjoint(reaching, tests)) return Optional.empty();
            reached.addAll(reaching);
        }
        if (!tests.containsAll(reached)) reached.addAll(contained);
        return Optional.of(tests(reached));
    }

    private boolean isTest(String source) {
        return !tests(Set.of(source)).isEmpty();
    }

    private Map<RecordedModule, List<String>> tests(Collection<String> sources) {
        Map<RecordedModule, List<String>> tests = new LinkedHashMap<>();
        for (RecordedModule module : build.modules()) {
            List<String> names = module.tests().map(how -> names(how, sources)).orElse(List.of());
            if (!names.isEmpty()) tests.put(module, names);
        }
        return tests;
    }

    private List<String> names(Compilation tests, Collection<String> sources) {
        return sources.stream()
                .flatMap(source -> now.classFiles(source).stream())
                .filter(file -> file.startsWith(tests.output()))
                .map(file -> tests.output().relativize(file).toString().replaceFirst("\\.class$", ""))
                .filter(name -> !name.contains("$"))
                .map(name -> name.replace('/', '.').replace('\\', '.'))
                .filter(name -> name.substring(name.lastIndexOf('.') + 1).matches(TEST))
                .sorted()
                .toList();
    }
}
