//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Workspace;

/** {@code test --watch}: the server stays, and what a change has to do with runs again. */
@Tag("all")
class WatchTest extends EndToEnd {

    private static final String TESTS = "app/src/test/java/com/example/application/";
    private static final String WAITING = "Waiting for a change.";

    private Process process;
    private Path log;
    private int read;

    /** What it said since the last time, once it waits. */
    private String untilItWaits() throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end && process.isAlive()) {
            String all = Files.readString(log);
            if (all.indexOf(WAITING, read) >= 0) {
                String output = all.substring(read);
                read = all.length();
                return output;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it does not wait\n" + Files.readString(log));
    }

    private void type(String text) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    @Test
    void changes_and_keys_run_tests_again_on_an_empty_database_until_q() throws Exception {
        log = here.folder.resolveSibling("log");
        process = here.builder(
                        Workspace.argv("manage.java", "--engine", "embedded", "test", "--watch", "--no-coverage"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(untilItWaits().contains("31 passed, 0 failed"));

            changesRunTheTestsThatKnowThem();
            aKeyAndAMigrationRunTestsToo();
            type("\n");
            assertTrue(untilItWaits().contains("30 passed, 1 failed"));
            type("q\n");
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private void changesRunTheTestsThatKnowThem() throws Exception {
        here.replace(
                TESTS + "ConfigurationTest.java",
                "void an_unknown_name_is_refused() {",
                "void an_unknown_name_is_refused() {\n        if (true) throw new AssertionError(\"red now\");");
        String red = untilItWaits();
        assertTrue(
                red.contains("Changed: " + TESTS + "ConfigurationTest.java")
                        && red.contains("4 passed, 1 failed")
                        && red.contains("    red now"),
                red);
        assertFalse(red.contains("UserRepositoryTest#"), red);

        // HttpApiTest knows nothing of it but through HttpApi
        here.replace(
                "app/src/main/java/com/example/application/UserRepository.java",
                "public class UserRepository {",
                "public class UserRepository { // changed");
        String green = untilItWaits();
        assertTrue(
                green.contains("HttpApiTest#")
                        && green.contains("UserRepositoryTest#every_test_starts_with_no_users PASSED")
                        && !green.contains("ConfigurationTest#"),
                green);
    }

    private void aKeyAndAMigrationRunTestsToo() throws Exception {
        type("f\n");
        String failed = untilItWaits();
        assertTrue(failed.contains("0 passed, 1 failed") && failed.contains("an_unknown_name_is_refused"), failed);

        here.write("app/src/main/resources/db/migration/V20261201000000__broken.sql", "select nonsense;");
        assertTrue(untilItWaits().contains("column \"nonsense\" does not exist"));
        here.write("app/src/main/resources/db/migration/V20261201000000__broken.sql", "create table more (i int);");
        String migrated = untilItWaits();
        assertTrue(
                migrated.contains("V20261201000000__broken.sql") && migrated.contains("30 passed, 1 failed"), migrated);
    }
}
