//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import lib.environment.Context;
import lib.environment.Project;
import lib.process.ProcessSpec;
import lib.script.TypedCommand;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run of the tests as one object, for programs. docs/reference/test-json.md has its fields; one that is renamed,
 * removed or means something else needs another {@link #VERSION}.
 */
class JsonReport {

    static final int VERSION = 1;

    private final Project project;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** @param code the exit code of the run */
    JsonReport(Context context, int code) {
        this.project = context.project();
        fields.put("version", VERSION);
        fields.put("exitCode", code);
        Path log = MavenProcess.log(context);
        fields.put(
                "log",
                Files.exists(log) ? OperatingSystem.slashed(project.root().relativize(log)) : null);
    }

    /** What stopped the run before it came to a result. */
    JsonReport stopped(ExitException stop) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", stop.getMessage());
        error.put("advice", stop.hint);
        fields.put("error", error);
        return this;
    }

    /** What the run says beside its tests. */
    JsonReport messages(List<String> messages) {
        fields.put("messages", messages);
        return this;
    }

    JsonReport tests(TestReports reports, Duration time, TestSources sources) {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("tests", reports.tests());
        totals.put("passed", reports.passed());
        totals.put("failed", reports.failed());
        totals.put("skipped", reports.skipped());
        totals.put("flaky", reports.flaky().size());
        totals.put("seconds", time.toMillis() / 1000.0);
        fields.put("totals", totals);
        fields.put(
                "failures",
                cases(reports, TestReports.Case::failed)
                        .map(test -> failure(test, sources))
                        .toList());
        fields.put(
                "skipped",
                cases(reports, test -> test.status() == TestReports.Status.SKIPPED)
                        .map(JsonReport::described)
                        .toList());
        List<Map<String, Object>> flaky = new ArrayList<>();
        reports.flaky().forEach((id, tries) -> {
            Map<String, Object> test = named(id);
            test.put("tries", tries);
            flaky.add(test);
        });
        fields.put("flaky", flaky);
        return this;
    }

    private static Stream<TestReports.Case> cases(TestReports reports, Predicate<TestReports.Case> condition) {
        return reports.cases().stream().filter(condition);
    }

    private static Map<String, Object> named(TestReports.Id id) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("class", id.type());
        test.put("method", id.method().isEmpty() ? null : id.method());
        test.put("invocation", id.invocation().isEmpty() ? null : id.invocation());
        return test;
    }

    private static Map<String, Object> described(TestReports.Case test) {
        Map<String, Object> described = named(test.id());
        described.put("message", test.message());
        return described;
    }

    private Map<String, Object> failure(TestReports.Case test, TestSources sources) {
        Map<String, Object> failure = described(test);
        Optional<FailurePlace> place = FailurePlace.of(test, sources);
        failure.put("file", place.map(found -> shown(found.file())).orElse(null));
        failure.put("line", place.map(FailurePlace::line).orElse(null));
        failure.put("seconds", test.seconds());
        failure.put("command", command(TestHistory.selection(test)));
        return failure;
    }

    private String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path root = project.root().toAbsolutePath().normalize();
        return OperatingSystem.slashed(absolute.startsWith(root) ? root.relativize(absolute) : absolute);
    }

    /** What runs a test again, from the project's directory. */
    private String command(String test) {
        List<String> argv = new ArrayList<>(TypedCommand.words(project, project.root()));
        argv.addAll(List.of("test", test));
        return new ProcessSpec(argv, project.root(), Map.of()).show();
    }

    /** @param required the percentage that is wanted; 0 for none */
    JsonReport coverage(Optional<Coverage> covered, double required, Path pages) {
        fields.put(
                "coverage",
                covered.map(measured -> {
                            Map<String, Object> coverage = new LinkedHashMap<>();
                            coverage.put("percent", measured.percent());
                            coverage.put("lines", measured.lines());
                            coverage.put("missed", measured.missed());
                            coverage.put("required", required == 0 ? null : required);
                            coverage.put("pages", shown(pages));
                            return coverage;
                        })
                        .orElse(null));
        return this;
    }

    /**
     * What did not run: the classes with tests of which none did.
     *
     * @param by the options that leave something out
     */
    JsonReport leftOut(List<String> by, TestReports reports, TestSources sources) {
        Set<String> ran = reports.cases().stream()
                .map(test -> test.id().type().replaceFirst("\\$.*", ""))
                .collect(Collectors.toSet());
        Map<String, Object> leftOut = new LinkedHashMap<>();
        leftOut.put("by", by);
        leftOut.put(
                "classes",
                sources.classes().stream()
                        .map(TestSources.TestClass::name)
                        .filter(name -> !ran.contains(name))
                        .toList());
        fields.put("leftOut", leftOut);
        return this;
    }

    JsonReport slowest(List<TestHistory.Slow> slowest) {
        fields.put(
                "slowest",
                slowest.stream()
                        .map(slow -> {
                            Map<String, Object> test = new LinkedHashMap<>();
                            test.put("class", slow.type());
                            test.put("method", slow.method().isEmpty() ? null : slow.method());
                            test.put("seconds", slow.seconds());
                            return test;
                        })
                        .toList());
        return this;
    }

    String text() {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    }
}
