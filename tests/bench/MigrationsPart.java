//JAVA 17+
//SOURCES Checkout.java Part.java Report.java Rounds.java

import java.util.List;
import java.util.Map;
import support.Result;

/** What many migrations cost, where they are applied and where the template has them already. */
class MigrationsPart implements Part {

    private static final List<Integer> COUNTS = List.of(10, 100, 1000);
    private static final String DIRECTORY = "app/src/main/resources/db/migration/";
    /** Sees that the migrations are there, and does not run Flyway itself as the example's fixture does. */
    private static final String TEST = """
        package com.example.application;

        import static org.junit.jupiter.api.Assertions.assertEquals;

        import java.sql.DriverManager;
        import org.junit.jupiter.api.Test;

        class MigratedTest {

            @Test
            void the_last_migration_was_applied() throws Exception {
                String url = "jdbc:postgresql://" + System.getenv("POSTGRES_HOSTNAME") + ":" + \
        System.getenv("POSTGRES_PORT") + "/" + System.getenv("APPLICATION_DB");
                try (var connection = DriverManager.getConnection(url, System.getenv("POSTGRES_USER"), \
        System.getenv("POSTGRES_PASSWORD"));
                     var rows = connection.createStatement().executeQuery("SELECT count(*) FROM table_%d")) {
                    rows.next();
                    assertEquals(0, rows.getInt(1));
                }
            }
        }
        """;

    @Override
    public String title() {
        return "10, 100 and 1,000 migrations, with and without the template";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Rounds variants = Rounds.ofSeconds(rounds);
        for (int count : COUNTS) {
            Checkout ours = with(count);
            variants.time(
                            count + " migrations, first run",
                            () -> ours.jbang("manage.java", "doctor", "--fix"),
                            () -> test(ours),
                            () -> {})
                    .then(count + " migrations, second run", () -> test(ours).says("Reusing the server"));
        }
        Map<String, Times> all = variants.run();
        report.text(
                "`jbang manage.java test --keep --no-coverage MigratedTest`: one small test, which queries the table"
                    + " of the last migration. Each migration\n"
                    + "creates a table and an index. The first run makes the server and applies them to the template;"
                    + " the second copies the template.");
        report.table(all, "s", "10 migrations, second run");
        report.target(
                "second run with 1000 / with 10",
                all.get("1000 migrations, second run").median()
                        / all.get("10 migrations, second run").median(),
                1.10,
                "");
    }

    private static Checkout with(int count) throws Exception {
        Checkout ours = new Checkout();
        ours.here.deleteIfThere(DIRECTORY + "V20261101090000__create_users.sql");
        for (int i = 1; i <= count; i++)
            ours.here.write(
                    DIRECTORY + "V" + i + "__table_" + i + ".sql",
                    "CREATE TABLE table_" + i + " (id bigint PRIMARY KEY, name text NOT NULL);\nCREATE INDEX ON table_"
                            + i + " (name);\n");
        ours.here.write("app/src/test/java/com/example/application/MigratedTest.java", TEST.formatted(count));
        return ours;
    }

    private static Result test(Checkout ours) throws Exception {
        return ours.jbang("manage.java", "test", "--keep", "--no-coverage", "MigratedTest")
                .succeeded()
                .says("1 passed, 0 failed");
    }
}
