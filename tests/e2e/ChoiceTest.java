//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Result;

/** Which tests run, chosen in every way there is, on a kept server so that it does not take long. */
@Tag("all")
@Tag("sampled")
class ChoiceTest extends EndToEnd {

    private static final String TESTS = "app/src/test/java/com/example/application/";

    private Result test(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"--engine", "embedded", "test", "--no-coverage"}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return here.manage(all);
    }

    private static List<String> ran(Result result) {
        return List.copyOf(new TreeSet<>(result.out()
                .lines()
                .filter(line -> line.matches("\\S+#.* (PASSED|FAILED|SKIPPED)  .*"))
                .map(line -> line.replaceFirst(" (PASSED|FAILED|SKIPPED)  .*", ""))
                .toList()));
    }

    @Test
    void by_words_names_and_tags_and_nothing_is_an_error_with_near_names() throws IOException {
        here.write(TESTS + "TaggedTest.java", """
            package com.example.application;
            import org.junit.jupiter.api.*;
            class TaggedTest {
                @Test @Tag("slow") void slow() { }
                @Test @Tag("quick") void quick() { }
                @Nested class Inner { @Test void deep() { } }
            }
            """);
        assertEquals(
                List.of("TaggedTest#quick", "TaggedTest#slow", "TaggedTest$Inner#deep"),
                ran(test("--keep", TESTS + "TaggedTest.java").succeeded()));
        assertEquals(
                List.of("TaggedTest#quick", "TaggedTest#slow"),
                ran(test("--keep", "-k", "tagged and not inner").succeeded()));
        assertEquals(
                List.of("TaggedTest#slow"),
                ran(test("-v", "--keep", "--tag", "slow").succeeded()));
        assertEquals(
                List.of("TaggedTest#quick", "TaggedTest$Inner#deep"),
                ran(test("--keep", "TaggedTest", "--exclude-tag", "slow").succeeded()));
        assertEquals(
                List.of(
                        "ConfigurationTest#an_unknown_name_is_refused",
                        "UserRepositoryTest#a_created_user_can_be_read_back"),
                ran(test(
                                "--keep",
                                "ConfigurationTest#an_unknown_name_is_refused",
                                "UserRepositoryTest#a_created_user_can_be_read_back")
                        .succeeded()));
        test("--keep", "ConfigurationTst")
                .exitedWith(1)
                .says("no test matches ConfigurationTst")
                .says("Did you mean: ConfigurationTest");
        test("-k", "user and").exitedWith(2).says("-k \"user and\" cannot be read");
        test("--failed", "UserTest").exitedWith(2).says("--failed chooses the tests itself");
        here.manage("doctor", "--fix").succeeded();
    }

    @Test
    void what_failed_last_time_the_first_failure_and_the_parts() throws IOException {
        here.write(TESTS + "ATest.java", """
            package com.example.application;
            import static org.junit.jupiter.api.Assertions.*;
            import org.junit.jupiter.api.*;
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class ATest {
                @Test void a_passes() { }
                @Test void b_fails() { assertTrue(new java.io.File("../right").exists()); }
                @Test void c_takes_long() throws Exception { Thread.sleep(4000); }
            }
            """);
        Result first = test("--keep", "--fail-fast", "ATest").exitedWith(1).says("1 passed, 1 failed, 0 skipped");
        assertEquals(List.of("ATest#a_passes", "ATest#b_fails"), ran(first));
        assertEquals(
                List.of("ATest#b_fails"),
                ran(test("--keep", "--failed")
                        .exitedWith(1)
                        .says("Failed in their last run: com.example.application.ATest#b_fails")));
        here.write("right", "");
        assertEquals(List.of("ATest#b_fails"), ran(test("--keep", "--failed").succeeded()));
        here.deleteIfThere("right");
        // every test is in one part and in no other
        List<String> parts = new java.util.ArrayList<>();
        for (int part = 1; part <= 2; part++) {
            List<String> some =
                    ran(test("--keep", "--shard", part + "/2", "--fail-fast", "-k", "not takes_long and not b_fails")
                            .succeeded()
                            .says("Part " + part + " of 2: "));
            assertEquals(List.of(), some.stream().filter(parts::contains).toList());
            parts.addAll(some);
        }
        assertEquals(32, parts.size(), parts::toString);
        test("--shard", "3/2").exitedWith(2).says("there is no part 3 of 2");
        here.manage("doctor", "--fix").succeeded();
    }

    @Test
    void by_what_is_not_committed() throws IOException {
        here.write(".gitignore", "target/\n.manage/\n");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "all");
        test("--changed").succeeded().says("The changes affect no test: none runs.");
        here.replace(
                TESTS + "ConfigurationTest.java", "class ConfigurationTest {", "class ConfigurationTest { // again");
        Result result =
                test("-v", "--changed", "--", "-q").succeeded().says("Uncommitted changes: ConfigurationTest.java");
        assertEquals(
                List.of("ConfigurationTest"),
                ran(result).stream()
                        .map(name -> name.replaceFirst("#.*", ""))
                        .distinct()
                        .toList());
    }

    private void git(String... arguments) {
        here.run(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList(), "")
                .succeeded();
    }
}
