///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Compares random pairs of schemas, applies the difference, and compares again.
//DEPS info.picocli:picocli:4.7.7
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//SOURCES ../tasks/lib/common.java ../tasks/lib/schema/*.java support/*.java pairs/*.java

import java.io.IOException;
import java.util.concurrent.Callable;
import lib.environment.Context;
import pairs.RandomPairs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import support.WithServer;
import support.Workspace;

@Command(
        name = "schema_pairs",
        mixinStandardHelpOptions = true,
        description =
                "Compares random pairs of schemas, applies the difference, and compares again: nothing may be left,"
                        + " and no row be lost that is not said to be.")
public class schema_pairs implements Callable<Integer> {

    @Option(names = "--pairs", description = "How many. Default: ${DEFAULT-VALUE}.", defaultValue = "200")
    int pairs;

    @Option(names = "--seed", description = "Of the first of them; the next ones follow. Default: the time.")
    long seed = System.currentTimeMillis();

    @Option(names = "--major", description = "Of the server. Default: that of the compose files.")
    String major;

    private static class Server extends WithServer {

        private final String major;

        private Server(String major) {
            this.major = major;
        }

        @Override
        protected Workspace workspace() throws IOException {
            Workspace here = super.workspace();
            return major == null ? here : here.onMajor(major);
        }

        private Context open() throws IOException {
            start();
            return context();
        }

        private void close() throws IOException {
            stop();
        }
    }

    @Override
    public Integer call() throws Exception {
        Server server = new Server(major);
        int wrong = 0;
        try {
            RandomPairs all = new RandomPairs(server.open());
            for (int i = 0; i < pairs; i++) {
                String what = all.check(seed + i);
                if (what.isEmpty()) continue;
                wrong++;
                System.out.println("seed " + (seed + i) + ":\n" + what + "\n");
            }
        } finally {
            server.close();
        }
        System.out.println((pairs - wrong) + " of " + pairs + " lead there, from seed " + seed);
        return wrong == 0 ? 0 : 1;
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new schema_pairs()).execute(args));
    }
}
