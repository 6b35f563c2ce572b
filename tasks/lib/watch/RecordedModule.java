//JAVA 17+

package lib.watch;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.Stream;

/**
 * A module of a build, as Maven made it.
 *
 * @param tests how those of its tests are compiled; empty where they were not
 * @param jvm the one that ran them; empty where none did
 * @param surefire what is told to it
 */
public record RecordedModule(
        Path directory,
        Compilation main,
        Optional<Compilation> tests,
        List<ResourceDirectory> resources,
        Optional<TestJvm> jvm,
        Surefire surefire) {

    /**
     * What surefire is told, beside what is in the record of its JVM.
     *
     * @param tags those that are wanted, and those that are not, parted by commas
     * @param reports where they are; empty where there are none
     */
    public record Surefire(List<String> tags, Optional<Path> reports) {

        /** Where it does not run. */
        public static final Surefire NONE = new Surefire(List.of("", ""), Optional.empty());

        private static Surefire of(RecordedGoal goal) throws MavenNeededException {
            goal.requireOnly(KNOWN);
            Path reports = goal.directory().resolve(goal.value("reportsDirectory"));
            return new Surefire(
                    List.of(goal.value("groups"), goal.value("excludedGroups")),
                    goal.flag("disableXmlReport") ? Optional.empty() : Optional.of(reports));
        }
    }

    private static final String SUREFIRE = "maven-surefire-plugin";
    private static final String COMPILER = "maven-compiler-plugin";
    private static final String RESOURCES = "maven-resources-plugin";

    /** Goals that neither make something nor depend on what changes. */
    private static final Set<String> HARMLESS =
            Set.of("maven-enforcer-plugin:enforce", "jacoco-maven-plugin:prepare-agent", "jacoco-maven-plugin:report");

    /** What of surefire's does not matter here, or is in the record of the JVM. */
    private static final Set<String> KNOWN = Set.of(
            "additionalClasspathDependencies",
            "additionalClasspathElements",
            "argLine",
            "disableXmlReport",
            "enableAssertions",
            "encoding",
            "environmentVariables",
            "excludedGroups",
            "failIfNoSpecifiedTests",
            "failIfNoTests",
            "groups",
            "jvm",
            "printSummary",
            "redirectTestOutputToFile",
            "reportFormat",
            "reportsDirectory",
            "runOrder",
            "systemProperties",
            "systemPropertiesFile",
            "systemPropertyVariables",
            "test",
            "trimStackTrace",
            "useFile",
            "useModulePath",
            "workingDirectory");

    /**
     * Reads it.
     *
     * @param goals that Maven ran for it
     * @param jvms what each JVM of its tests told
     * @return empty where nothing is compiled
     */
    static Optional<RecordedModule> of(Path directory, List<RecordedGoal> goals, List<List<List<String>>> jvms)
            throws MavenNeededException {
        for (RecordedGoal goal : goals) check(goal);
        if (jvms.size() > 1) throw new MavenNeededException("the tests run in several JVMs");
        Optional<RecordedGoal> main = one(goals, COMPILER, "compile");
        if (main.isEmpty()) return Optional.empty();
        Optional<RecordedGoal> tests = one(goals, COMPILER, "testCompile");
        Optional<RecordedGoal> surefire = one(goals, SUREFIRE, "test");
        List<ResourceDirectory> resources = new ArrayList<>();
        for (RecordedGoal goal : goals) {
            if (goal.plugin().equals(RESOURCES)) resources.addAll(ResourceDirectory.of(goal));
        }
        return Optional.of(new RecordedModule(
                directory,
                Compilation.of(main.get()),
                tests.isPresent() ? Optional.of(Compilation.of(tests.get())) : Optional.empty(),
                resources,
                jvms.isEmpty() ? Optional.empty() : Optional.of(TestJvm.of(jvms.get(0))),
                surefire.isPresent() ? Surefire.of(surefire.get()) : Surefire.NONE));
    }

    private static void check(RecordedGoal goal) throws MavenNeededException {
        boolean known = goal.is(SUREFIRE, "test")
                || goal.is(COMPILER, "compile")
                || goal.is(COMPILER, "testCompile")
                || goal.is(RESOURCES, "resources")
                || goal.is(RESOURCES, "testResources")
                || HARMLESS.contains(goal.toString());
        if (!known) throw new MavenNeededException(goal + " is part of the build");
        if (!goal.java().equals(Path.of(System.getProperty("java.home"))))
            throw new MavenNeededException("Maven runs on another JDK, " + goal.java());
    }

    private static Optional<RecordedGoal> one(List<RecordedGoal> goals, String plugin, String name)
            throws MavenNeededException {
        List<RecordedGoal> found =
                goals.stream().filter(goal -> goal.is(plugin, name)).toList();
        if (found.size() > 1) throw new MavenNeededException(plugin + ":" + name + " runs twice");
        return found.stream().findFirst();
    }

    /** Whether it is compiled with another's classes. */
    boolean uses(RecordedModule other) {
        List<Path> outputs =
                other.compilations().stream().map(Compilation::output).toList();
        return compilations().stream().anyMatch(how -> !Collections.disjoint(how.path(), outputs));
    }

    /** Of its sources, and of those of its tests. */
    public List<Compilation> compilations() {
        return Stream.concat(Stream.of(main), tests.stream()).toList();
    }
}
