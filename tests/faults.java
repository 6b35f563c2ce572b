///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Tries every fault on real processes and prints a table.
//DEPS info.picocli:picocli:4.7.7
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//SOURCES ../tasks/lib/common.java support/*.java faults/*.java

import faults.Fault;
import faults.FaultSuite;
import faults.RandomKills;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Tries every fault on real processes and prints a table of what was expected and seen.")
public class faults implements Callable<Integer> {

    @Parameters(
            description =
                    "Only the faults whose name, stage and engine hold each of these texts, or one part of it: a|b.")
    List<String> texts = List.of();

    @Option(
            names = "--random",
            paramLabel = "RUNS",
            description =
                    "Instead: that many runs, each ended by a random signal at a random moment, then one in peace.")
    int random;

    @Option(names = "--seed", description = "Of the random numbers. Default: the time.")
    long seed = System.currentTimeMillis();

    @Override
    public Integer call() throws Exception {
        if (random > 0) {
            String wrong = RandomKills.round(random, seed, System.out);
            System.err.println(wrong);
            return wrong.isEmpty() ? 0 : 1;
        }
        FaultSuite suite = new FaultSuite(System.out);
        suite.header();
        for (Fault fault : FaultSuite.all().filter(this::isWanted).toList()) suite.attempt(fault);
        suite.summary();
        suite.wrong.forEach(System.err::println);
        return suite.wrong.isEmpty() ? 0 : 1;
    }

    private boolean isWanted(Fault fault) {
        return texts.stream().allMatch(text -> Stream.of(text.split("\\|")).anyMatch(fault.toString()::contains));
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new faults()).execute(args));
    }
}
