//JAVA 17+

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lib.base.ExitException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import support.Workspace;

class SelectionTest {

    private static final String JUNIT4 =
            "import org.junit.Test; import org.junit.runner.RunWith; import org.junit.runners.Parameterized;\n";
    private static final String JUNIT6 = "import org.junit.jupiter.api.*;\n";

    private Workspace here;

    @BeforeEach
    void project() throws IOException {
        here = new Workspace("selection");
        source(
                "core",
                "com/example/UserTest",
                JUNIT6
                        + "class UserTest { @Test void creates() { } @Test void deletesSlowly() { } @Nested class"
                        + " WhenEmpty { @Test void finds() { } } }");
        source(
                "core",
                "com/example/OrderTest",
                JUNIT6 + "class OrderTest { @Test void createsUser() { } @Test void saves() { } }");
        source("core", "com/example/store/StoreIT", JUNIT6 + "class StoreIT { @Test void userStays() { } }");
        source("old", "com/example/old/NumbersTest", JUNIT4 + """
            @RunWith(Parameterized.class)
            public class NumbersTest {
                @Parameterized.Parameters public static Object[] all() { return new Object[] {1, 2}; }
                @Parameterized.Parameter public int number;
                @Test public void user() { }
                @Test public void other() { }
            }\
            """);
    }

    @AfterEach
    void delete() throws IOException {
        here.delete();
    }

    private void source(String module, String name, String text) throws IOException {
        here.write(
                module + "/src/test/java/" + name + ".java",
                "package " + name.substring(0, name.lastIndexOf('/')).replace('/', '.') + ";\n" + text);
    }

    private static TestSelection words(String... words) {
        return new TestSelection(List.of(words), null, List.of(), List.of());
    }

    private static TestSelection keywords(String expression, String... words) {
        return new TestSelection(List.of(words), expression, List.of(), List.of());
    }

    private List<String> maven(TestSelection selection) throws IOException {
        return selection.maven(TestSources.below(here.folder), here.folder);
    }

    private String test(String... words) throws IOException {
        return maven(words(words)).get(0);
    }

