//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.util.*;
import java.util.stream.*;
import lib.testing.TestReports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.Result;
import support.SampleSource;
import support.TestForms;
import support.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is counted of tests of every form, which tell it themselves: as surefire counts it in its reports. */
class CountsTest extends EndToEnd {

    private static final String JUNIT =
            "org.junit.jupiter:junit-jupiter:6.1.3 org.junit.platform:junit-platform-launcher:6.1.3";

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop").with("manage.java", "tasks", "config", "docker");
    }

    private void module(String directory, String surefire, String configuration, String libraries) throws IOException {
        String parent = directory.isEmpty()
                ? "<groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>"
                : "<parent><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version></parent>"
                        + "<artifactId>%s</artifactId>".formatted(directory.replace("/", ""));
        String dependencies = Arrays.stream(libraries.split(" "))
                .map(library -> library.split(":"))
                .map(part -> "<dependency><groupId>" + part[0] + "</groupId><artifactId>" + part[1]
                        + "</artifactId><version>" + part[2] + "</version><scope>test</scope></dependency>\n")
                .collect(Collectors.joining());
        here.write(directory + "pom.xml", """
            <project>
              <modelVersion>4.0.0</modelVersion>
              %s
              <properties><maven.compiler.source>17</maven.compiler.source>
                <maven.compiler.target>17</maven.compiler.target>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
              <dependencies>%s</dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>%s</version>
                <configuration>%s</configuration></plugin></plugins></build>
            </project>
            """.formatted(parent, dependencies, surefire, configuration));
    }

    private Result test(String... arguments) {
        return here.manage(
                Stream.concat(Stream.of("--engine", "embedded", "test", "--no-coverage"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private Workspace source(String directory, String name, String body) throws IOException {
        return here.write(directory + "src/test/java/shop/" + name + ".java", "package shop;\n" + body);
    }

    private void junitOfEveryForm() throws IOException {
        String imports = "import org.junit.jupiter.api.*;\n"
                + "import org.junit.jupiter.params.*;\n"
                + "import org.junit.jupiter.params.provider.*;\n";
        source("", "FormsTest", imports + """
            class FormsTest {
                @Test void passes() { }
                @Test void fails() { Assertions.fail("no"); }
                @Test @Disabled void waits() { }
                @Test void assumes() { Assumptions.assumeTrue(false); }
                @RepeatedTest(3) void repeats() { }
                @ParameterizedTest @ValueSource(ints = {1, 2}) void counts(int n) { Assertions.assertEquals(1, n); }
                @ParameterizedTest @MethodSource("broken") void noValues(int n) { }
                static int[] broken() { throw new IllegalStateException("no values"); }
                @TestFactory java.util.List<DynamicNode> makes() {
                    return java.util.List.of(DynamicTest.dynamicTest("in box", () -> { }),
                        DynamicTest.dynamicTest("in bag", () -> Assertions.fail("torn")),
                        DynamicContainer.dynamicContainer("more",
                            java.util.List.of(DynamicTest.dynamicTest("in more", () -> { }))));
                }
                @Nested class Inner {
                    @Test void passes() { }
                    @Nested class Deeper { @Test void fails() { throw new IllegalStateException("deep"); } }
                }
                @Nested @Disabled class Later { @Test void one() { } @Test void two() { } }
                @Test void startsALauncher() {
                    var started = org.junit.platform.engine.discovery.DiscoverySelectors.selectClass(Started.class);
                    org.junit.platform.launcher.core.LauncherFactory.create().execute(
                        org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request()
                            .selectors(started).build());
                }
                static class Started { @Test void failsInATest() { Assertions.fail("on purpose"); } }
            }
            """);
        junitThatFailsBeforeItsTests(imports);
    }

    private void junitThatFailsBeforeItsTests(String imports) throws IOException {
        for (String where : List.of("Before", "After")) {
            source(
                    "",
                    where + "Test",
                    imports + "class " + where + "Test { @" + where
                            + "All static void all() { throw new IllegalStateException(\"no server\"); } @Test void"
                            + " one() { } @Test void two() { } }");
        }
        source("", "OffTest", imports + "@Disabled class OffTest { @Test void one() { } @Test void two() { } }");
        source(
                "",
                "ChildTest",
                imports + "class ChildTest implements Told { }\ninterface Told { @Test default void inherited() { } }");
    }

    /** The summary is compared with the reports that surefire wrote. */
    private void countsAsSurefireDoes(String... arguments) throws IOException {
        long start = System.currentTimeMillis();
        Result result = test(arguments).exitedWith(1);
        TestReports reports = TestReports.NONE.with(List.of(), start, here.directory);
        String counts = (reports.executed() - reports.failed()) + " passed, " + reports.failed() + " failed, "
                + reports.skipped() + " skipped";
        String summary = result.err()
                .lines()
                .filter(line -> line.contains(" passed, "))
                .findFirst()
                .orElse("none");
        summary = summary.replaceFirst("^manage: ", "").replaceFirst(" in .*", "");
        assertEquals(
                counts,
                summary,
                () -> result + "\n"
                        + reports.cases().stream()
                                .map(one -> one.id() + " " + one.status())
                                .collect(Collectors.joining("\n")));
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void junit_of_every_form_in_several_JVMs_and_again_where_it_failed() throws IOException {
        module(
                "",
                "3.5.4",
                "<forkCount>2</forkCount>",
                JUNIT.replace("6.1.3", "5.13.4").replace("launcher:5", "launcher:1"));
        junitOfEveryForm();
        countsAsSurefireDoes();
        // surefire's reports then lack what fails in a nested class of a nested class
        test("--", "-Dsurefire.rerunFailingTestsCount=1").exitedWith(1).says(" 7 failed, 6 skipped");
        module("", "3.6.1", "<reuseForks>false</reuseForks>", JUNIT);
        countsAsSurefireDoes();
    }

    private void everyForm(String surefire, String library, String forms, String broken) throws IOException {
        module("", surefire, "", library);
        source("", "FormsTest", forms);
        source("", "BrokenTest", broken);
        countsAsSurefireDoes();
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 3,
            of = {"2.22.2 | junit:junit:4.12", "3.5.4 | junit:junit:4.13.2", "3.6.1 | junit:junit:4.13.2"})
    @Tag("all")
    @Tag("sampled")
    void junit_4_of_every_form(String surefire, String library) throws IOException {
        everyForm(surefire, library, TestForms.JUNIT_4, TestForms.JUNIT_4_BROKEN);
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 3,
            of = {
                "2.22.2 | org.testng:testng:6.14.3",
                "3.5.4 | org.testng:testng:7.5.1",
                "3.6.1 | org.testng:testng:7.11.0"
            })
    @Tag("all")
    @Tag("sampled")
    void testng_of_every_form(String surefire, String library) throws IOException {
        everyForm(surefire, library, TestForms.TESTNG, TestForms.TESTNG_BROKEN);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_test_that_passes_at_the_second_try_is_flaky_and_the_run_is_green() throws IOException {
        module("", "3.6.1", "<rerunFailingTestsCount>2</rerunFailingTestsCount>", JUNIT);
        source("", "ShakyTest", """
            class ShakyTest {
                static int tries;
                @org.junit.jupiter.api.Test void shakes() { if (tries++ == 0) throw new AssertionError("not yet"); }
                @org.junit.jupiter.api.Test void stands() { }
            }
            """);
        test("--fail-fast")
                .succeeded()
                .says("2 passed, 1 of them flaky, 0 failed, 0 skipped")
                .prints("FLAKY ShakyTest#shakes (passed on the 2nd try)")
                .doesNotPrint("FAILED ShakyTest#shakes");
        test("--failed").succeeded().says("No test failed in its last run").says("2 passed");
        module("", "3.6.1", "<rerunFailingTestsCount>1</rerunFailingTestsCount>", JUNIT);
        here.replace("src/test/java/shop/ShakyTest.java", "tries++ == 0", "tries++ < 2");
        Result result = test("--retry", "2", "--fail-on-flaky", "--slowest", "3", "--format", "json");
        JsonNode run = new JsonMapper().readTree(result.exitedWith(1).out());
        assertEquals(1, run.get("exitCode").asInt(), result::toString);
        assertEquals("shop.ShakyTest", run.at("/flaky/0/class").asString(), result::toString);
        assertEquals(3, run.at("/flaky/0/tries").asInt(), result::toString);
        assertEquals(2, run.at("/totals/passed").asInt(), result::toString);
        assertTrue(run.get("slowest").size() > 1, result::toString);
        result.says("ShakyTest#shakes RETRY").says("FLAKY ShakyTest#shakes (passed on the 3rd try)");
    }

    /** JUnit 3's own provider knows no listener. */
    @Test
    @Tag("all")
    @Tag("sampled")
    void tests_that_cannot_tell_are_known_by_the_reports_wherever_these_are() throws IOException {
        module(
                "",
                "3.5.4",
                "<reportsDirectory>${project.build.directory}/told</reportsDirectory>",
                "junit:junit:3.8.2");
        here.replace(
                "pom.xml",
                "<version>1</version>",
                "<version>1</version><packaging>pom</packaging><modules><module>old</module>"
                        + "<module>young</module></modules>");
        module(
                "old/",
                "3.5.4",
                "<reportsDirectory>${project.build.directory}/told</reportsDirectory>",
                "junit:junit:3.8.2");
        source(
                "old/",
                "OldTest",
                "public class OldTest extends junit.framework.TestCase { public void testGood() { } public void"
                        + " testBad() { fail(\"old\"); } }");
        module(
                "young/",
                "3.5.4",
                "<reportsDirectory>${project.build.directory}/told</reportsDirectory>",
                JUNIT.replace("6.1.3", "5.13.4").replace("launcher:5", "launcher:1"));
        here.replace(
                "young/pom.xml",
                "<dependencies>",
                "<dependencies><dependency><groupId>junit</groupId><artifactId>junit</artifactId>"
                        + "<version>4.13.2</version></dependency>");
        source("young/", "YoungTest", "class YoungTest { @org.junit.jupiter.api.Test void young() { } }");
        test("--", "-fae").exitedWith(1).says("2 passed, 1 failed, 0 skipped").printsClass("YoungTest", "1 passed");
        test("--failed", "--", "-fae").exitedWith(1).says("Failed in their last run: shop.OldTest#testBad");
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 3,
            of = {
                "3.6.1 | org.junit.jupiter.api | org.junit.jupiter:junit-jupiter:6.1.3",
                "2.22.2 | org.junit | junit:junit:4.13.2",
                "3.5.4 | org.testng.annotations | org.testng:testng:7.5.1"
            })
    @Tag("all")
    @Tag("sampled")
    void a_test_that_ends_its_JVM_is_named_and_has_failed(String surefire, String imported, String library)
            throws IOException {
        module("", surefire, "", library);
        source("", "ATest", "public class ATest { @" + imported + ".Test public void passes() { } }");
        source(
                "",
                "EndsTest",
                "public class EndsTest { @" + imported + ".Test public void exits() { System.exit(3); } }");
        test().exitedWith(1)
                .says(" 1 failed, 0 skipped")
                .prints("EndsTest#exits FAILED")
                .prints("\nFAILED EndsTest#exits - the JVM that ran it ended meanwhile\n");
        test("--failed").exitedWith(1).says("Failed in their last run: shop.EndsTest#exits");
        source(
                "",
                "EndsTest",
                "public class EndsTest { @" + imported
                        + ".Test public void exits() { Runtime.getRuntime().halt(0); } }");
        test("EndsTest").exitedWith(1).says("0 passed, 1 failed, 0 skipped");
    }
}
