//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import support.EndToEnd;
import support.Result;
import support.Sample;
import support.SampleSource;
import support.Workspace;

/**
 * A line for each class and each failure as it ends, whatever framework and surefire a project has, with no change to
 * its POM.
 */
class LiveResultsTest extends EndToEnd {

    private static final String PROJECT = "<groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>";

    enum Framework {
        JUNIT_4_ON_2_22("2.22.2", "junit:junit:4.13.2", "org.junit.*", "@Test @Ignore"),
        JUNIT_4_ON_3_5("3.5.4", "junit:junit:4.13.2", "org.junit.*", "@Test @Ignore"),
        JUNIT_5_ON_2_22(
                "2.22.2", "org.junit.jupiter:junit-jupiter:5.9.3", "org.junit.jupiter.api.*", "@Test @Disabled"),
        JUNIT_6_ON_3_6("3.6.1", "org.junit.jupiter:junit-jupiter:6.1.3", "org.junit.jupiter.api.*", "@Test @Disabled"),
        TESTNG_ON_2_22("2.22.2", "org.testng:testng:7.5.1", "org.testng.annotations.*", "@Test"),
        TESTNG_ON_3_6("3.6.1", "org.testng:testng:7.11.0", "org.testng.annotations.*", "@Test");

        final String surefire;
        final String library;
        private final String imports;
        private final String ignored;

        Framework(String surefire, String library, String imports, String ignored) {
            this.surefire = surefire;
            this.library = library;
            this.imports = imports;
            this.ignored = ignored;
        }

        /** A test class with one that passes, one that fails and one that is skipped. */
        String source() {
            String skip = name().startsWith("TESTNG") ? "throw new org.testng.SkipException(\"not now\");" : "";
            return """
                package shop;
                import %s;
                public class ThreeTest {
                    @Test public void passes() { System.out.println("printed by a test"); }
                    @Test public void fails() { System.out.println("before"); throw new AssertionError("1 is not 2"); }
                    %s public void waits() { %s }
                }
                """.formatted(imports, ignored, skip);
        }
    }

    private static String pom(Framework framework, String parent, String packaging, String more) {
        String[] library = framework.library.split(":");
        return """
            <project>
              <modelVersion>4.0.0</modelVersion>
              %s
              <packaging>%s</packaging>
              <properties><maven.compiler.source>17</maven.compiler.source>
                <maven.compiler.target>17</maven.compiler.target>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
              <dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                <scope>test</scope></dependency></dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>%s</version></plugin>
                </plugins></build>
              %s
            </project>
            """.formatted(parent, packaging, library[0], library[1], library[2], framework.surefire, more);
    }

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop").with("manage.java", "tasks", "config", "docker");
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    @Tag("all")
    @Tag("sampled")
    void one_that_passes_one_that_fails_and_one_that_is_skipped(Framework framework) throws IOException {
        here.write("pom.xml", pom(framework, PROJECT, "jar", ""))
                .write("src/test/java/shop/ThreeTest.java", framework.source());
        Result result = here.manage("--engine", "embedded", "test", "--no-coverage")
                .exitedWith(1)
                .says("1 passed, 1 failed, 1 skipped")
                .prints("ThreeTest#fails FAILED  ")
                .prints("    1 is not 2\n    at src/test/java/shop/ThreeTest.java:5\n    It printed:\n    | before\n")
                .printsClass("ThreeTest", "1 passed, 1 failed, 1 skipped")
                .doesNotPrint("printed by a test")
                .prints("\nFAILED ThreeTest#fails - 1 is not 2\n");
        List<String> testLines = result.out()
                .lines()
                .filter(line -> line.startsWith("ThreeTest#"))
                .toList();
        assertEquals(1, testLines.size(), result::toString);
        assertTrue(
                result.out().lines().noneMatch(line -> line.startsWith("[ERROR]") || line.startsWith("[INFO]")),
                result::toString);
    }

    static Stream<Framework> frameworks() {
        return Sample.oneIn(3, List.of(Framework.values()));
    }

