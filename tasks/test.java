///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Context;
import lib.testing.CommandRun;
import lib.testing.Shard;
import lib.testing.TestCommand;
import lib.testing.TestOptions;
import lib.testing.TestRun;
import lib.testing.TestSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Run the tests on a PostgreSQL of their own, with coverage if Maven runs them; everything is"
                + " removed afterwards.",
        footer = {
            "",
            "The environment is always config/testing.json with docker/testing.yml.",
            "What follows -- is passed on to Maven unchanged: test UserTest -- -Pfast",
            "A command after -- runs in place of Maven: test -- ./gradlew test. With",
            "APPLICATION_TEST_COMMAND, options after -- are added to that command."
        })
public class test extends Task.WithOptions {

    static final String ENVIRONMENT = "testing";
    /** Options that concern the server, and so work with whatever runs the tests. */
    private static final Set<String> OF_SERVER =
            Set.of("--timeout", "--wait", "--keep", "--keep-on-failure", "--fresh");

    @Parameters(
            paramLabel = "SELECTION",
            description = "Test classes, Class#method, patterns, or the files of tests. Default: all.")
    List<String> arguments = new ArrayList<>();

    @Option(
            names = "-k",
            paramLabel = "EXPRESSION",
            description = "Only tests with these words in the name of their class or method: \"user and not slow\".")
    String keywords;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description =
                    "Only tests with this tag (TestNG: group; JUnit 4: category); with several, any one is enough.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--exclude-tag", paramLabel = "TAG", description = "Leave out tests with this tag.")
    List<String> excludedTags = new ArrayList<>();

    @Option(names = "--failed", description = "Only the tests that failed in their last run.")
    boolean failed;

    @Option(
            names = "--changed",
            paramLabel = "REF",
            arity = "0..1",
            fallbackValue = "HEAD",
            description = "Only tests that can be affected by what differs from the git revision REF. Default: by what"
                    + " is not committed.")
    String changed;

    @Option(names = "--fail-fast", description = "Stop at the first failure.")
    boolean failFast;

    @Option(
            names = "--retry",
            paramLabel = "N",
            defaultValue = "0",
            description = "Run a failed test again, up to N times; if it then passes, it counts as"
                    + " flaky and not as a failure.")
    int retry;

    @Option(names = "--fail-on-flaky", description = "Exit with 1 if a test passed only when it was repeated.")
    boolean failOnFlaky;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only part I of N equal parts of the test classes, to share them between machines.")
    String shard;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for PostgreSQL. Default: 60.")
    int timeout;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long to wait for another run of this checkout. Default: do not wait.")
    int wait;

    @Option(
            names = "--keep",
            description = "Keep the server afterwards; the next run reuses it, unless something changed that"
                    + " it was created from.")
    boolean keep;

    @Option(names = "--keep-on-failure", description = "Like --keep, but only after a failed run.")
    boolean keepOnFailure;

    @Option(names = "--fresh", description = "Do not reuse a server that was kept: start a new one.")
    boolean fresh;

    @Option(
            names = "--watch",
            description = "Keep running, and after each change run the tests that it can affect. r: all; f:"
                    + " those that failed; Enter: the same again; q: quit.")
    boolean watch;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many JVMs run test classes at the same time, each with a database of its own.")
    int parallel;

    @Option(names = "--no-coverage", description = "Do not measure what the tests cover.")
    boolean noCoverage;

    @Option(
            names = "--cov-fail-under",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Fail if the tests cover a smaller percentage of the lines.")
    double failUnder;

    @Option(names = "--open", description = "Show the coverage, line by line, in the browser.")
    boolean open;

    @Option(names = "--slowest", paramLabel = "N", defaultValue = "0", description = "List the N slowest tests.")
    int slowest;

    @Option(names = "--failures-only", description = "Show neither tests that pass nor the coverage table.")
    boolean failuresOnly;

    @Option(
            names = "--sql-log",
            description = "Write the statements that each test sent to the server"
                    + " to .manage/sql, one file for each test.")
    boolean sqlLog;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Format of the results; json is one object on standard output, for programs. Default: text.")
    Format format;

    enum Format {
        TEXT,
        JSON
    }

    @Override
    public Integer call() {
        // picocli swallows the first --; the raw arguments tell how many came after it
        List<String> raw = spec.commandLine().getParseResult().originalArgs();
        int dashes = raw.indexOf("--");
        int behind = dashes < 0 ? 0 : raw.size() - dashes - 1;
        int selected = arguments.size() - behind;
        if (timeout < 1 || wait < 0) throw wrong("--timeout and --wait take a number of seconds");
        if (retry < 0) throw wrong("--retry takes a number of tries");
        if (parallel < 1) throw wrong("--parallel takes a number of JVMs, 1 or more");
        if (slowest < 0) throw wrong("--slowest takes a number of tests");
        if (watch && format == Format.JSON)
            throw wrong("--format json reports one run, so it cannot be combined with --watch");
        if (failUnder < 0 || failUnder > 100) throw wrong("--cov-fail-under takes a percentage, from 0 to 100");
        if (failed && selected > 0) throw wrong("--failed chooses the tests itself: leave out the selection");
        if (changed != null && (failed || watch || selected > 0))
            throw wrong("--changed chooses the tests itself: leave out the selection, --failed and --watch");
        if (noCoverage && (open || failUnder > 0))
            throw wrong("--open and --cov-fail-under need the coverage: leave out --no-coverage");
        List<String> tests = arguments.subList(0, selected);
        List<String> more = arguments.subList(selected, arguments.size());
        TestOptions options = options(tests, more);
        Context context = context(ENVIRONMENT);
        Optional<TestCommand> command = TestCommand.of(context, more);
        if (command.isEmpty()) return new TestRun(context, options).run();
        requireOnlyServerOptions(tests, command.get().shown(context));
        return new CommandRun(context, options, command.get()).run();
    }

    /** What chooses tests, reads their results or measures them works with Maven alone. */
    private void requireOnlyServerOptions(List<String> tests, String command) {
        Map<String, OptionSpec> global = spec.mixins().get("global").optionsMap();
        Stream<String> options = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !global.containsKey(name) && !OF_SERVER.contains(name));
        Stream.concat(tests.stream(), options).findFirst().ifPresent(word -> {
            throw ExitException.wrongInput(
                    word + " works only with tests that Maven runs, and these are run by: " + command,
                    "Options of the command itself follow --. Options that work with every command: "
                            + OF_SERVER.stream().sorted().collect(Collectors.joining(", ")) + ".");
        });
    }

    private TestOptions options(List<String> words, List<String> maven) {
        TestSelection selection = new TestSelection(words, keywords, tags, excludedTags);
        Shard part = shard == null ? null : Shard.of(shard);
        TestOptions.Keep afterFailure = keepOnFailure ? TestOptions.Keep.AFTER_FAILURE : TestOptions.Keep.NEVER;
        return new TestOptions(
                new TestOptions.Tests(selection, failed, changed, part),
                new TestOptions.Server(
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(wait),
                        keep ? TestOptions.Keep.ALWAYS : afterFailure,
                        fresh),
                new TestOptions.Execution(
                        parallel, failFast, watch, new TestOptions.Retries(retry, failOnFlaky), maven),
                new TestOptions.CoverageWanted(!noCoverage, failUnder, open),
                new TestOptions.Telling(
                        format == Format.JSON,
                        slowest,
                        sqlLog,
                        failuresOnly,
                        failed || keywords != null || !words.isEmpty()));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    public static void main(String... args) {
        Cli.main(new test(), args);
    }
}
