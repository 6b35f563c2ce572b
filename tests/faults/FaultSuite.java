//JAVA 17+

package faults;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import support.Witness;

/** Tries faults one after the other, and prints what was expected and what was seen. */
public class FaultSuite {

    private static final String ROW = "| %s | %s | %s | %s | %s |%n";
    /** A signal that comes a moment too late meets the next stage, and then it is tried again. */
    private static final int TRIES = 5;

    private final PrintStream out;
    private int injected;
    private int leftovers;
    private int redirected;
    private int secrets;
    public final List<String> wrong = new ArrayList<>();

    public FaultSuite(PrintStream out) {
        this.out = out;
    }

    public static Stream<Fault> all() {
        return Stream.concat(SignalFaults.all().stream(), withoutSignals());
    }

    public static Stream<Fault> withoutSignals() {
        return Stream.of(
                        MachineFaults.all(),
                        ContainerFaults.all(),
                        DockerFaults.all(),
                        CommandFaults.all(),
                        ServerFaults.all(),
                        RestoreFaults.all(),
                        StateDirectoryFaults.all(),
                        OutputFaults.all(),
                        WatchFaults.all(),
                        RunFaults.all(),
                        PlainContainerFaults.all())
                .flatMap(List::stream);
    }

    public void header() {
        out.printf(ROW, "Fault", "Stage", "Engine", "Expected", "Seen");
        out.println("|---|---|---|---|---|");
    }

    public void attempt(Fault fault) throws Exception {
        String seen = "";
        for (int i = 0; i < TRIES; i++) {
            seen = once(fault);
            if (seen.equals(fault.expected())
                    || !seen.contains(": interrupted while ") && !seen.contains("it was too late")) break;
        }
        boolean right = seen.equals(fault.expected());
        out.printf(
                ROW,
                fault.name(),
                fault.stage(),
                fault.where(),
                fault.expected(),
                right ? "the same" : seen.replace("\n", "<br>"));
        out.flush();
        if (!right) wrong.add(fault + ": expected " + fault.expected() + ", seen " + seen);
    }

    private String once(Fault fault) throws Exception {
        injected++;
        try (Witness witness = new Witness(fault.place().address());
                FaultRun run = new FaultRun(fault.engine(), fault.place(), witness)) {
            String seen;
            try {
                seen = fault.trial().seen(run);
            } catch (AssertionError e) {
                seen = e.getMessage();
            } catch (Exception e) {
                seen = e.toString();
            }
            String left = run.left();
            if (!left.isEmpty()) leftovers++;
            redirected += witness.connections.get();
            secrets += witness.secretsSeen.size();
            return seen
                    + (left.isEmpty() ? "" : "; LEFT: " + left)
                    + (witness.connections.get() == 0 ? "" : "; a server of somebody else was connected to")
                    + (witness.secretsSeen.isEmpty() ? "" : "; the password was seen: " + witness.secretsSeen);
        }
    }

    /** The counts, for the end of the table. */
    public void summary() {
        out.println();
        out.println("Faults injected: " + injected + ". Not as expected: " + wrong.size()
                + ". Runs after which something was left: " + leftovers + ". Connections to somebody else's server: "
                + redirected + ". Secrets seen: " + secrets + ".");
    }
}
