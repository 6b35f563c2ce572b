//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What Maven wrote down is read, or there is a reason why nobody else can do it. */
class RecordedBuildTest extends SmallRepository {

    private static final String COMPILER = "maven-compiler-plugin";
    private static final String SUREFIRE = "maven-surefire-plugin";
    private static final String JDK = System.getProperty("java.home");

    private final List<List<String>> maven = new ArrayList<>();
    private final List<List<String>> jvm = new ArrayList<>();

    @BeforeEach
    void events() throws Exception {
        Files.createDirectories(root.resolve("src/main/java"));
        goal("1", "maven-resources-plugin", "resources");
        parameter("1", "outputDirectory", "", "target/classes");
        parameter(
                "1", "manage.resources", "", root.resolve("src/main/resources").toString(), "META", "");
        for (String number : List.of("2", "3")) {
            goal(number, COMPILER, number.equals("2") ? "compile" : "testCompile");
            parameter(number, "debug", "", "true");
            parameter(number, "encoding", "set", "ISO-8859-1");
            parameter(number, "release", "set", "17");
            parameter(number, "compilerArgs", "set", "-Xlint:all", "-Ax=y");
            parameter(
                    number,
                    "outputDirectory",
                    "",
                    root.resolve("target/" + number).toString());
            parameter(
                    number,
                    "compileSourceRoots",
                    "",
                    root.resolve("src/main/java").toString());
        }
        parameter("3", "testRelease", "set", "18");
        goal("4", SUREFIRE, "test");
        parameter("4", "reportsDirectory", "", root.resolve("target/reports").toString());
        parameter("4", "groups", "set", "fast,slow");
        jvm("framework", "the JUnit Platform");
        jvm("secret", "PGPASSWORD");
        jvm("java", JDK, "17");
        jvm("directory", root.toString());
        jvm("assertions", "true");
        jvm("argument", "-javaagent:/m2/org.jacoco.agent-runtime.jar=destfile=x");
        jvm("element", "/m2/a.jar");
        jvm("property", "sun.java.command", "booter");
        jvm("property", "basedir", root.toString());
        jvm("variable", "PGHOST", "127.0.0.1");
    }

    private void goal(String number, String plugin, String goal) {
        maven.add(List.of("goal", number, plugin, goal, root.toString(), "FAIL_FAST", JDK));
    }

    private void parameter(String number, String name, String set, String... values) {
        maven.add(Stream.concat(Stream.of("parameter", number, name, set), Stream.of(values))
                .toList());
    }

    private void jvm(String kind, String... values) {
        jvm.add(Stream.concat(Stream.of("jvm", kind), Stream.of(values)).toList());
    }

    private RecordedBuild read() throws MavenNeededException {
        return RecordedBuild.of(maven, List.of(jvm));
    }

    private RecordedModule module() throws MavenNeededException {
        return read().modules().get(0);
    }

    private String reason() {
        return assertThrows(MavenNeededException.class, this::read).getMessage();
    }

    @Test
    void the_record_has_what_the_compiler_and_the_tests_are_given() throws MavenNeededException {
        RecordedModule build = module();
        TestJvm recorded = build.jvm().orElseThrow();
        assertEquals(
                List.of("-g", "-implicit:none", "--release", "17", "-Xlint:all", "-Ax=y"),
                build.main().options());
        assertEquals("18", build.tests().orElseThrow().options().get(3));
        assertEquals("ISO-8859-1", build.main().encoding().name());
        assertEquals(
                List.of(new ResourceDirectory(
                        root.resolve("src/main/resources"), Path.of("target/classes/META"), true)),
                build.resources());
        assertEquals(
                Optional.of(root.resolve("target/reports")), build.surefire().reports());
        assertEquals(List.of("fast,slow", ""), build.surefire().tags());
        assertEquals(Map.of("basedir", root.toString()), recorded.propertiesToSet());
        assertEquals(List.of(Path.of("/m2/a.jar")), recorded.path());
        Map<String, String> variables = recorded.variableChanges(Map.of("PGPASSWORD", "known"));
        assertEquals("127.0.0.1", variables.get("PGHOST"));
        assertEquals("known", variables.get("PGPASSWORD"));
        assertTrue(variables.containsKey("PATH"), "another PATH of ours does not get there");
    }

    @Test
    void what_maven_skipped_was_not_done() throws MavenNeededException {
        parameter("3", "skip", "set", "true");
        assertEquals(Optional.empty(), module().tests());
        parameter("2", "skip", "set", "true");
        assertEquals("Maven compiled nothing", reason());
    }

    @Test
    void each_module_has_its_own_and_those_without_sources_none() throws MavenNeededException {
        maven.add(List.of("goal", "5", "maven-enforcer-plugin", "enforce", "/parent", "FAIL_FAST", JDK));
        maven.add(List.of("goal", "6", COMPILER, "compile", root.resolve("more").toString(), "FAIL_FAST", JDK));
        parameter("6", "debug", "", "true");
        parameter(
                "6", "outputDirectory", "", root.resolve("more/target/classes").toString());
        List<RecordedModule> modules = read().modules();
        assertEquals(
                List.of(root, root.resolve("more")),
                modules.stream().map(RecordedModule::directory).toList());
        assertTrue(modules.get(1).tests().isEmpty() && modules.get(1).jvm().isEmpty());
    }

    @Test
    void tests_of_failsafe_are_a_reason() {
        goal("5", "maven-jar-plugin", "jar");
        goal("6", "maven-failsafe-plugin", "integration-test");
        assertEquals("failsafe tests are part of the build", reason());
    }

    @Test
    void another_plugin_is_a_reason() {
        goal("5", "protobuf-maven-plugin", "compile");
        assertEquals("protobuf-maven-plugin:compile is part of the build", reason());
    }

    @Test
    void a_parameter_that_is_not_known_is_a_reason() {
        parameter("4", "forkCount", "set", "2");
        assertEquals("the build sets forkCount of maven-surefire-plugin", reason());
    }

    @Test
    void several_jvms_are_a_reason() {
        assertEquals(
                "the tests run in several JVMs",
                assertThrows(MavenNeededException.class, () -> RecordedBuild.of(maven, List.of(jvm, jvm)))
                        .getMessage());
    }

    @Test
    void another_framework_is_a_reason() {
        jvm.set(0, List.of("jvm", "framework", "TestNG"));
        assertEquals("the tests run on TestNG alone, without the JUnit Platform", reason());
    }

    @Test
    void an_agent_that_is_not_known_is_a_reason() {
        jvm("argument", "-javaagent:/opt/other.jar=x");
        assertEquals("the JVM of the tests has -javaagent:/opt/other.jar", reason());
    }

    @Test
    void a_module_of_java_is_a_reason() throws Exception {
        write("src/main/java/module-info.java", "module m { }");
        assertEquals("the sources are a Java module", reason());
    }
}
