//JAVA 17+

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lib.base.ExitException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Words that select tests, and the patterns that surefire takes for them. */
class SelectionTest extends SelectionSources {

    @Test
    void nothing_selected_adds_nothing() throws IOException {
        assertEquals(List.of(), maven(TestSelection.ALL));
    }

    @Test
    void classes_and_patterns_stay_and_no_module_has_to_match() throws IOException {
        assertEquals(
                List.of(
                        "-Dtest=OrderTest,com.example.O*",
                        "-Dsurefire.failIfNoSpecifiedTests=false",
                        "-DfailIfNoTests=false"),
                maven(words("OrderTest", "com.example.O*")));
    }

    @Test
    void nested_classes_come_with_theirs() throws IOException {
        assertEquals(
                "-Dtest=UserTest,UserTest$*,com.example.UserTest,com.example.UserTest$*",
                test("UserTest,com.example.UserTest"));
    }

    @Test
    void a_method_of_junit_4_is_meant_with_all_its_parameters() throws IOException {
        assertEquals("-Dtest=UserTest#creates+creates[*]+del*", test("UserTest#creates+del*"));
    }

    @Test
    void a_test_is_chosen_as_it_is_printed_with_all_its_invocations() throws IOException {
        for (String invocation : List.of("[1] a, b", "[1] a+b", "in box", "repetition 1 of 3"))
            assertEquals("-Dtest=UserTest#creates+creates[*]", test("UserTest#creates " + invocation));
        assertEquals("-Dtest=UserTest$WhenEmpty#finds+finds[*]", test("UserTest$WhenEmpty#finds [2] x"));
        // a name of Kotlin or Spock
        assertEquals("-Dtest=UserTest#makes a user", test("UserTest#makes a user"));
    }

    @Test
    void files_and_directories_are_selections_too() throws IOException {
        assertEquals("-Dtest=com/example/OrderTest", test("core/src/test/java/com/example/OrderTest.java"));
        assertEquals("-Dtest=com/example/OrderTest", test("core\\src\\test\\java\\com\\example\\OrderTest.java"));
        assertEquals(
                "-Dtest=com/example/OrderTest",
                test(here.directory
                        .resolve("core/src/test/java/com/example/OrderTest.java")
                        .toString()));
        assertEquals(
                "-Dtest=com/example/OrderTest#saves+saves[*]",
                test("core/src/test/java/com/example/OrderTest.java#saves"));
        assertEquals("-Dtest=OrderTest", test("OrderTest.java"));
        assertEquals("-Dtest=com/example/old/NumbersTest", test("old/src/test"));
        assertEquals("-Dtest=com/example/OrderTest,com/example/UserTest,com/example/UserTest$*", test("core/src"));
    }

    @Test
    void a_file_of_kotlin_may_hold_several_classes() throws IOException {
        here.write(
                "core/src/test/kotlin/Tests.kt",
                "package com.example\n"
                        + "class ATest {\n"
                        + "  @Test fun a() = 1\n"
                        + "}\n"
                        + "@Tag(\"x\")\n"
                        + "class BTest {\n"
                        + "  @Test fun b() { }\n"
                        + "}\n");
        assertEquals("-Dtest=com/example/ATest,com/example/BTest", test("core/src/test/kotlin/Tests.kt"));
        assertEquals("-Dtest=com/example/ATest#b*,com/example/BTest#b*", test("core/src/test/kotlin/Tests.kt#b*"));
    }

    @Test
    void a_file_that_does_not_exist_is_an_error_with_near_ones() {
        ExitException stop =
                assertThrows(ExitException.class, () -> test("core/src/test/java/com/example/UserTst.java"));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertEquals("there is no file core/src/test/java/com/example/UserTst.java", stop.getMessage());
        assertEquals("Did you mean: " + Path.of("core/src/test/java/com/example/UserTest.java"), stop.hint);
    }

