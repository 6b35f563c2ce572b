//JAVA 17+

package lib.watch;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Maven did in a run, as far as it can be done again without it.
 *
 * @param modules those with something to compile, in the order in which Maven made them
 * @param failures what Maven does when a module fails, in its own words
 */
public record RecordedBuild(List<RecordedModule> modules, String failures) {

    private static final String GO_ON = "FAIL_NEVER";
    private static final String AT_END = "FAIL_AT_END";

    /**
     * Reads it.
     *
     * @param maven what Maven told
     * @param jvms what each JVM of the tests told
     */
    public static RecordedBuild of(List<List<String>> maven, Collection<List<List<String>>> jvms)
            throws MavenNeededException {
        List<RecordedGoal> goals = RecordedGoal.of(maven).stream()
                .filter(goal -> !goal.flag("skip"))
                .toList();
        if (goals.isEmpty()) throw new MavenNeededException("this Maven did not report what it does");
        if (goals.stream().anyMatch(goal -> goal.plugin().equals("maven-failsafe-plugin")))
            throw new MavenNeededException("failsafe tests are part of the build");
        Map<Path, List<RecordedGoal>> directories = goals.stream()
                .collect(Collectors.groupingBy(RecordedGoal::directory, LinkedHashMap::new, Collectors.toList()));
        Map<Path, List<List<List<String>>>> jvmsByDirectory =
                jvms.stream().collect(Collectors.groupingBy(TestJvm::module));
        List<RecordedModule> modules = new ArrayList<>();
        for (var module : directories.entrySet())
            RecordedModule.of(
                            module.getKey(),
                            module.getValue(),
                            jvmsByDirectory.getOrDefault(module.getKey(), List.of()))
                    .ifPresent(modules::add);
        if (modules.isEmpty()) throw new MavenNeededException("Maven compiled nothing");
        return new RecordedBuild(modules, goals.get(0).failures());
    }

    public Stream<Compilation> compilations() {
        return modules.stream().flatMap(module -> module.compilations().stream());
    }

    public Stream<ResourceDirectory> resources() {
        return modules.stream().flatMap(module -> module.resources().stream());
    }

    /** Whether the tests of a module run where those of others have failed. */
    public boolean runs(RecordedModule module, Collection<RecordedModule> failed) {
        if (failed.isEmpty() || failures.equals(GO_ON)) return true;
        return failures.equals(AT_END) && failed.stream().noneMatch(module::uses);
    }

    /** Where class files are. */
    public List<Path> outputs() {
        return compilations().map(Compilation::output).toList();
    }
}
