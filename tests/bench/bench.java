///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Measures manage.java against what people would use instead; arguments are numbers of parts, none for all.
//DEPS info.picocli:picocli:4.7.7
//SOURCES ../../tasks/lib/common.java ../support/*.java ../../jbang.java
//SOURCES ByHand.java Checkout.java Closing.java Machine.java Part.java Report.java Rounds.java Times.java
//SOURCES TestPart.java KeepPart.java StartPart.java MigrationsPart.java ParallelPart.java
//SOURCES SqlPart.java MemoryPart.java Testcontainers.java ProductionPart.java WatchPart.java

import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import support.Workspace;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures manage.java against what people would use instead. It needs Docker, and a machine with"
                + " nothing else to do.")
public class bench implements Callable<Integer> {

    private final Map<Integer, Supplier<Part>> all = new TreeMap<>(Map.of(
            1,
            TestPart::new,
            2,
            KeepPart::new,
            3,
            () -> new StartPart(this.against),
            4,
            MigrationsPart::new,
            5,
            ParallelPart::new,
            6,
            SqlPart::new,
            7,
            MemoryPart::new,
            8,
            ProductionPart::new,
            9,
            WatchPart::new));
    private static final String PAGE = "docs/explanation/benchmark.md";

    @Parameters(paramLabel = "PART", description = "Numbers of parts. Default: all.")
    List<Integer> parts = new ArrayList<>(all.keySet());

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "How many rounds count; one before them does not. Default: 7.")
    int rounds;

    @Option(
            names = "--against",
            paramLabel = "DIRECTORY",
            description = "Another checkout of this repository, with which part 3 compares.")
    Path against;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the results into this page, as Markdown, in place of earlier ones of the same parts."
                    + " Default: "
                    + PAGE + " where all parts were measured.")
    Path page;

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || !all.keySet().containsAll(parts))
            throw new ParameterException(
                    spec.commandLine(), "there are the parts " + all.keySet() + ", and at least one round");
        boolean everything = new HashSet<>(parts).containsAll(all.keySet());
        if (page == null && everything) page = Workspace.repository().resolve(PAGE);
        Runtime.getRuntime().addShutdownHook(new Thread(Closing::everything));
        Report report = new Report(Machine.describe());
        try {
            for (int number : new TreeSet<>(parts)) {
                Part part = all.get(number).get();
                report.section(number, part.title());
                part.measure(rounds, report);
            }
        } finally {
            Closing.everything();
        }
        if (page != null) report.write(page);
        return 0;
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new bench()).execute(args));
    }
}
