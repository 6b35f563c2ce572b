//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lib.base.ExitException;
import lib.testing.TestReports.Case;
import lib.testing.TestReports.Id;
import lib.testing.TestReports.Status;
import org.junit.jupiter.api.Test;
import support.SmallRepository;
import support.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs are told of a run. */
class JsonReportTest extends SmallRepository {

    private static final Id SHAKES = new Id("a.UserTest", "shakes", "");

    private JsonNode report(Case... cases) throws IOException {
        write("manage.java", "");
        write("src/test/java/a/UserTest.java", "package a; class UserTest extends Base { @Test void x() { } }");
        write("src/test/java/a/OrderTest.java", "package a; class OrderTest { @Test void x() { } }");
        write("src/test/java/b/Base.java", "package b; abstract class Base { }");
        TestReports reports = new TestReports(List.of(cases), Map.of(), Map.of(SHAKES, 2));
        TestSources sources = TestSources.below(root);
        String text = new JsonReport(context("[]"), 1)
                .messages(List.of("said"))
                .tests(reports, Duration.ofMillis(1500), sources)
                .leftOut(List.of("UserTest"), reports, sources)
                .coverage(Optional.empty(), 0, root)
                .slowest(List.of(new TestHistory.Slow("a.UserTest", "", 1.5)))
                .text();
        return new JsonMapper().readTree(text);
    }

    private static Case failed(String method, String invocation, String place) {
        return new Case(new Id("a.UserTest", method, invocation), 0.5, Status.FAILED, "why\nso", place);
    }

    @Test
    void a_failure_has_its_place_and_the_command_that_repeats_it() throws IOException {
        JsonNode failures = report(
                        failed("x", "[1] é", "UserTest.java:7"),
                        failed("", "", ""),
                        failed("y(int)[1]", "", "Base.java:3"),
                        new Case(new Id("a.UserTest$Inner", "z", ""), 0, Status.ERROR, "", "Elsewhere.java:1"))
                .get("failures");
        assertEquals(
                List.of(
                        "a.UserTest x [1] é src/test/java/a/UserTest.java 7 jbang manage.java test 'a.UserTest#x'",
                        "a.UserTest null null src/test/java/a/UserTest.java null jbang manage.java test a.UserTest",
                        "a.UserTest y(int)[1] null src/test/java/b/Base.java 3 jbang manage.java test 'a.UserTest#y'",
                        "a.UserTest$Inner z null src/test/java/a/UserTest.java null jbang manage.java test"
                                + " 'a.UserTest$Inner#z'"),
                failures.values().stream()
                        .map(one -> String.join(
                                " ",
                                List.of("class", "method", "invocation", "file", "line", "command").stream()
                                        .map(field -> one.get(field).asString("null"))
                                        .toList()))
                        .toList());
        assertEquals("why\nso", failures.get(0).get("message").asString());
    }

    @Test
    void what_ran_and_what_did_not_is_counted() throws IOException {
        JsonNode run = report(
                failed("x", "", ""),
                new Case(SHAKES, 0.5, Status.PASSED, "", ""),
                new Case(new Id("a.UserTest", "later", ""), 0, Status.SKIPPED, "not now", ""));
        assertEquals(JsonReport.VERSION, run.get("version").asInt());
        assertEquals(
                "{\"tests\":3,\"passed\":1,\"failed\":1,\"skipped\":1,\"flaky\":1,\"seconds\":1.5}",
                run.get("totals").toString());
        assertEquals(
                "[{\"class\":\"a.UserTest\",\"method\":\"shakes\",\"invocation\":null,\"tries\":2}]",
                run.get("flaky").toString());
        assertEquals("not now", run.at("/skipped/0/message").asString());
        assertEquals(
                "{\"by\":[\"UserTest\"],\"classes\":[\"a.OrderTest\"]}",
                run.get("leftOut").toString());
        assertTrue(run.get("coverage").isNull());
        assertEquals("[\"said\"]", run.get("messages").toString());
    }

    @Test
    void what_stops_a_run_is_told_too() throws IOException {
        String text = new JsonReport(context("[]"), 3)
                .stopped(ExitException.machineLacks("no Docker", "Start it."))
                .text();
        assertEquals(
                "{\"version\":1,\"exitCode\":3,\"log\":null,\"error\":{\"message\":\"no Docker\",\"advice\":\"Start"
                        + " it.\"}}",
                new JsonMapper().readTree(text).toString());
    }

    /** What is written down for programs to rely on. */
    @Test
    void every_field_is_documented() throws IOException {
        String page = Workspace.repositoryFile("docs/reference/test-json.md");
        JsonNode run = report(failed("x", "", ""), new Case(SHAKES, 0, Status.SKIPPED, "", ""));
        TreeSet<String> names = new TreeSet<>();
        collect(run, names);
        names.removeIf(name -> page.contains("`" + name + "`"));
        assertEquals(new TreeSet<>(), names);
        assertTrue(page.contains("version " + JsonReport.VERSION));
    }

    private static void collect(JsonNode node, TreeSet<String> names) {
        names.addAll(node.propertyNames());
        node.forEach(child -> collect(child, names));
    }
}
