///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES Task.java TestRun.java

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Run the Maven tests, with coverage, on a PostgreSQL of their own; everything is taken down afterwards.",
    footer = {"", "The environment is always config/testing.json with docker/testing.yml.", "What follows -- goes to Maven as it stands: test UserTest -- -Pfast"})
public class test extends Task.WithOptions {

    static final String ENVIRONMENT = "testing";

    @Parameters(paramLabel = "SELECTION", description = "Test classes, Class#method, patterns, or the files of tests. Default: all.")
    List<String> arguments = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "How long to wait for PostgreSQL. Default: 60.")
    int timeout;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "0", description = "How long to wait for another run of this checkout. Default: not at all.")
    int wait;

    @Option(names = "--keep", description = "Leave the database up afterwards, and say how to get in and how to remove it.")
    boolean keep;

    @Option(names = "--keep-on-failure", description = "The same, after a red run only.")
    boolean keepOnFailure;

    @Override
    public Integer call() {
        if (timeout < 1 || wait < 0) throw new ParameterException(spec.commandLine(), "--timeout and --wait take a number of seconds");
        // picocli swallows the first --; the raw arguments tell how many came after it
        List<String> raw = spec.commandLine().getParseResult().originalArgs();
        int dashes = raw.indexOf("--");
        int forMaven = dashes < 0 ? 0 : raw.size() - dashes - 1;
        int selected = arguments.size() - forMaven;
        TestRun.Keep kept = keep ? TestRun.Keep.ALWAYS : keepOnFailure ? TestRun.Keep.AFTER_FAILURE : TestRun.Keep.NEVER;
        return new TestRun(context(ENVIRONMENT), Duration.ofSeconds(timeout), Duration.ofSeconds(wait), kept).run(arguments.subList(0, selected), arguments.subList(selected, arguments.size()));
    }

    public static void main(String... args) { Cli.main(new test(), args); }
}
