//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Watching;
import support.Workspace;

/** {@code test --watch}: the server stays, and what a change has to do with runs again. */
@Tag("all")
class WatchTest extends EndToEnd {

    private static final String TESTS = "app/src/test/java/com/example/application/";
    private Watching watching;

    @Test
    @Tag("sampled")
    void changes_and_keys_run_tests_again_on_an_empty_database_until_q() throws Exception {
        try (Watching started = new Watching(
                here, Workspace.argv("manage.java", "--engine", "embedded", "test", "--watch", "--no-coverage"))) {
            watching = started;
            assertTrue(watching.untilItWaits().contains("31 passed, 0 failed"));

            changesRunTheTestsThatKnowThem();
            aKeyAndAMigrationRunTestsToo();
            watching.type("\n");
            assertTrue(watching.untilItWaits().contains("30 passed, 1 failed"));
            assertEquals(0, watching.quit());
        }
    }

    private void changesRunTheTestsThatKnowThem() throws Exception {
        here.replace(
                TESTS + "ConfigurationTest.java",
                "void an_unknown_name_is_refused() {",
                "void an_unknown_name_is_refused() {\n        if (true) throw new AssertionError(\"red now\");");
        String red = watching.untilItWaits();
        assertTrue(
                red.contains("Changed: " + TESTS + "ConfigurationTest.java")
                        && red.contains("4 passed, 1 failed")
                        && red.contains("    red now"),
                red);
        assertFalse(red.contains("UserRepositoryTest"), red);

        // HttpApiTest knows nothing of it but through HttpApi
        here.replace(
                "app/src/main/java/com/example/application/UserRepository.java",
                "public class UserRepository {",
                "public class UserRepository { // changed");
        String green = watching.untilItWaits();
        assertTrue(
                green.contains("\nHttpApiTest ")
                        && green.contains("\nUserRepositoryTest ")
                        && !green.contains("ConfigurationTest"),
                green);
    }

    private void aKeyAndAMigrationRunTestsToo() throws Exception {
        watching.type("f\n");
        String failed = watching.untilItWaits();
        assertTrue(failed.contains("0 passed, 1 failed") && failed.contains("an_unknown_name_is_refused"), failed);

        here.write("app/src/main/resources/db/migration/V20261201000000__broken.sql", "select nonsense;");
        assertTrue(watching.untilItWaits().contains("column \"nonsense\" does not exist"));
        here.write("app/src/main/resources/db/migration/V20261201000000__broken.sql", "create table more (i int);");
        String migrated = watching.untilItWaits();
        assertTrue(
                migrated.contains("V20261201000000__broken.sql") && migrated.contains("30 passed, 1 failed"), migrated);
    }
}
