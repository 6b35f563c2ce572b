//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.On;
import support.OnEngines;
import support.Result;
import support.SampleSource;
import support.TestCommand;
import support.Workspace;

/** {@code manage.java test}, on both engines: the same must come out. */
class TestCommandTest extends TestCommand {

    private static final String REPOSITORY_TEST = "app/src/test/java/com/example/application/UserRepositoryTest.java";

    @ParameterizedTest
    @OnEngines
    void a_green_run_prints_the_tests_and_the_coverage(On engine) {
        test(here, engine)
                .succeeded()
                .printsClass("UserRepositoryTest", "6 passed")
                .doesNotPrint("UserRepositoryTest#")
                .prints("Name ")
                .prints("Missing")
                .prints("com.example.application.UserRepository ")
                .prints("TOTAL ")
                .says("31 passed, 0 failed, 0 skipped");
    }

    @ParameterizedTest
    @OnEngines
    void a_red_run_fails_and_prints_the_coverage_all_the_same(On engine) throws IOException {
        here.replace(
                REPOSITORY_TEST,
                "assertEquals(List.of(first, second), users.list());",
                "assertEquals(List.of(second, first), users.list());");
        test(here, engine, "UserRepositoryTest", "--sql-log")
                .exitedWith(1)
                .prints("UserRepositoryTest#users_are_listed_oldest_first FAILED")
                .prints("    at " + REPOSITORY_TEST + ":4")
                .prints("UserRepositoryTest#every_test_starts_with_no_users PASSED  0.")
                .prints("TOTAL ")
                .says("5 passed, 1 failed, 0 skipped")
                .says("What the tests sent to the server: .manage/sql");
        String sent =
                here.read(".manage/sql/com.example.application.UserRepositoryTest#users_are_listed_oldest_first.sql");
        assertEquals(2, sent.split("INSERT INTO users", -1).length - 1, sent);
        assertTrue(sent.contains("\n-- $1 = '"), sent);
    }

