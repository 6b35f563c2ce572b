//JAVA 17+

package faults;

import java.io.IOException;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import support.On;
import support.Result;
import support.Workspace;

/** Runs that meet another run. */
class ConcurrentRunFaults {

    private static final int CHECKOUTS = 8;

    static List<Fault> on(On engine) {
        return List.of(
                new Fault(
                        "a second run in the same checkout", "tests", engine, "exit 3", ConcurrentRunFaults::secondRun),
                new Fault(
                        "a second run with --wait",
                        "tests",
                        engine,
                        "exit 0; Waiting for another test run",
                        ConcurrentRunFaults::waitingRun),
                new Fault(
                        CHECKOUTS + " checkouts at once",
                        "all",
                        engine,
                        CHECKOUTS + " x exit 0",
                        ConcurrentRunFaults::manyCheckouts));
    }

    private static String secondRun(FaultRun run) throws Exception {
        run.withSlowTest().start("SlowTest").untilTestsRun();
        String seen =
                run.test(List.of("a test run of this checkout is under way: process ", ", since 20", "--wait SECONDS"));
        run.signal("TERM", false).end();
        return seen.substring(0, "exit 3".length());
    }

    private static String waitingRun(FaultRun run) throws Exception {
        run.withSlowTest().start("SlowTest").untilTestsRun();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> {
            try {
                return run.test(List.of("Waiting for another test run"), "--wait", "60", "ConfigurationTest");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        run.pause(4000).signal("TERM", false).end();
        return second.get();
    }

    private static String manyCheckouts(FaultRun run) throws Exception {
        List<Workspace> checkouts = new ArrayList<>();
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (int i = 0; i < CHECKOUTS; i++) {
            Workspace checkout = Workspace.ofRepository();
            checkouts.add(checkout);
            results.add(CompletableFuture.supplyAsync(() -> checkout.manage("--engine", run.engine.name(), "test")));
        }
        Map<Integer, Integer> codes = new TreeMap<>();
        StringBuilder red = new StringBuilder();
        for (CompletableFuture<Result> result : results) {
            codes.merge(result.get().code(), 1, Integer::sum);
            if (result.get().code() != 0) red.append(result.get());
        }
        for (Workspace checkout : checkouts) checkout.delete();
        if (red.length() > 0) throw new AssertionError(codes + "\n" + red);
        return CHECKOUTS + " x exit 0";
    }
}