    /** What would run, by surefire's rules: of these names, each a class and a method. */
    private List<String> kept(TestSelection selection, String... tests) throws IOException {
        String patterns = maven(selection).get(0).replaceFirst("-Dtest=", "");
        List<String> kept = new ArrayList<>();
        for (String test : tests) {
            String[] parts = test.split(" ");
            for (String pattern : patterns.split(",")) {
                String[] both = pattern.replaceFirst("^%regex\\[", "")
                        .replaceFirst("]$", "")
                        .split("#", 2);
                boolean matches = Pattern.matches(both[0], parts[0].replace('.', '/') + ".class")
                        && Pattern.matches(both[1], parts[1]);
                // surefire 3.6 asks this of the class first
                if (matches) assertTrue(Pattern.matches(both[0] + "#" + both[1], parts[0]), pattern);
                if (matches && !kept.contains(test)) kept.add(test);
            }
        }
        return kept;
    }

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
    void files_and_folders_are_selections_too() throws IOException {
        assertEquals("-Dtest=com/example/OrderTest", test("core/src/test/java/com/example/OrderTest.java"));
        assertEquals("-Dtest=com/example/OrderTest", test("core\\src\\test\\java\\com\\example\\OrderTest.java"));
        assertEquals(
                "-Dtest=com/example/OrderTest",
                test(here.folder
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
                maven(words("User*").leavingOut(List.of("a.BTest"))).get(0));
    }

    @Test
    void tags_are_groups() throws IOException {
        assertEquals(
                List.of("-Dgroups=slow,db", "-DexcludedGroups=flaky"),
                maven(new TestSelection(List.of(), null, List.of("slow", "db"), List.of("flaky")))
                        .subList(0, 2));
    }

    @Test
    void keywords_are_parts_of_names_in_any_case() throws IOException {
        assertEquals(
                List.of("a.UserTest x", "a.B userStays", "a.B$OfUser x"),
                kept(keywords("USER"), "a.UserTest x", "a.B userStays", "a.B$OfUser x", "user.B x", "a.UserIT x"));
        assertEquals(List.of(), kept(keywords("class"), "a.UserTest x"));
    }

    @Test
    void keywords_are_joined_by_and_or_not_and_parentheses() throws IOException {
        String[] tests = {"a.UserTest creates", "a.UserTest deletes", "a.OrderTest createsUser", "a.OrderTest saves"};
        assertEquals(
                List.of("a.UserTest creates", "a.OrderTest createsUser"), kept(keywords("user and create"), tests));
        assertEquals(List.of("a.UserTest deletes"), kept(keywords("user and not create"), tests));
        assertEquals(List.of("a.OrderTest saves"), kept(keywords("not (user or create)"), tests));
        assertEquals(List.of("a.UserTest deletes", "a.OrderTest saves"), kept(keywords("not create"), tests));
        assertEquals(
                List.of("a.UserTest creates", "a.UserTest deletes", "a.OrderTest saves"),
                kept(keywords("saves or user and not (order and creates)"), tests));
        assertEquals(
                List.of("a.UserTest deletes", "a.OrderTest createsUser", "a.OrderTest saves"),
                kept(keywords("not not (delete or order)"), tests));
    }

    @Test
    void keywords_narrow_the_words() throws IOException {
        String[] tests = {
            "com.example.UserTest creates",
            "com.example.UserTest deletes",
            "com.example.OrderTest createsUser",
            "com.example.store.UserIT create"
        };
        assertEquals(List.of("com.example.UserTest creates"), kept(keywords("create", "UserTest", "StoreTest"), tests));
        assertEquals(
                List.of("com.example.UserTest creates", "com.example.OrderTest createsUser"),
                kept(keywords("create", "UserTest", "OrderTest#create*+saves"), tests));
        assertEquals(List.of(), kept(keywords("delete", "UserTest#creates"), tests));
        assertEquals(
                List.of("com.example.store.UserIT create"), kept(keywords("create", "com.example.store.**"), tests));
        assertEquals(
                List.of("com.example.OrderTest createsUser"), kept(keywords("user", "com/example/Order????"), tests));
    }

    @Test
    void an_expression_that_cannot_be_read_is_said_in_a_line() {
        for (String[] wrong : new String[][] {
            {"", "it is empty"},
            {"(a", "a ( is not closed"},
            {"a)", "a ) too many"},
            {"a and", "something is missing at its end"},
            {"or a", "something is missing before \"or\""},
            {"a b", "\"b\" needs an and or an or before it"},
            {"not", "something is missing at its end"},
            {"()", "something is missing before \")\""},
            {"a,b", "\",\" cannot be part of a name"},
            {"a#b", "\"#\" cannot be part of a name"},
            {"a and not a", "no name can be like that"}
        }) {
            ExitException stop = assertThrows(ExitException.class, () -> maven(keywords(wrong[0])));
            assertEquals(ExitException.WRONG_INPUT, stop.code);
            assertEquals("-k \"" + wrong[0] + "\" cannot be read: " + wrong[1], stop.getMessage());
        }
        assertTrue(assertThrows(ExitException.class, () -> maven(keywords("a and b and c and d and e and f and g")))
                .getMessage()
                .contains("too many combinations"));
        assertTrue(assertThrows(
                        ExitException.class,
                        () -> maven(keywords("(a or b) and (c or d) and (e or f) and (g or h) and (i or j)")))
                .getMessage()
                .contains("too many combinations"));
    }

    @Test
    void no_match_names_what_is_near() throws IOException {
        TestSources names = TestSources.below(here.folder);
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
        return TestReports.NONE.with(List.of(), start, here.folder).cases().stream()
                .map(one -> one.id().toString().replace('#', ' '))
                .sorted()
                .toList();
    }

    private static String pom(String packaging, String name, String more) {
        return """
            <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
            <groupId>t</groupId><artifactId>%s</artifactId><version>1</version><packaging>%s</packaging>
            <properties><maven.compiler.release>17</maven.compiler.release><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
            %s</project>\
            """.formatted(name, packaging, more);
    }

    private static String surefire(String version, String group, String artifact, String of) {
        return """
            <dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><scope>test</scope></dependency></dependencies>
            <build><plugins>
              <plugin><artifactId>maven-surefire-plugin</artifactId><version>%s</version></plugin>
              <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
              <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
            </plugins></build>\
            """.formatted(group, artifact, of, version);
    }
}