    @ParameterizedTest
    @OnEngines
    void code_that_does_not_compile_fails(On engine) throws IOException {
        here.replace(REPOSITORY_TEST, "class UserRepositoryTest {", "class UserRepositoryTest { nonsense");
        test(here, engine).exitedWith(1).prints("COMPILATION ERROR").says("Maven failed before any test ran");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void a_run_without_any_test_fails(On engine) {
        test(here, engine, "NoSuchTest").exitedWith(1).says("no test matches NoSuchTest");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void one_method_can_be_selected_and_maven_gets_what_follows_the_dashes(On engine) {
        test(
                        here,
                        engine,
                        "HttpApiTest#the_front_page_greets",
                        REPOSITORY_TEST,
                        "--",
                        "-Dmaven.compiler.showWarnings=false",
                        "-X")
                .succeeded()
                .prints("[DEBUG]")
                .says("7 passed, 0 failed");
    }

    @ParameterizedTest
    @OnEngines
    void a_migration_that_fails_stops_the_run(On engine) throws IOException {
        here.write(
                "app/src/main/resources/db/migration/V20261102000000__broken.sql",
                "CREATE TABLE t (id int);\nSELECT nonsense;\n");
        test(here, engine)
                .exitedWith(1)
                .says("V20261102000000__broken.sql")
                .says("nonsense")
                .doesNotPrint("UserRepositoryTest");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void an_exported_variable_wins_over_the_file(On engine) throws IOException {
        here.set("APPLICATION_DB", "other \"name\"; DROP DATABASE postgres")
                .write("app/src/test/java/com/example/application/WhereTest.java", """
                    package com.example.application;
                    import org.junit.jupiter.api.Test;
                    import org.junit.jupiter.api.extension.ExtendWith;
                    @ExtendWith(TestDatabase.class)
                    class WhereTest {
                        @Test
                        void where(javax.sql.DataSource database) throws Exception {
                            try (var c = database.getConnection(); var rows = c.createStatement().executeQuery("select \
                    current_database()")) {
                                rows.next();
                                System.out.println("we are in <" + rows.getString(1) + ">");
                            }
                        }
                    }
                    """);
        test(here, engine, "WhereTest").succeeded();
        assertTrue(here.read(".manage/maven.log").contains("we are in <other \"name\"; DROP DATABASE postgres>"));
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void variables_that_point_elsewhere_do_not_lead_the_tests_away(On engine) throws IOException {
        here.set("POSTGRES_HOSTNAME", "database.invalid")
                .set("PGHOST", "database.invalid")
                .set("PGPORT", "1")
                .set("APPLICATION_CONFIG", "production");
        Map<String, String> addresses = Map.of(
                "LIVE_URL", "jdbc:otel:postgresql://database.invalid/shop",
                "LIVE_DSN", " host=database.invalid dbname=shop",
                "SPRING_APPLICATION_JSON", "{\"spring.datasource.url\": \"jdbc:postgresql://database.invalid/shop\"}",
                "JAVA_TOOL_OPTIONS", "-Dspring.datasource.url=jdbc:postgresql://database.invalid/shop");
        addresses.forEach(here::set);
        here.replace(
                REPOSITORY_TEST,
                "class UserRepositoryTest {",
                "class UserRepositoryTest {\n    @Test\n    void no_other_address() {\n"
                        + "        for (String name : \"" + String.join(" ", addresses.keySet())
                        + "\".split(\" \"))\n"
                        + "            assertEquals(null, System.getenv(name), name);\n    }");
        Result result = test(here, engine, "UserRepositoryTest").succeeded().says("7 passed");
        addresses.keySet().forEach(name -> result.says(name + " is exported and names a database"));
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void two_checkouts_run_at_the_same_time(On engine) throws Exception {
        engine.require();
        Workspace second = Workspace.ofRepository();
        try {
            CompletableFuture<Result> other = CompletableFuture.supplyAsync(() -> test(second, engine));
            test(here, engine).succeeded();
            other.get().succeeded();
        } finally {
            second.delete();
        }
    }

    @Test
    @Tag("all")
    void a_database_that_the_run_did_not_create_is_not_taken() throws IOException {
        On.docker.require();
        here.write("docker/init/other.sql", "CREATE DATABASE test;")
                .replace(
                        "docker/testing.yml",
                        "    tmpfs:",
                        "    volumes:\n      - ./init:/docker-entrypoint-initdb.d:ro\n    tmpfs:");
        test(here, On.docker).exitedWith(1).says("the database test exists on the server already");
    }

    @ParameterizedTest
    @Tag("sampled")
    @SampleSource(
            oneIn = 4,
            of = {
                "a b",
                "it's",
                "\"quoted\"",
                "\u00e9t\u00e9 \u65e5\u672c",
                "x\"; DROP DATABASE postgres; --",
                "50%",
                "a/b?c=d&e",
                "UPPER",
                "select",
                "template2",
                "sixty-three-bytes-sixty-three-bytes-sixty-three-bytes-sixty-thr"
            })
    @Tag("all")
    void any_name_will_do_for_the_database(String name) throws IOException {
        here.replace(
                "config/testing.json",
                "\"APPLICATION_DB\", \"value\": \"test\"",
                "\"APPLICATION_DB\", \"value\": \"" + name.replace("\"", "\\\"") + "\"");
        test(here, On.embedded, "UserRepositoryTest").succeeded().says("Creating the database " + name + " ...");
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void the_database_that_the_server_comes_with_may_be_the_applications() throws IOException {
        here.replace(
                        "config/testing.json",
                        "\"APPLICATION_DB\", \"value\": \"test\"",
                        "\"APPLICATION_DB\", \"value\": \"shop\"")
                .replace(
                        "config/testing.json",
                        "\"POSTGRES_DB\", \"value\": \"postgres\"",
                        "\"POSTGRES_DB\", \"value\": \"shop\"");
        test(here, On.embedded, "UserRepositoryTest").succeeded();
        if (On.docker.works()) test(here, On.docker, "UserRepositoryTest").succeeded();
    }

    @ParameterizedTest
    @OnEngines
    void a_dry_run_prints_every_step_and_starts_nothing(On engine) throws IOException {
        Workspace.delete(here.directory.resolve("app/target"));
        Result result = here.manage("--engine", engine.name(), "--dry-run", "test", "UserRepositoryTest")
                .succeeded()
                .prints("CREATE DATABASE \"test\";")
                .prints("V20261101090000__create_users.sql")
                .prints("mvn -f ")
                .prints("-Dtest=UserRepositoryTest");
        result.prints(engine == On.docker ? " up -d" : "initdb")
                .prints(engine == On.docker ? "down --volumes --remove-orphans --timeout 1" : "stop");
        assertTrue(result.out().indexOf("CREATE DATABASE") < result.out().indexOf("mvn -f "));
        assertEquals(
                "",
                result.err().lines().filter(line -> !line.startsWith("[jbang")).reduce("", String::concat));
        assertTrue(Files.notExists(here.directory.resolve("app/target")));
    }

    @Test
    @Tag("sampled")
    @Tag("copied")
    void the_task_runs_by_itself_too() {
        here.script("tasks/test.java", "--engine", "embedded", "UserRepositoryTest")
                .succeeded()
                .says("6 passed, 0 failed");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void the_failure_of_a_test_shows_its_assertion(On engine) throws IOException {
        here.replace(REPOSITORY_TEST, "assertEquals(1, users.list().size());", "assertEquals(2, users.list().size());");
        test(here, engine, "UserRepositoryTest#a_second_user_with_the_same_email_is_refused")
                .exitedWith(1)
                .prints("    expected: <2> but was: <1>\n    at " + REPOSITORY_TEST + ":")
                .prints("FAILED UserRepositoryTest#a_second_user_with_the_same_email_is_refused - expected: <2> but"
                        + " was: <1>");
    }
}