    @Test
    void a_word_with_an_exclamation_mark_leaves_out() throws IOException {
        assertEquals(
                "-Dtest=User*,!UserTest,!UserTest$*,!OrderTest#saves+saves[*]",
                test("User*", "!UserTest", "!OrderTest#saves"));
        assertTrue(test("!UserTest").endsWith(",!UserTest,!UserTest$*"));
        assertEquals(
                "-Dtest=User*,!a.BTest,!a.BTest$*",
                maven(words("User*").excluding(List.of("a.BTest"))).get(0));
    }

    @Test
    void tags_are_groups() throws IOException {
        assertEquals(
                List.of("-Dgroups=slow,db", "-DexcludedGroups=flaky"),
                maven(new TestSelection(List.of(), null, List.of("slow", "db"), List.of("flaky")))
                        .subList(0, 2));
    }

    @Test
    void no_match_names_what_is_near() throws IOException {
        TestSources names = TestSources.below(here.directory);
        ExitException stop = words("UserTst").noMatch(names);
        assertEquals(ExitException.WORK_FAILED, stop.code);
        assertEquals("no test matches UserTst", stop.getMessage());
        assertEquals("Did you mean: UserTest", stop.hint);
        assertEquals("Did you mean: OrderTest#saves", words("OrderTest#safe").noMatch(names).hint);
        assertEquals(
                "no test matches -k \"deltesSlow\" --tag slow",
                new TestSelection(List.of(), "deltesSlow", List.of("slow"), List.of())
                        .noMatch(names)
                        .getMessage());
        assertEquals("Did you mean: deletesSlowly", keywords("deltesSlow").noMatch(names).hint);
        assertTrue(words("Xylophon").noMatch(names).hint.startsWith("A selection is"));
    }

    @Test
    @Tag("sampled")
    void surefire_takes_the_patterns_as_they_are_meant() throws IOException {
        here.write("pom.xml", pom("pom", "top", "<modules><module>core</module><module>old</module></modules>"));
        here.write(
                "core/pom.xml", pom("jar", "core", surefire("3.6.1", "org.junit.jupiter", "junit-jupiter", "6.1.3")));
        here.write("old/pom.xml", pom("jar", "old", surefire("2.22.2", "junit", "junit", "4.13.2")));
        assertEquals(
                List.of("NumbersTest user[0]", "NumbersTest user[1]", "OrderTest createsUser", "UserTest creates"),
                run(keywords("user and not (slow or empty or other)")));
        assertEquals(
                List.of(
                        "NumbersTest user[0]",
                        "NumbersTest user[1]",
                        "OrderTest saves",
                        "UserTest creates",
                        "UserTest deletesSlowly",
                        "UserTest$WhenEmpty finds"),
                run(words("core/src/test/java/com/example/UserTest.java", "OrderTest#saves", "NumbersTest#user")));
    }

    private List<String> run(TestSelection selection) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn", "-B", "-q", "-ntp", "test"));
        argv.addAll(maven(selection));
        long start = System.currentTimeMillis();
        here.run(argv, "").succeeded();
        return TestReports.NONE.with(List.of(), start, here.directory).cases().stream()
                .map(one -> one.id().toString().replace('#', ' '))
                .sorted()
                .toList();
    }

    private static String pom(String packaging, String name, String more) {
        return """
            <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
            <groupId>t</groupId><artifactId>%s</artifactId><version>1</version><packaging>%s</packaging>
            <properties><maven.compiler.release>17</maven.compiler.release>
              <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
            %s</project>\
            """.formatted(name, packaging, more);
    }

    private static String surefire(String version, String group, String artifact, String of) {
        return """
            <dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
              <scope>test</scope></dependency></dependencies>
            <build><plugins>
              <plugin><artifactId>maven-surefire-plugin</artifactId><version>%s</version></plugin>
              <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
              <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
            </plugins></build>\
            """.formatted(group, artifact, of, version);
    }
}
