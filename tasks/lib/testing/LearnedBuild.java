//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import lib.base.Console;
import lib.environment.Context;
import lib.maven.TestEvents;
import lib.migration.JavaMigrations;
import lib.migration.MigrationFiles;
import lib.script.Hooks;
import lib.watch.MavenNeededException;
import lib.watch.RecordedBuild;
import lib.watch.RecordedModule;
import lib.watch.RepeatedBuild;

/**
 * What is known of a build from its last run of Maven: how to make what changed, and what refers to that.
 *
 * @param references as they are after that run
 */
record LearnedBuild(RepeatedBuild build, ClassReferences references) {

    /** Reads what Maven and the JVMs of its tests have written. */
    static RecordedBuild read(PreparedRun prepared, Context context) throws MavenNeededException {
        if (prepared.options().execution().parallel() > 1) throw new MavenNeededException("several JVMs run the tests");
        if (JavaMigrations.exist(context)) throw new MavenNeededException("there are migrations in Java");
        if (new Hooks(context, "test").exist()) throw new MavenNeededException("tasks of your own run with the tests");
        Map<Path, List<List<String>>> events = new TreeMap<>();
        new TestEvents(MavenProcess.events(context))
                .poll((file, event) ->
                        events.computeIfAbsent(file, jvm -> new ArrayList<>()).add(event));
        return RecordedBuild.of(
                events.values().stream().flatMap(List::stream).toList(),
                events.values().stream()
                        .map(LearnedBuild::ofJvm)
                        .filter(jvm -> !jvm.isEmpty())
                        .toList());
    }

    private static List<List<String>> ofJvm(List<List<String>> events) {
        return events.stream().filter(event -> event.get(0).equals("jvm")).toList();
    }

    static LearnedBuild of(RecordedBuild recorded, Path root) throws MavenNeededException, IOException {
        RepeatedBuild build = new RepeatedBuild(recorded, root);
        build.compare();
        return new LearnedBuild(build, ClassReferences.of(recorded.outputs()));
    }

    /** Takes in what changed; migrations that are no resources matter to the database alone. */
    void take(Set<Path> changed, Context context) throws MavenNeededException {
        List<Path> migrations = MigrationFiles.directories(context);
        Set<Path> built = new TreeSet<>(changed);
        built.removeIf(file -> !build.isResource(file) && migrations.stream().anyMatch(file::startsWith));
        build.take(built);
    }

    /** The same after a compilation. */
    LearnedBuild refreshed() throws IOException {
        return new LearnedBuild(build, references.refreshed());
    }

    /** The test classes that a change reaches, of each module; all, and said, where that may be any. */
    Map<RecordedModule, List<String>> reached(LearnedBuild before, Set<Path> changed, Console console) {
        ReachedTests tests = new ReachedTests(build.recorded(), before.references, references);
        Set<Path> sources = new TreeSet<>(changed);
        sources.addAll(build.takeRewritten());
        Optional<Map<RecordedModule, List<String>>> reached =
                sources.stream().allMatch(build::isSource) ? tests.of(sources) : Optional.empty();
        if (reached.isEmpty()) console.info("All tests run: it is not certain which tests this change can affect.");
        return reached.orElseGet(tests::all);
    }
}
