//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.*;

/** What the tests of a run of Maven tell, as TestEventWriter writes it: each test once, as it ended last. */
class ExecutedTests {

    /** A test, or what holds tests, in one JVM; whatever comes again is another try. */
    private record Key(Path jvm, String number) {}

    private record Started(TestReports.Id id, boolean holder) {}

    /** The number of a test that failed, and how often it ran. */
    private record Failure(int number, int tries) {}

    /**
     * A test that ended.
     *
     * @param again it failed, and gets another try
     */
    record Ended(TestReports.Case test, boolean again) {}

    /** By a number each, in the order in which they ended first. */
    private final SortedMap<Integer, TestReports.Case> cases = new TreeMap<>();

    private final Map<Key, Failure> failures = new HashMap<>();
    private final Map<Key, Started> started = new LinkedHashMap<>();
    private final Map<String, Double> classes = new HashMap<>();
    private final Map<TestReports.Id, Integer> flaky = new LinkedHashMap<>();
    private final Map<String, TestReports.Execution> executions = new HashMap<>();
    private final Map<Path, String> jvms = new HashMap<>();
    private int last;

    /** Takes in that something began or ended; a test that ended is returned. */
    Optional<Ended> take(Path jvm, List<String> event) {
        switch (event.get(0)) {
            case "begin" ->
                executions.put(event.get(1), TestReports.Execution.begin(event.get(2), event.get(3), event.get(4)));
            case "end" ->
                executions.computeIfPresent(event.get(1), (number, execution) -> execution.ended(event.get(2)));
            case "told" -> jvms.put(jvm, event.get(1));
            case "start" ->
                started.put(
                        key(jvm, event), new Started(id(event, 3), event.get(2).equals("holder")));
            case "done" -> done(key(jvm, event), event);
            case "test" -> {
                Key key = key(jvm, event);
                TestReports.Case test = ended(key, test(event));
                return Optional.of(new Ended(test, test.failed() && again(key)));
            }
            default -> {}
        }
        return Optional.empty();
    }

    private static Key key(Path jvm, List<String> event) {
        return new Key(jvm, event.get(1));
    }

    private static TestReports.Case test(List<String> event) {
        TestReports.Status status = TestReports.Status.valueOf(event.get(2));
        return new TestReports.Case(id(event, 3), Double.parseDouble(event.get(6)), status, event.get(7), event.get(8));
    }

    static TestReports.Id id(List<String> event, int from) {
        return new TestReports.Id(event.get(from), event.get(from + 1), event.get(from + 2));
    }

    private TestReports.Case ended(Key key, TestReports.Case test) {
        started.remove(key);
        Failure earlier = failures.remove(key);
        int number = earlier == null ? ++last : earlier.number();
        int tries = earlier == null ? 1 : earlier.tries() + 1;
        cases.put(number, test);
        if (test.failed()) failures.put(key, new Failure(number, tries));
        else if (earlier != null) flaky.put(test.id(), tries);
        return test;
    }

    private void done(Key key, List<String> event) {
        Started holder = started.remove(key);
        Failure earlier = failures.remove(key);
        // what went wrong in a class or the like itself went well at another try
        if (earlier != null && holder != null) {
            cases.remove(earlier.number());
            flaky.put(holder.id(), earlier.tries() + 1);
        }
        if (event.get(3).isEmpty()) classes.merge(event.get(2), Double.parseDouble(event.get(4)), Double::sum);
    }

    /**
     * The tests that their JVM took with it, of the executions that have ended: to be asked once all is read that was
     * told until then.
     */
    List<TestReports.Case> crashed() {
        List<TestReports.Case> crashed = new ArrayList<>();
        for (Path jvm : List.copyOf(jvms.keySet())) {
            TestReports.Execution execution = executions.get(jvms.get(jvm));
            if (execution == null || execution.running()) continue;
            List<Key> all = started.keySet().stream()
                    .filter(key -> key.jvm().equals(jvm))
                    .toList();
            List<Key> tests =
                    all.stream().filter(key -> !started.get(key).holder()).toList();
            // none of them: then it was in what is done for a class
            for (Key key : tests.isEmpty() ? all.subList(Math.max(0, all.size() - 1), all.size()) : tests) {
                TestReports.Id id = started.get(key).id();
                crashed.add(ended(key, new TestReports.Case(id, 0, TestReports.Status.ERROR, TestReports.CRASHED, "")));
            }
            started.keySet().removeAll(all);
        }
        return crashed;
    }

    /** What ran, as far as it was told. */
    TestReports reports() {
        return new TestReports(List.copyOf(cases.values()), Map.copyOf(classes), new LinkedHashMap<>(flaky));
    }

    /** Whether something failed, and gets no other try. */
    boolean failed() {
        return failures.keySet().stream().anyMatch(key -> !again(key));
    }

    /** Whether what failed gets another try. */
    private boolean again(Key key) {
        TestReports.Execution execution = execution(key);
        return execution != null && execution.running() && failures.get(key).tries() <= execution.reruns();
    }

    private TestReports.Execution execution(Key key) {
        return executions.get(jvms.get(key.jvm()));
    }

    /** How many failed and were to get another try, but got none: as their framework, or their JVM, could not. */
    int notRetried() {
        return (int) failures.entrySet().stream()
                .filter(failure -> failure.getValue().tries() == 1)
                .map(failure -> execution(failure.getKey()))
                .filter(execution -> execution != null && execution.reruns() > 0)
                .count();
    }

    /** Surefire's and failsafe's runs, and whether their tests told of themselves. */
    List<TestReports.Execution> executions() {
        jvms.values().forEach(number -> executions.computeIfPresent(number, (same, one) -> one.withoutReports()));
        return List.copyOf(executions.values());
    }
}
