//JAVA 17+

package faults;

import java.io.PrintStream;
import java.util.Random;
import support.On;
import support.Witness;

/**
 * One run after the other in one checkout, each ended by some signal at some moment; then one that is left in peace.
 */
public class RandomKills {

    private static final String[] SIGNALS = {"INT", "TERM", "KILL"};
    /** A run that nobody disturbs takes about this long; some signals come after its end. */
    private static final int LONGEST_MILLISECONDS = 6200;

    /** @return what is wrong in the end; empty when the last run is green and nothing is left */
    public static String round(int runs, long seed, PrintStream out) throws Exception {
        Random random = new Random(seed);
        On[] engines = On.docker.works() ? On.values() : new On[] {On.embedded};
        int met = 0;
        try (Witness witness = new Witness();
                FaultRun run = new FaultRun(engines[0], witness)) {
            for (int i = 1; i <= runs; i++) {
                String signal = SIGNALS[random.nextInt(SIGNALS.length)];
                boolean group = random.nextBoolean();
                int moment = random.nextInt(LONGEST_MILLISECONDS);
                run.on(engines[random.nextInt(engines.length)])
                        .start("ConfigurationTest")
                        .pause(moment);
                boolean alive = run.process.isAlive();
                if (signal.equals("KILL") && !group) run.killProgram();
                else run.signal(signal, group);
                int code = run.end();
                if (alive) met++;
                String last =
                        run.output().lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
                out.printf(
                        "%2d  %-8s  %-4s %-7s after %4d ms: exit %3d  %s%n",
                        i, run.engine, signal, group ? "group" : "process", moment, code, last);
                out.flush();
            }
            String next = run.nextRun();
            String left = run.left();
            out.println(next + (left.isEmpty() ? "; nothing left" : "; LEFT: " + left));
            out.println("Seed " + seed + ": " + runs + " runs, " + met
                    + " of them met by a signal. Connections to somebody else's server: " + witness.connections
                    + ". Secrets seen: " + witness.secretsSeen.size() + ".");
            return left + (witness.connections.get() > 0 ? "redirected " : "") + String.join(" ", witness.secretsSeen);
        } catch (AssertionError e) {
            return "with the seed " + seed + ": " + e.getMessage();
        }
    }
}
