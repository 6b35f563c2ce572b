//JAVA 17+

package lib.watch;

import java.nio.file.Path;
import java.util.*;

/** What Maven did in a run, as far as it can be done again without it: a module whose tests surefire runs. */
public record RecordedBuild(
        Compilation main, Compilation tests, List<ResourceFolder> resources, TestJvm jvm, List<String> tags) {

    private static final String SUREFIRE = "maven-surefire-plugin";
    private static final String COMPILER = "maven-compiler-plugin";
    private static final String RESOURCES = "maven-resources-plugin";

    /** Goals that neither make something nor depend on what changes. */
    private static final Set<String> HARMLESS =
            Set.of("maven-enforcer-plugin:enforce", "jacoco-maven-plugin:prepare-agent", "jacoco-maven-plugin:report");

    /** What does not matter here, or is in the record of the JVM. */
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
     * @param maven what Maven told
     * @param jvms what each JVM of the tests told
     */
    public static RecordedBuild of(List<List<String>> maven, Collection<List<List<String>>> jvms)
            throws MavenNeededException {
        List<RecordedGoal> goals = RecordedGoal.of(maven);
        if (goals.isEmpty()) throw new MavenNeededException("this Maven did not tell what it does");
        for (RecordedGoal goal : goals) check(goal);
        if (jvms.size() > 1) throw new MavenNeededException("the tests run in several JVMs");
        RecordedGoal surefire = one(goals, SUREFIRE, "test");
        surefire.requireOnly(KNOWN);
        List<ResourceFolder> resources = new ArrayList<>();
        for (RecordedGoal goal : goals) {
            if (goal.plugin().equals(RESOURCES)) resources.addAll(ResourceFolder.of(goal));
        }
        return new RecordedBuild(
                Compilation.of(one(goals, COMPILER, "compile")),
                Compilation.of(one(goals, COMPILER, "testCompile")),
                resources,
                TestJvm.of(jvms.isEmpty() ? List.of() : jvms.iterator().next()),
                List.of(surefire.value("groups"), surefire.value("excludedGroups")));
    }

    private static void check(RecordedGoal goal) throws MavenNeededException {
        boolean known = goal.is(SUREFIRE, "test")
                || goal.is(COMPILER, "compile")
                || goal.is(COMPILER, "testCompile")
                || goal.is(RESOURCES, "resources")
                || goal.is(RESOURCES, "testResources")
                || HARMLESS.contains(goal.toString());
        if (!known) throw new MavenNeededException(goal + " is part of the build");
        if (goal.modules() > 1) throw new MavenNeededException("there are several modules");
        if (!goal.java().equals(Path.of(System.getProperty("java.home"))))
            throw new MavenNeededException("Maven runs on another JDK, " + goal.java());
    }

    private static RecordedGoal one(List<RecordedGoal> goals, String plugin, String name) throws MavenNeededException {
        List<RecordedGoal> found =
                goals.stream().filter(goal -> goal.is(plugin, name)).toList();
        if (found.size() == 1) return found.get(0);
        throw new MavenNeededException(plugin + ":" + name + (found.isEmpty() ? " did not run" : " runs twice"));
    }
}
