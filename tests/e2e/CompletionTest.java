//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.Result;
import support.Workspace;

/** The printed script, in a bash that is asked as its own completion asks, and in a zsh at a terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CompletionTest {

    /**
     * The function that is registered for a line's first word, called as readline does; bash would part words at =
     * and @.
     */
    private static final String ASK = """
        compopt() { :; }
        . "$COMPLETION"
        [ -z "$BEFORE" ] || eval "$BEFORE"
        COMP_LINE="$1" COMP_POINT=${#1}
        COMP_WORDS=($1); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        name="${COMP_WORDS[0]##*/}"
        function_of() { complete -p "$name" | sed 's/.* -F \\([^ ]*\\) .*/\\1/'; }
        "$(function_of)" "$name" "${COMP_WORDS[$COMP_CWORD]}" ""
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    /** A zsh at a terminal of its own, where somebody types a line and presses the key. */
    private static final String TYPE = """
        zmodload zsh/zpty
        zpty shell 'TERM=dumb zsh -f -i'
        heard() {
          local all part; integer end=$(( SECONDS + 20 ))
          while (( SECONDS < end )) && [[ $all != *$1* ]]; do if zpty -rt shell part; then all+=$part; \
        else sleep 0.05; fi; done
          print -r -- $all
        }
        zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; . '$COMPLETION_OF_ZSH'; print loaded-\\$((6*7))"
        heard loaded-42 > /dev/null
        for typed expected in "$@"; do
          zpty -n -w shell $typed$'\\t'
          heard $expected
          zpty -n -w shell $'\\x15'
        done
        """;

    private Workspace here;

    @BeforeAll
    void print() throws IOException {
        here = Workspace.ofRepository();
        here.write(
                        "config/staging.json",
                        "[{\"name\": \"APPLICATION_DATABASES\", \"value\": [\"orders\",\n    \"user-data\"]},"
                                + " {\"name\": \"APPLICATION_INIT_SQL_ORDERS\", \"value\": [\"a\", \"b\"]}]")
                .write("tasks/load_prices.java", "class load_prices { }")
                .write("tasks/before_test.java", "class before_test { }")
                .write("app/scenarios/monday.sql", "")
                .write("app/scenarios/Shared.java", "")
                .write(".manage/scenario+tuesday.run", "x")
                .write(".manage/scenario+gone.run", "");
        here.write("completion", here.manage("completion", "bash").succeeded().out())
                .set("COMPLETION", here.directory.resolve("completion").toString());
    }

    @AfterAll
    void delete() throws IOException {
        here.delete();
    }

    private List<String> candidates(Workspace at, String line) {
        Result result = at.run(List.of("bash", "-c", ASK, "bash", line), "").succeeded();
        assertEquals("", result.err(), result::toString);
        return result.out()
                .lines()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jbang manage.java te | test",
                "jbang manage.java mi | migrate",
                "jbang run --fresh manage.java tes | test",
                "jbang manage doc | doctor",
                "jbang manage@owner/shop comp | completion compose",
                "java @.manage/fast po | postgres",
                "java @../.manage/fast po | postgres",
                "java jbang.java manage.java creat | create-initial-db",
                "./manage.java co | completion compose config",
                "manage.java load | load-prices",
                "jbang manage.java before | ''",
                "jbang manage.java -c testing sq | sql",
                "jbang manage.java -v --engine embedded te | test",
                "jbang manage.java -c st | staging",
                "jbang manage.java -c scenario+t | scenario+tuesday",
                "jbang manage.java -c staging db dump -d o | orders",
                "jbang manage.java migrate -c staging --database=us | user-data",
                "jbang manage.java sql -d o | ''",
                "jbang manage.java scenario up mo | monday",
                "jbang manage.java scenario do | down",
                "jbang manage.java sql -c dev | development",
                "jbang manage.java --config=te | testing",
                "jbang manage.java --engine e | embedded",
                "jbang manage.java --engine=e | embedded",
                "jbang manage.java -c scenario sq | sql",
                "jbang manage.java sql test --form | --format",
                "jbang manage.java migrate va | validate",
                "jbang manage.java migrate diff --allow | --allow-data-loss",
                "jbang manage.java db du | dump",
                "jbang manage.java flask-equivalent db upg | upgrade",
                "jbang manage.java test --fail-f | --fail-fast",
                "jbang manage.java test UserRepo | UserRepositoryTest",
                "jbang manage.java -c testing test --wa | --wait --watch",
                "java -ja | ''",
            })
    void a_line_is_completed(String line, String expected) {
        assertEquals(
                Arrays.stream(expected.split(" "))
                        .filter(word -> !word.isEmpty())
                        .sorted()
                        .toList(),
                candidates(here, line));
    }

    @Test
    void after_a_blank_there_is_every_command_and_own_task() {
        TreeSet<String> all = new TreeSet<>(candidates(here, "jbang manage.java "));
        assertTrue(
                all.containsAll(
                        List.of("test", "sql", "migrate", "db", "doctor", "task", "load-prices", "create-initial-db")),
                all::toString);
        assertTrue(!all.contains("before-test") && !all.contains("load_prices"), all::toString);
    }

    @Test
    void from_a_directory_below_it_is_the_same() throws IOException {
        Files.createDirectories(here.directory.resolve("below"));
        assertEquals(List.of("staging"), candidates(here.at("below"), "jbang manage.java -c st"));
    }

    @Test
    void what_completed_java_before_still_does() {
        here.set("BEFORE", "_theirs() { COMPREPLY=(theirs); }; _manage_java_before_java=_theirs");
        assertEquals(List.of("theirs"), candidates(here, "java -ja"));
        here.set("BEFORE", "");
        assertEquals(List.of("postgres"), candidates(here, "java @.manage/fast po"));
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void the_key_does_so_in_zsh() throws IOException {
        assumeTrue(here.run(List.of("sh", "-c", "command -v zsh"), "").code() == 0, "there is no zsh here");
        here.write(
                        "completion.zsh",
                        here.manage("completion", "zsh").succeeded().out())
                .set(
                        "COMPLETION_OF_ZSH",
                        here.directory.resolve("completion.zsh").toString());
        List<String> lines = List.of(
                "jbang manage.java mi",
                "jbang manage.java migrate",
                "jbang manage.java -c te",
                "jbang manage.java -c testing",
                "./manage.java scenario up mo",
                "./manage.java scenario up monday",
                "java jbang.java manage.java creat",
                "java jbang.java manage.java create-initial-db",
                "java @.manage/fast po",
                "java @.manage/fast postgres",
                "./manage.java --config=stag",
                "./manage.java --config=staging",
                "java -versi",
                "java -version");
        Result result = here.run(
                        Stream.concat(Stream.of("zsh", "-f", "-c", TYPE, "zsh"), lines.stream())
                                .toList(),
                        "")
                .succeeded();
        String seen = result.out().replaceAll("\\p{Cntrl}", "");
        for (int i = 1; i < lines.size(); i += 2) assertTrue(seen.contains(lines.get(i)), result::toString);
    }

    @Test
    void there_is_none_for_another_shell() {
        here.manage("completion", "fish").exitedWith(2).says("fish");
    }
}
