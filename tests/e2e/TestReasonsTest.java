//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Result;
import support.ShopPom;
import support.Workspace;

/** Why a run of the tests ended as it did, where a count of them does not say it. */
class TestReasonsTest extends EndToEnd {

    private static final String JUNIT_6 = "org.junit.jupiter:junit-jupiter:6.1.3";
    private static final String JUNIT_4 = "junit:junit:4.13.2";

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop").with("manage.java", "tasks", "config", "docker");
    }

    /** @param plugins other than surefire */
    private void pom(String library, String configuration, String plugins) throws IOException {
        String[] part = library.split(":");
        here.write("pom.xml", ShopPom.with("""
              <dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                <scope>test</scope></dependency></dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.6.1</version>
                <configuration>%s</configuration></plugin>%s</plugins></build>
            """.formatted(part[0], part[1], part[2], configuration, plugins)));
    }

    private void source(String name, String text) throws IOException {
        here.write("src/test/java/shop/" + name + ".java", "package shop;\n" + text);
    }

    private Result test(String... arguments) {
        return here.manage(Stream.concat(Stream.of("--engine", "embedded", "test"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void an_inherited_failure_has_its_place_and_what_fails_beside_the_cause_is_told_too() throws IOException {
        pom(JUNIT_4, "", "");
        source(
                "BaseTest",
                "public abstract class BaseTest {\n"
                        + "@org.junit.Test public void inherited() { org.junit.Assert.fail(\"base\"); }\n}\n");
        source("ChildTest", "public class ChildTest extends BaseTest { }\n");
        source("BothTest", """
            import org.junit.*;
            public class BothTest {
                @Before public void before() { throw new IllegalStateException("cause"); }
                @After public void after() { throw new IllegalStateException("later"); }
                @Test public void one() { }
            }
            """);
        String state = "java.lang.IllegalStateException: ";
        test("--no-coverage", "--keep")
                .exitedWith(1)
                .says("0 passed, 2 failed")
                .prints("ChildTest#inherited FAILED")
                .prints("    base\n    at src/test/java/shop/BaseTest.java:3\n")
                .prints("    Multiple Failures (2 failures)\n    \t" + state + "cause\n    \t" + state + "later\n"
                        + "    at src/test/java/shop/BothTest.java:4\n");
        // which has a provider of its own for JUnit 4
        here.replace("pom.xml", "3.6.1", "3.5.4");
        test("--no-coverage")
                .exitedWith(1)
                .prints("    base\n    at src/test/java/shop/BaseTest.java:3\n")
                .prints("    " + state + "cause\n    Also: " + state
                        + "later\n    at src/test/java/shop/BothTest.java:4\n");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_test_may_print_as_much_as_it_likes_and_close_its_output() throws IOException {
        pom(JUNIT_6, "", "");
        source("LoudTest", """
            import org.junit.jupiter.api.*;
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class LoudTest {
                @Test void a_prints() { for (int i = 0; i < 200_000; i++) System.out.println("line " + i); }
                @Test void b_closes() { System.out.close(); }
                @Test void c_fails() {
                    for (int i = 0; i < 10_000; i++) System.err.println("more " + i);
                    Assertions.fail("on purpose");
                }
            }
            """);
        // of the three programs, ours and the JVM of the tests have little memory
        here.set("JAVA_TOOL_OPTIONS", "-Xmx64m").set("MAVEN_OPTS", "-Xmx512m");
        Result result = test("--no-coverage")
                .exitedWith(1)
                .says("2 passed, 1 failed, 0 skipped")
                .prints("    It printed:\n    | ...\n")
                .prints("    | more 9999\n")
                .doesNotPrint("line 199999");
        assertTrue(result.out().length() < 40_000, () -> result.out().length() + " characters");
        assertTrue(here.read(".manage/maven.log").contains("line 199999"));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void where_no_test_failed_and_Maven_did_it_says_why() throws IOException {
        pom(
                JUNIT_6,
                "",
                "<plugin><artifactId>maven-jar-plugin</artifactId><configuration><archive>"
                        + "<manifestFile>nowhere</manifestFile></archive></configuration></plugin>");
        source("UserTest", "class UserTest { @org.junit.jupiter.api.Test void works() { } }");
        test("--no-coverage", "--", "package")
                .exitedWith(1)
                .says("1 passed, 0 failed, 0 skipped")
                .says("no test failed, but Maven did: Failed to execute goal"
                        + " org.apache.maven.plugins:maven-jar-plugin");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void where_the_JVM_of_the_tests_does_not_start_surefires_dump_is_quoted() throws IOException {
        pom(JUNIT_6, "<argLine>--add-modules no.such.module</argLine>", "");
        source("UserTest", "class UserTest { @org.junit.jupiter.api.Test void works() { } }");
        test("--no-coverage")
                .exitedWith(1)
                .says("Maven failed before any test ran")
                .says("a JVM of the tests died; surefire reports:")
                .says("Module no.such.module not found");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void where_coverage_may_be_the_reason_that_is_said() throws IOException {
        pom(JUNIT_6, "", "");
        here.write("src/main/java/shop/Shop.java", "package shop;\npublic class Shop { void opens() { } }\n");
        source("ShopTest", """
            class ShopTest {
                @org.junit.jupiter.api.Test void hasOneMethod() {
                    new Shop().opens();
                    org.junit.jupiter.api.Assertions.assertEquals(1, Shop.class.getDeclaredMethods().length);
                }
            }
            """);
        test().exitedWith(1)
                .says("a test that lists members can fail because of that")
                .says("Try it with --no-coverage");
        test("--no-coverage").succeeded();
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void what_was_chosen_and_did_not_run_is_not_said_to_be_missing() throws IOException {
        pom(JUNIT_6, "<excludedGroups>slow</excludedGroups>", "");
        source("OffTest", "import org.junit.jupiter.api.*;\nclass OffTest { @Test @Disabled void off() { } }");
        source("SlowTest", "import org.junit.jupiter.api.*;\n@Tag(\"slow\") class SlowTest { @Test void slow() { } }");
        test("--no-coverage", "--keep", "OffTest").exitedWith(1).says("no test was executed; skipped: 1");
        test("--no-coverage", "--keep", "SlowTest")
                .exitedWith(1)
                .says("no test of SlowTest was executed")
                .says("The source exists");
        here.deleteIfThere("src/test/java/shop/OffTest.java");
        test("--no-coverage").exitedWith(1).says("no test was executed").says("Does src/test have a test");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void tests_that_are_a_module_run() throws IOException {
        pom(JUNIT_6, "", "<plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>");
        here.write("src/main/java/module-info.java", "module shop { exports shop; }\n")
                .write("src/main/java/shop/Shop.java", "package shop;\npublic class Shop { }\n")
                .write(
                        "src/test/java/module-info.java",
                        "open module shop { exports shop; requires org.junit.jupiter.api; }\n");
        source("ShopTest", "class ShopTest { @org.junit.jupiter.api.Test void works() { new Shop(); } }");
        test("--no-coverage", "--keep").succeeded().says("1 passed, 0 failed, 0 skipped");
        test().succeeded()
                .says("1 passed, 0 failed, 0 skipped")
                .printsClass("ShopTest", "1 passed")
                .prints("shop.Shop ");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void what_a_build_cache_remembers_runs_again() throws IOException {
        pom(JUNIT_6, "", "");
        here.write(".mvn/extensions.xml", """
            <extensions><extension><groupId>org.apache.maven.extensions</groupId>
              <artifactId>maven-build-cache-extension</artifactId><version>1.2.0</version></extension></extensions>
            """);
        source("UserTest", "class UserTest { @org.junit.jupiter.api.Test void works() { } }");
        test("--no-coverage", "--keep").succeeded().says("1 passed, 0 failed, 0 skipped");
        test("--no-coverage").succeeded().says("1 passed, 0 failed, 0 skipped");
    }
}
