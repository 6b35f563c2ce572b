//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.EndToEnd;
import support.Result;
import support.Workspace;

/** A script in tasks/ is a command by being there, with the environment, options and exit codes of ours. */
class OwnTasksTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop").with("manage.java", "tasks", "config", "docker");
    }

    private void plain() throws IOException {
        here.write("tasks/hello.java", """
            //JAVA 17+
            //DESCRIPTION Greets 100% of "all" people.
            public class hello {
                public static void main(String... args) {
                    System.out.println(System.getenv("APPLICATION_CONFIG") + " " + System.getenv("APPLICATION_DB") + \
            " " + String.join("|", args));
                    System.exit(args.length);
                }
            }
            """);
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_plain_script_has_the_environment_and_the_options_on_either_side() throws IOException {
        plain();
        here.manage("hello")
                .succeeded()
                .printsExactly("development application \n")
                .says("Building tasks/hello.java");
        Result second =
                here.manage("-c", "testing", "hello", "a b").exitedWith(1).printsExactly("testing test a b\n");
        assertFalse(second.err().contains("Building"), second::toString);
        here.manage("hello", "-c", "testing", "--count", "-x").exitedWith(2).printsExactly("testing test --count|-x\n");
        here.manage("hello", "-q", "--", "-c", "x").exitedWith(2).printsExactly("development application -c|x\n");
        here.manage("hello", "-v", "a").exitedWith(1).says("+ ");
        here.manage("hello", "-n", "a").succeeded().prints("tasks/hello.java a");
        here.manage("-n", "hello").succeeded().prints("tasks/hello.java");
        here.manage("hello", "-c", "nowhere")
                .exitedWith(2)
                .says("no environment \"nowhere\"")
                .printsExactly("");
        here.manage("hello", "-c").exitedWith(2).says("--config");
        here.manage("hello", "--help").succeeded().prints("Greets 100% of \"all\" people.");
        here.manage("--help")
                .succeeded()
                .prints("Greets 100% of \"all\" people.")
                .prints("create-initial-db");
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void a_written_task_runs_at_once_and_knows_the_options() throws IOException {
        here.manage("task", "new", "load-prices", "Loads 5 % of \"all\" prices, back\\slashed.")
                .succeeded()
                .printsExactly("tasks/load_prices.java\n")
                .says("manage.java load-prices");
        String text = here.read("tasks/load_prices.java");
        assertTrue(text.lines().count() >= 15 && text.lines().count() <= 36, text);
        here.manage("load-prices").succeeded().prints("Hello from development, with the database application!");
        here.manage("-v", "load-prices", "-c", "testing")
                .succeeded()
                .prints("Hello from testing, with the database test!");
        here.manage("-c", "testing", "load-prices", "-c", "development", "-n", "select 1")
                .succeeded()
                .prints("Hello from development");
        here.manage("load-prices", "--nonsense").exitedWith(2).says("--nonsense");
        here.manage("--help").succeeded().prints("Loads 5 % of \"all\" prices, back\\slashed.");
        here.manage("load-prices", "--help")
                .succeeded()
                .prints("Loads 5 % of \"all\" prices, back\\slashed.")
                .prints("<query>")
                .prints("--config=NAME");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sql | tasks/sql.java exists already",
                "create-initial-db | tasks/create_initial_db.java exists already",
                "doctor | tasks/doctor.java exists already",
                "lib | tasks/lib exists already",
                "Prices | is not a name for a task",
                "class | is not a name for a task",
                "../x | is not a name for a task",
                "1st | is not a name for a task"
            })
    @Tag("all")
    @Tag("sampled")
    void no_task_is_written_in_the_place_of_something_else(String name, String message) {
        here.manage("task", "new", name).exitedWith(2).says(message).printsExactly("");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_written_task_asks_the_database() throws IOException {
        Workspace copy = here.replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", "embedded");
        copy.manage("task", "new", "ask").succeeded();
        copy.manage("-n", "task", "new", "other").succeeded().prints("public class other extends Task");
        assertFalse(Files.exists(here.directory.resolve("tasks/other.java")));
        copy.manage("ask", "select 1").exitedWith(3).says("no PostgreSQL of the environment development is running");
        copy.manage("postgres", "start").succeeded();
        try {
            copy.manage("create-initial-db").succeeded();
            copy.manage("ask", "select 40 + 2").succeeded().prints("\n42\n");
        } finally {
            copy.manage("postgres", "stop").succeeded();
        }
    }

    @Test
    @Tag("all")
    void a_broken_one_is_told_in_one_line_and_does_not_break_the_others() throws IOException {
        plain();
        here.write(
                "tasks/broken.java",
                "//JAVA 17+\npublic class broken { public static void main(String... args) { int i = \"one\"; } }\n");
        Files.write(here.directory.resolve("tasks/latin.java"), new byte[] {'/', '/', (byte) 0xe4, '\n'});
        Files.createDirectory(here.directory.resolve("tasks/directory.java"));
        withPicocli();
        Result broken = here.manage("broken").exitedWith(1).printsExactly("").says("incompatible types");
        assertEquals(
                "manage: tasks/broken.java cannot be built",
                broken.err()
                        .lines()
                        .filter(line -> !line.contains("Building"))
                        .findFirst()
                        .orElse(""),
                broken::toString);
        here.manage("hello").succeeded().prints("development");
        Result help = here.manage("--help")
                .succeeded()
                .prints("  broken ")
                .prints("A task of this project.")
                .prints("  latin ")
                .prints("cannot be read")
                .prints("Counts 7 % of \"them\".")
                .doesNotPrint("directory");
        assertEquals("", help.err());
        here.manage("-c", "testing", "with-picocli", "-c", "3").succeeded().printsExactly("testing3\n");
        here.manage("nothing").exitedWith(2).says("there is no command nothing");
    }

    private void withPicocli() throws IOException {
        here.write("tasks/with_picocli.java", """
            //JAVA 17+
            //DEPS info.picocli:picocli:4.7.7
            import picocli.CommandLine;
            @CommandLine.Command(name = "x", mixinStandardHelpOptions = true, \
            description = "Counts 7 %% of \\"them\\".")
            class with_picocli implements Runnable {
                @CommandLine.Option(names = "-c") int count;
                public void run() { System.out.println(System.getenv("APPLICATION_CONFIG") + count); }
                public static void main(String... args) { \
            System.exit(new CommandLine(new with_picocli()).execute(args)); }
            }
            """);
    }
}
