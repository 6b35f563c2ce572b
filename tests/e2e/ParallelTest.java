//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Result;

/** Several JVMs that run tests at the same time, each with a database of its own. */
@Tag("all")
class ParallelTest extends EndToEnd {

    private void classesThatSayWhereTheyAre(int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            here.write("app/src/test/java/com/example/application/Where" + i + "Test.java", """
                package com.example.application;
                import org.junit.jupiter.api.Test;
                import org.junit.jupiter.api.extension.ExtendWith;
                @ExtendWith(TestDatabase.class)
                class Where%dTest {
                    @Test
                    void where(javax.sql.DataSource database) throws Exception {
                        try (var c = database.getConnection(); var s = c.createStatement()) {
                            var rows = s.executeQuery("select current_database(), count(*) from users");
                            rows.next();
                            System.out.println("in " + rows.getString(1) + " with " + rows.getInt(2));
                            s.execute("insert into users (email) values ('same@everywhere.com')");
                            Thread.sleep(1500);
                            rows = s.executeQuery("select count(*) from users");
                            rows.next();
                            if (rows.getInt(1) != 1) throw new AssertionError("not alone");
                        }
                    }
                }
                """.formatted(i));
        }
    }

    @Test
    void each_of_two_has_its_own() throws IOException {
        classesThatSayWhereTheyAre(4);
        Result result = here.manage("--engine", "embedded", "test", "--parallel", "2", "--sql-log", "Where*Test")
                .succeeded()
                .says("4 passed");
        Set<String> databases = here.read(".manage/maven.log")
                .lines()
                .filter(line -> line.startsWith("in "))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("in test_1 with 0", "in test_2 with 0"), databases, result::toString);
        assertTrue(result.out().contains("TOTAL "), result::toString);
        for (int i = 1; i <= 4; i++) {
            String sent = here.read(".manage/sql/com.example.application.Where" + i + "Test#where.sql");
            assertEquals(2, sent.split("insert into users", -1).length, sent);
        }
    }

    @Test
    void a_name_that_gets_too_long_with_the_number_is_refused() throws IOException {
        here.replace("config/testing.json", "\"value\": \"test\"", "\"value\": \"" + "x".repeat(62) + "\"");
        here.manage("--engine", "embedded", "test", "--parallel", "2")
                .exitedWith(2)
                .says("is 64 bytes long")
                .says("choose a shorter APPLICATION_DB");
    }
}
