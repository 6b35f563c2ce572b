//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.EndToEnd;
import support.Result;
import support.Workspace;

/** What needs no database: help, configuration, wrong usage, migration files. */
class CommandLineTest extends EndToEnd {

    @Test
    void help_names_every_command() {
        Result help = here.manage("--help").succeeded();
        for (String command : List.of(
                "compose",
                "create-initial-db",
                "sql",
                "migrate",
                "test",
                "mvn",
                "run",
                "shell",
                "flask-equivalent",
                "postgres",
                "config",
                "scenario")) help.prints("  " + command + " ");
        help.prints("\nEvery day:\n  test ").prints("\nDatabase:\n").doesNotPrint("Tasks of this project");
        here.manage("sql", "--help").succeeded().prints("--file=FILE").prints("--config=NAME");
        here.manage("help").succeeded().printsExactly(help.out());
        here.manage("help", "migrate", "diff").succeeded().prints("--message=MESSAGE");
        here.manage("help", "deploy", "status").succeeded().prints("--stack=NAME");
        here.manage("help", "nothing").exitedWith(2).says("there is no command nothing");
        here.manage("--version").succeeded().prints("manage.java ");
    }

    @Test
    void config_shows_values_origins_and_no_secret() throws IOException {
        here.write("config/staging.json", """
            [{"name": "POSTGRES_USER", "value": "u"},
             {"name": "POSTGRES_PASSWORD", "secret": true},
             {"name": "URL", "value": "x://${POSTGRES_USER}:${POSTGRES_PASSWORD}@h"}]
            """)
                .set("POSTGRES_PASSWORD", "hunter2")
                .set("POSTGRES_USER", "me");
        Result shown = here.manage("-c", "staging", "-v", "config", "show")
                .succeeded()
                .prints("POSTGRES_USER")
                .prints("the process environment")
                .prints("config/staging.json:3")
                .prints("***")
                .doesNotPrint("hunter2");
        assertTrue(!shown.err().contains("hunter2"));
        shown.says("POSTGRES_USER comes from the process environment");
        here.manage("config", "-c", "staging").succeeded().prints("staging");
        here.set("APPLICATION_CONFIG", "staging").manage("config").succeeded().prints("staging");
        here.manage("-c", "testing", "config").succeeded().prints("testing").doesNotPrint("staging");
    }

    @Test
    void config_check_reads_every_file() throws IOException {
        here.manage("config", "check")
                .succeeded()
                .prints("config/development.json: 8 variables")
                .prints("config/testing.json: 8 variables")
                .prints("config/production.json: 10 variables; secrets that are not set here: POSTGRES_PASSWORD,"
                        + " APPLICATION_PASSWORD");
        here.write("config/broken.json", "[{\"name\": \"A\"}]").write("config/poor.json", "[]");
        here.manage("config", "check")
                .exitedWith(2)
                .prints("config/testing.json: 8 variables")
                .prints("config/broken.json:1:2: A has no")
                .prints("config/poor.json has no POSTGRES_USER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tets | there is no command tets | manage.java test",
                "--nonsense | --nonsense | --help",
                "sql --nonsense | --nonsense | --help",
                "--engine=oracle config | oracle | --help",
                "-c nowhere config | no environment \"nowhere\" | There are: development, ",
                "-c ../x config | is not a name for an environment | config/NAME.json",
                "postgres | needs one of | --help",
                "migrate new | Missing required parameter | --help",
                "migrate new !!! | has no letter or digit for a file name | letters and digits",
                "create-initial-db now | now | --help",
            })
    void wrong_usage_is_one_line_and_advice(String line, String message, String advice) {
        Result result = here.manage(line.split(" "))
                .exitedWith(2)
                .says("manage: ")
                .says(message)
                .says(advice);
        assertTrue(!result.err().contains("\tat "), result::toString);
    }

    @Test
    void a_project_that_lacks_something_is_told_before_anything_starts() throws IOException {
        Files.delete(here.directory.resolve("app/pom.xml"));
        here.manage("--engine", "embedded", "test")
                .exitedWith(2)
                .says("neither a pom.xml nor an app/pom.xml")
                .says("APPLICATION_POM");
        here.manage("mvn", "verify").exitedWith(2).says("pom.xml");
        Files.delete(here.directory.resolve("docker/testing.yml"));
        here.manage("-c", "testing", "compose", "ps").exitedWith(2).says("there is no docker/testing.yml");
        here.write("config/testing.json", "[{\"name\": \"APPLICATION_DB\", \"value\": \"" + "x".repeat(64) + "\"}]")
                .write("app/pom.xml", "<project/>");
        here.manage("--engine", "embedded", "test").exitedWith(2).says("64 bytes");
        assertTrue(Files.notExists(here.directory.resolve(".manage/testing-postgres")));
    }

