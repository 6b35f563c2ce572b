//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.Workspace;

/** Repositories without a POM: of Gradle, and of neither. */
class WithoutMavenTest extends EndToEnd {

    /** Prints what the migrations wrote, and exits with its last argument if that is a number. */
    private static final String PROGRAM = """
        import java.sql.DriverManager;
        public class ItemTest {
            public static void main(String[] arguments) throws Exception {
                System.out.println("arguments: " + String.join(" ", arguments));
                try (var connection = DriverManager.getConnection(System.getenv("ITEM_DB_URL"),
                                System.getenv("POSTGRES_USER"), System.getenv("POSTGRES_PASSWORD"));
                        var rows = connection.createStatement().executeQuery("select name from item")) {
                    while (rows.next()) System.out.println("item: " + rows.getString(1));
                }
                String last = arguments[arguments.length - 1];
                if (last.equals("wait")) Thread.sleep(60_000);
                System.exit(last.matches("[0-9]+") ? Integer.parseInt(last) : 0);
            }
        }
        """;

    @Override
    protected Workspace workspace() throws IOException {
        return new Workspace("shop");
    }

    private static String driver() {
        try {
            return Path.of(org.postgresql.Driver.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("sampled")
    void init_in_a_gradle_repository_and_its_wrapper_as_the_tests() throws IOException {
        here.write("build.gradle", "dependencies { runtimeOnly 'org.postgresql:postgresql:42.7.14' }\n")
                .write("src/main/resources/db/migration/V1__item.sql", "create table item as select 'pen' as name;\n")
                .write("src/test/java/ItemTest.java", PROGRAM)
                .write(
                        "gradlew",
                        "#!/bin/sh\nexec '" + Workspace.java() + "' -cp '" + driver()
                                + "' src/test/java/ItemTest.java \"$@\"\n");
        Files.setPosixFilePermissions(here.directory.resolve("gradlew"), PosixFilePermissions.fromString("rwxr-xr-x"));
        here.run(InitRunTest.argv("--yes"), "")
                .succeeded()
                .prints("plain Gradle")
                .prints("The command that runs the tests is ./gradlew test")
                .prints("{\"name\": \"APPLICATION_TEST_COMMAND\", \"value\": \"./gradlew test\"}")
                .prints("{\"name\": \"ITEM_DB_URL\", \"value\": \"jdbc:postgresql://")
                .prints("These need Maven and do not work here");
        // with the times of the originals they start without JBang
        Workspace.delete(here.directory.resolve("tasks"));
        here.deleteIfThere("manage.java")
                .deleteIfThere("jbang.java")
                .with("manage.java", "jbang.java", "tasks")
                .manage("--engine", "embedded", "test")
                .succeeded()
                .prints("arguments: test\nitem: pen\n")
                .says("PostgreSQL is ready at ")
                .says("./gradlew test exited with 0 after ");
        here.manage("--engine", "embedded", "test", "--", "--tests", "7")
                .exitedWith(7)
                .prints("arguments: test --tests 7");
        here.manage("--dry-run", "--engine", "embedded", "test").succeeded().prints("/gradlew test\n");
        here.manage("doctor").prints("tests by ./gradlew test, 1 migration in src/main/resources/db/migration");
        Files.delete(here.directory.resolve("gradlew"));
        Result missing = here.manage("test").exitedWith(2).says("./gradlew does not exist");
        assertFalse(missing.err().contains("Starting PostgreSQL"), missing::toString);
    }

    /** A repository that has the directories of its JSON, and no sources of Java. */
    private void plain() throws IOException {
        here.with("manage.java", "tasks", "config", "docker")
                .write("sql/steps/V1__item.sql", "create table item (name text);\n")
                .write("sql/wanted.sql", "create table item (name text, price int);\n")
                .write("sql/first.sql", "create schema before_all;\n")
                .write("sql/cases/pens.sql", "insert into item values ('a pen');\n")
                .write("ItemTest.java", PROGRAM);
        for (String environment : List.of("testing", "development", "scenario"))
            here.replace("config/" + environment + ".json", "\n]", """
                ,
                  {"name": "ITEM_DB_URL",
                    "value": "jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}"},
                  {"name": "APPLICATION_MIGRATIONS", "value": "sql/steps"},
                  {"name": "APPLICATION_SCENARIOS", "value": "sql/cases"},
                  {"name": "APPLICATION_INIT_SQL", "value": "sql/first.sql"},
                  {"name": "APPLICATION_SCHEMA", "value": "sql/wanted.sql"}
                ]\
                """);
    }

    private Result test(On engine, String... arguments) {
        return here.manage(
                with(List.of("--engine", engine.name(), "test"), arguments).toArray(String[]::new));
    }

    private static List<String> with(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }

    /** The options of a run, and behind them the program. */
    private static String[] program(String argument, String... options) {
        return with(List.of(options), "--", Workspace.java(), "-cp", driver(), "ItemTest.java", argument)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @OnEngines
    void any_command_as_the_tests(On engine) throws Exception {
        engine.require();
        plain();
        test(engine).exitedWith(2).says("no other command that runs the tests").says("test -- ./gradlew test");
        test(engine, program("x", "--watch"))
                .exitedWith(2)
                .says("--watch works only with tests that Maven runs")
                .says("--fresh, --keep");
        test(engine, program("x", "UserTest")).exitedWith(2).says("UserTest works only with");
        test(engine, "--", "no-such-program").exitedWith(3).says("no-such-program was not found");
        test(engine, program("3", "--keep")).exitedWith(3).says("exited with 3").says("kept for the next run");
        here.manage("-c", "testing", "sql", "--format", "csv", "select to_regnamespace('before_all')")
                .prints("before_all");
        here.write("pom.xml", "<project/>");
        test(engine, "--", "true")
                .succeeded()
                .says("Reusing the server")
                .says("no test connected to the database that was started for them");
        interrupt(engine);
    }

    private void interrupt(On engine) throws Exception {
        Path log = here.directory.resolveSibling("log");
        List<String> argv = with(List.of("--engine", engine.name(), "test"), program("wait"));
        Process process = here.builder(here.command(argv.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.readString(log).contains("arguments: wait")) {
            assertTrue(process.isAlive(), Files.readString(log));
            Thread.sleep(50);
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        String said = Files.readString(log);
        assertTrue(said.contains("the database and all that was started for it are removed"), said);
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void commands_of_the_database() throws IOException {
        plain();
        here.replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", "embedded");
        here.manage("config", "check").succeeded();
        here.manage("postgres", "start").succeeded();
        try {
            here.manage("create-initial-db").succeeded();
            here.manage("migrate").succeeded().prints("V1__item.sql");
            here.manage("migrate", "diff", "-m", "price").succeeded().prints("added column item.price");
            here.manage("migrate", "check").succeeded();
            here.manage("migrate", "lint").succeeded();
            here.manage("migrate", "info", "--exit-code").exitedWith(1).prints("price");
            here.manage("migrate", "up").succeeded();
            here.manage("sql", "--format", "csv", "select count(price) from item")
                    .printsExactly("count\n0\n");
            here.manage("db", "snapshot", "save", "before").succeeded();
            here.manage("scenario", "up", "pens").succeeded().prints("The scenario pens is running.");
            here.manage("scenario", "down", "pens").succeeded();
            here.manage("run").exitedWith(2).says("this needs Maven");
        } finally {
            here.manage("postgres", "stop").succeeded();
        }
    }
}
