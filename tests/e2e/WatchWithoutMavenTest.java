//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.Watching;
import support.Workspace;

/** What {@code test --watch} says after a change without Maven is what Maven says then. */
@Tag("all")
class WatchWithoutMavenTest extends EndToEnd {

    private static final String MAIN = "app/src/main/java/com/example/application/";
    private static final String TESTS = "app/src/test/java/com/example/application/";
    private static final String THROUGH_MAVEN = "Maven is needed: ";

    private Watching watching;

    @Test
    @Tag("sampled")
    void every_kind_of_change_ends_as_with_maven() throws Exception {
        try (Watching started =
                new Watching(here, Workspace.argv("manage.java", "--engine", "embedded", "test", "--watch", "-v"))) {
            watching = started;
            assertTrue(watching.untilItWaits().contains("31 passed, 0 failed"));
            aBody();
            aSignature();
            codeThatDoesNotCompile();
            classesThatComeAndGo();
            aMigration();
            aPom();
            assertEquals(0, watching.quit());
        }
    }

    @Test
    @Tag("sampled")
    void the_jvm_that_waits_ends_with_the_run_that_started_it() throws Exception {
        String[] selection = {"--engine", "embedded", "test", "ConfigurationTest", "--no-coverage"};
        List<String> argv = new ArrayList<>(Workspace.argv("manage.java", selection));
        argv.add("--watch");
        try (Watching started = new Watching(here, argv)) {
            started.untilItWaits();
            ProcessHandle spare = started.spare();
            spare.parent().orElseThrow().destroyForcibly();
            spare.onExit().get(5, TimeUnit.SECONDS);
        }
        here.manage(selection).succeeded();
    }

    /** What it says of a change, without Maven. */
    private String direct() throws Exception {
        String loop = watching.untilItWaits();
        assertFalse(loop.contains(THROUGH_MAVEN), loop);
        assertFalse(Watching.results(loop).isEmpty(), loop);
        return loop;
    }

    /** The same, which Maven then confirms for all tests that ran. */
    private String confirmed() throws Exception {
        String loop = direct();
        Map<String, String> results = Watching.results(loop);
        watching.type("\n");
        String maven = watching.untilItWaits();
        Map<String, String> all = Watching.results(maven);
        assertTrue(all.size() >= results.size(), maven);
        all.keySet().retainAll(results.keySet());
        assertEquals(all, results, loop + maven);
        return loop;
    }

    private void aBody() throws Exception {
        here.replace(MAIN + "UserRepository.java", "ORDER BY id", "ORDER BY id DESC");
        String loop = confirmed();
        assertTrue(loop.contains("Changed: " + MAIN + "UserRepository.java"), loop);
        assertTrue(loop.contains("FAILED") && loop.contains(TESTS + "UserRepositoryTest.java:"), loop);
        assertTrue(loop.contains("covered") || loop.contains("coverage"), loop);
        assertFalse(loop.contains("ConfigurationTest#"), loop);
        here.replace(MAIN + "UserRepository.java", "ORDER BY id DESC", "ORDER BY id");
        assertTrue(direct().contains(" 0 failed"));
    }

    private void aSignature() throws Exception {
        here.replace(
                MAIN + "UserRepository.java",
                "public UserRepository(",
                "UserRepository(int more, DataSource d) {\n this(d);\n }\n\n    public UserRepository(");
        assertTrue(direct().contains(" 0 failed"));
    }

    private void codeThatDoesNotCompile() throws Exception {
        here.replace(
                TESTS + "ConfigurationTest.java",
                "class ConfigurationTest {",
                "class ConfigurationTest {\n    int x = \"\";");
        String broken = watching.untilItWaits();
        assertTrue(broken.contains(TESTS + "ConfigurationTest.java:"), broken);
        assertTrue(broken.contains("incompatible types") && broken.contains("no test ran"), broken);
        watching.type("r\n");
        String maven = watching.untilItWaits();
        assertTrue(maven.contains("Maven failed before any test ran"), maven);
        here.replace(TESTS + "ConfigurationTest.java", "\n    int x = \"\";", "\n    int x = 1;");
        assertTrue(confirmed().contains("ConfigurationTest#"));
    }

    private void classesThatComeAndGo() throws Exception {
        here.write(
                TESTS + "AddedTest.java",
                "package com.example.application;\n\n"
                        + "class AddedTest {\n"
                        + "    @org.junit.jupiter.api.Test\n"
                        + "    void fails() {\n"
                        + "        org.junit.jupiter.api.Assertions.fail(\"on purpose\");\n"
                        + "    }\n"
                        + "}\n");
        String added = confirmed();
        assertEquals(Map.of("AddedTest#fails", "FAILED"), Watching.results(added), added);
        assertTrue(added.contains("    on purpose") && added.contains("at " + TESTS + "AddedTest.java:6"), added);
        Files.delete(here.directory.resolve(TESTS + "AddedTest.java"));
        String deleted = direct();
        assertFalse(deleted.contains("AddedTest#"), deleted);
        assertEquals(31, Watching.results(deleted).size(), deleted);
    }

    private void aMigration() throws Exception {
        String migration = "app/src/main/resources/db/migration/V20261201000000__more.sql";
        here.write(migration, "alter table users add column more int;");
        assertEquals(31, Watching.results(confirmed()).size());
    }

    private void aPom() throws Exception {
        here.replace("app/pom.xml", "<finalName>", "<!-- changed --><finalName>");
        String maven = watching.untilItWaits();
        assertTrue(maven.contains(THROUGH_MAVEN + "pom.xml is neither a source nor a resource."), maven);
        assertTrue(maven.contains("31 passed, 0 failed"), maven);
    }
}