    @Test
    void a_bad_variable_is_told_before_anything_starts() throws IOException {
        here.replace(
                "config/testing.json", "\"POSTGRES_PORT\", \"value\": \"0\"", "\"POSTGRES_PORT\", \"value\": \"many\"");
        here.manage("--engine", "embedded", "test").exitedWith(2).says("POSTGRES_PORT is \"many\"");
        here.set("MANAGE_ENGINE", "oracle").manage("config").exitedWith(2).says("MANAGE_ENGINE is \"oracle\"");
    }

    @Test
    void a_new_migration_is_numbered_by_the_time() throws IOException {
        String file = here.manage("migrate", "new", "Add: a  Column")
                .succeeded()
                .out()
                .strip();
        assertTrue(file.matches("app/src/main/resources/db/migration/V20\\d{12}__add_a_column\\.sql"), file);
        assertEquals("-- Add: a  Column\n", here.read(file));
        here.manage("migrate", "new", "Add: a  Column").succeeded();
        try (Stream<Path> files = Files.list(here.directory.resolve("app/src/main/resources/db/migration"))) {
            assertEquals(3, files.count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V2_one_underscore.sql",
        "v2__lower_case.sql",
        "V2__upper.SQL",
        "V2.x__letter.sql",
        "Create_users.sql",
        "V2__text.txt",
        "sub/V2-1__x.sql",
        "V__none.sql"
    })
    void a_file_that_flyway_would_ignore_is_an_error(String name) throws IOException {
        here.write("app/src/main/resources/db/migration/" + name, "select 1;");
        here.manage("--engine", "embedded", "--dry-run", "test")
                .exitedWith(2)
                .says("Flyway would ignore")
                .says(name);
    }

    @Test
    void what_flyway_knows_is_no_error() throws IOException {
        for (String name : List.of(
                "V2__a.sql",
                "V2.1__b.sql",
                "V3_1__c.sql",
                "R__views.sql",
                "B4__baseline.sql",
                "U2__undo.sql",
                "beforeMigrate.sql",
                "afterEachMigrate__log.sql",
                "README.md",
                ".gitkeep",
                "V2__a.sql.conf",
                "sub/V9__d.sql")) {
            here.write("app/src/main/resources/db/migration/" + name, "select 1;");
        }
        here.manage("-n", "migrate").succeeded().prints("sub/V9__d.sql").doesNotPrint("beforeMigrate");
    }

    @Test
    void maven_gets_the_environment_and_every_argument() throws IOException {
        here.write(
                        "config/development.json",
                        "[{\"name\": \"GREETING\", \"value\": \"hello  there\"}, {\"name\": \"APPLICATION_POM\","
                                + " \"value\": \"pom.xml\"}]")
                .write("pom.xml", """
                    <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>
                      <version>1</version><packaging>pom</packaging></project>
                    """);
        here.manage("mvn", "-q", "-B", "help:evaluate", "-Dexpression=env.GREETING", "-DforceStdout", "-Dblank=a b")
                .succeeded()
                .prints("hello  there");
        here.manage("mvn", "-q", "-B", "no-such-phase").exitedWith(1);
        here.manage("-n", "mvn", "-v", "--", "-Dx=a b").succeeded().prints(" -v -- '-Dx=a b'\n");
    }

    @Test
    void a_script_of_the_projects_own_is_a_command() throws IOException {
        here.write("tasks/hello_world.java", """
            //JAVA 17+
            //DESCRIPTION Greets.
            public class hello_world {
                public static void main(String... args) {
                    System.out.println("hello " + String.join("|", args) + " from " + System.getenv("APPLICATION_DB"));
                    System.exit(5);
                }
            }
            """);
        here.manage("--help").succeeded().prints("\nTasks of this project:\n  hello-world  Greets.");
        here.manage("hello-world", "a b", "--", "-c", "--", "x")
                .exitedWith(5)
                .printsExactly("hello a b|-c|--|x from application\n");
    }

    @Test
    void letters_survive_a_locale_without_a_character_set() throws IOException {
        here.write("config/development.json", "[{\"name\": \"GREETING\", \"value\": \"zwölf 日本\"}]")
                .set("LC_ALL", "C")
                .set("LANG", "C");
        here.manage("config").succeeded().prints("zwölf 日本");
    }

    @Test
    void outside_of_a_project_it_says_so() throws IOException {
        Workspace empty = new Workspace("empty");
        empty.run(Workspace.argv(here.directory.resolve("manage.java").toString(), "config"), "")
                .exitedWith(2)
                .says("no project here");
        empty.delete();
    }
}
