//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Result;

/** Scripts that run by themselves before and after the tests and the migrations. */
@Tag("all")
@Tag("sampled")
class HooksTest extends EndToEnd {

    private static final String ASKS = """
        //JAVA 17+
        //SOURCES ${manage.lib:lib}/common.java
        import java.sql.*;
        import lib.cli.*;
        import lib.database.Database;
        public class %s extends Task.WithOptions {
            @Override
            public Integer call() throws SQLException {
                try (Connection connection = Database.application(context().environment()).connect(); \
        Statement statement = connection.createStatement()) {
                    %s
                }
                return 0;
            }
            public static void main(String... args) { Cli.main(new %s(), args); }
        }
        """;

    private void hook(String name, String does) throws IOException {
        here.write("tasks/" + name + ".java", ASKS.formatted(name, does, name));
    }

    private Result test(String... arguments) {
        List<String> all = new java.util.ArrayList<>(
                List.of("--engine", "embedded", "test", "--no-coverage", "ConfigurationTest"));
        all.addAll(List.of(arguments));
        return here.manage(all.toArray(String[]::new));
    }

    @Test
    void before_the_tests_the_database_is_migrated_and_after_them_it_is_still_there() throws IOException {
        hook("before_test", "statement.execute(\"CREATE TABLE left_by_hook AS SELECT count(*) AS users FROM users\");");
        hook(
                "after_test",
                "ResultSet rows = statement.executeQuery(\"SELECT users FROM left_by_hook\"); rows.next();"
                        + " System.out.println(\"users \" + rows.getInt(1) + \", \" +"
                        + " System.getenv(\"MANAGE_OUTCOME\"));");
        Result green = test().succeeded().prints("users 0, passed\n");
        assertTrue(green.out().indexOf(" PASSED") < green.out().indexOf("users 0"), green::toString);
        here.write(
                "app/src/test/java/com/example/application/ConfigurationTest.java",
                "package com.example.application;\n"
                        + "class ConfigurationTest { @org.junit.jupiter.api.Test void fails() { throw new"
                        + " AssertionError(); } }\n");
        test().exitedWith(1).prints("users 0, failed\n").says("0 passed, 1 failed");
        Result dry = here.manage("--engine", "embedded", "-n", "test").succeeded();
        List<String> lines = dry.out()
                .lines()
                .filter(line -> line.contains("_test.java") || line.contains(" test "))
                .map(line -> line.replaceFirst(".*(before_test|after_test|mvn).*", "$1"))
                .toList();
        assertEquals(List.of("before_test", "mvn", "after_test"), lines, dry::toString);
        here.manage("--help").succeeded().doesNotPrint("before-test").doesNotPrint("after-test");
    }

    @Test
    void a_hook_that_fails_fails_the_run_and_what_was_started_is_taken_down() throws IOException {
        here.write(
                        "tasks/before-test.java",
                        "//JAVA 17+\n"
                                + "class before_test { public static void main(String... args) { System.exit(7); } }\n")
                .write(
                        "tasks/after_test.java",
                        "//JAVA 17+\n"
                            + "public class after_test { public static void main(String... args) {"
                            + " System.out.println(\"after \" + System.getenv(\"MANAGE_OUTCOME\")); System.exit(9); }"
                            + " }\n");
        test().exitedWith(1)
                .says("tasks/before-test.java failed with exit code 7")
                .says("tasks/after_test.java failed with exit code 9")
                .prints("after failed\n")
                .doesNotPrint("PASSED");
        Files.delete(here.directory.resolve("tasks/before-test.java"));
        test().exitedWith(1)
                .prints("after passed\n")
                .prints("PASSED")
                .says("tasks/after_test.java failed with exit code 9");
        here.write("tasks/after_test.java", "//JAVA 17+\npublic class after_test { nonsense }\n");
        Result broken = test().exitedWith(1)
                .says("manage: tasks/after_test.java cannot be built")
                .doesNotPrint("PASSED");
        assertTrue(!broken.err().contains("PostgreSQL"), broken::toString);
    }

    @Test
    void migrate_has_hooks_too_and_task_new_writes_them() throws IOException {
        here.replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", "embedded");
        for (String name : List.of("before-migrate", "after-migrate"))
            here.manage("task", "new", name).succeeded().says("It runs automatically.");
        here.manage("postgres", "start").succeeded();
        try {
            here.manage("create-initial-db").succeeded();
            Result first = here.manage("migrate")
                    .succeeded()
                    .prints("before-migrate: application on PostgreSQL 18")
                    .prints("Applied 1 migration.");
            assertTrue(first.out().stripTrailing().endsWith(", passed"), first::toString);
            here.write("app/src/main/resources/db/migration/V20990101000000__wrong.sql", "nonsense;");
            here.manage("flask-equivalent", "db", "upgrade")
                    .exitedWith(1)
                    .prints("before-migrate: ")
                    .prints(", failed");
        } finally {
            here.manage("postgres", "stop").succeeded();
        }
    }
}