    /** Each a configuration of surefire, and an argument of Maven. */
    @ParameterizedTest
    @SampleSource(
            oneIn = 2,
            of = {
                "<reportsDirectory>${project.build.directory}/test-reports</reportsDirectory> | -q",
                "<disableXmlReport>true</disableXmlReport> | -q",
                " | -DdisableXmlReport=true",
                "<reportsDirectory>${elsewhere}</reportsDirectory> | -Delsewhere=reports"
            })
    @Tag("all")
    @Tag("sampled")
    void what_ran_is_known_wherever_the_reports_are(String configuration, String argument) throws IOException {
        Framework framework = Framework.JUNIT_6_ON_3_6;
        String version = "<version>" + framework.surefire + "</version>";
        String configured = configuration.isEmpty() ? "" : "<configuration>" + configuration + "</configuration>";
        here.write("pom.xml", pom(framework, PROJECT, "jar", "").replace(version, version + configured))
                .write("src/test/java/shop/ThreeTest.java", framework.source());
        String[] maven = {"--", argument};
        test(maven).exitedWith(1).says("1 passed, 1 failed, 1 skipped");
        here.replace("src/test/java/shop/ThreeTest.java", "throw new AssertionError(\"1 is not 2\");", "");
        List<String> again = testLines(
                test(Stream.concat(Stream.of("--failed"), Stream.of(maven)).toArray(String[]::new))
                        .succeeded()
                        .says("1 passed, 0 failed, 0 skipped"));
        assertEquals(List.of("ThreeTest#fails PASSED"), again);
        here.manage(Stream.concat(Stream.of("--engine", "embedded", "test", "ThreeTst"), Stream.of(maven))
                        .toArray(String[]::new))
                .exitedWith(1)
                .says("no test matches ThreeTst")
                .says("Did you mean: ThreeTest");
    }

    private Result test(String... arguments) {
        return here.manage(Stream.concat(
                        Stream.of("--engine", "embedded", "test", "--no-coverage", "--keep"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static List<String> testLines(Result result) {
        return result.out()
                .lines()
                .filter(line -> line.matches("\\w+#.* (PASSED|FAILED|SKIPPED)  .*"))
                .map(line -> line.replaceFirst("  .*", ""))
                .sorted()
                .toList();
    }

    @Test
    @Tag("all")
    void every_module_tells() throws IOException {
        String module = "<parent><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version></parent>"
                + "<artifactId>%s</artifactId>";
        Framework framework = Framework.JUNIT_6_ON_3_6;
        here.write(
                "pom.xml",
                pom(framework, PROJECT, "pom", "<modules><module>core</module><module>web</module></modules>"));
        for (String name : List.of("core", "web")) {
            here.write(name + "/pom.xml", pom(framework, module.formatted(name), "jar", ""));
            here.write(
                    name + "/src/test/java/" + name + "/" + name.toUpperCase() + "Test.java",
                    "package " + name + ";\nclass " + name.toUpperCase()
                            + "Test { @org.junit.jupiter.api.Test void works() { } }\n");
        }
        here.manage("--engine", "embedded", "test")
                .succeeded()
                .printsClass("CORETest", "1 passed")
                .printsClass("WEBTest", "1 passed")
                .says("2 passed, 0 failed, 0 skipped");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void short_runs_start_quickly_and_an_argLine_of_the_project_stays() throws IOException {
        String pom = pom(Framework.JUNIT_6_ON_3_6, PROJECT, "jar", "");
        here.write("pom.xml", pom).write("src/test/java/shop/OptionsTest.java", """
            package shop;
            import java.lang.management.ManagementFactory;
            class OptionsTest {
                @org.junit.jupiter.api.Test void prints() throws Exception {
                    Thread.sleep(10);
                    System.out.println("options " + ManagementFactory.getRuntimeMXBean().getInputArguments());
                }
            }
            """);
        assertTrue(!options("--keep", "--no-coverage").contains("TieredStopAtLevel"));
        assertTrue(options("--keep", "--no-coverage").startsWith("options [-XX:TieredStopAtLevel=1"));
        here.write(
                "pom.xml",
                pom.replace(
                        "<version>3.6.1</version>",
                        "<version>3.6.1</version><configuration><argLine>@{argLine}"
                                + " -Xmx200m</argLine></configuration>"));
        String covered = options("--keep");
        assertTrue(covered.contains("-javaagent:") && covered.contains("-Xmx200m, -XX:TieredStopAtLevel=1"), covered);
        here.write(
                "pom.xml",
                pom.replace(
                        "<version>3.6.1</version>",
                        "<version>3.6.1</version><configuration><argLine>-XX:TieredStopAtLevel=3</argLine>"
                                + "</configuration>"));
        String own = options("--no-coverage");
        assertTrue(own.startsWith("options [-XX:TieredStopAtLevel=3") && !own.contains("TieredStopAtLevel=1"), own);
    }

    /** What the test of them printed. */
    private String options(String... arguments) throws IOException {
        here.manage(Stream.concat(Stream.of("--engine", "embedded", "test"), Stream.of(arguments))
                        .toArray(String[]::new))
                .succeeded();
        return here.read(".manage/maven.log")
                .lines()
                .filter(line -> line.startsWith("options "))
                .findFirst()
                .orElseThrow();
    }
}
