//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;
import lib.base.ExitException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is known of the test classes from the runs so far: kept in .manage/tests.json. */
public record TestHistory(SortedMap<String, Known> classes) {

    /**
     * One class; a nested one is a class of its own.
     *
     * @param seconds of the run with the most tests of it
     * @param tests how many those were
     * @param failed the methods that failed when they last ran; {@link #WHOLE} where none could run
     * @param times how many seconds each method took when it last ran, all its invocations together
     */
    public record Known(double seconds, int tests, SortedSet<String> failed, SortedMap<String, Double> times) {

        /** Of a file that an earlier version wrote, too. */
        public Known {
            if (times == null) times = new TreeMap<>();
        }
    }

    /** A test, all its invocations together, or what is done for a class, where the method is empty. */
    record Slow(String type, String method, double seconds) {}

    static final String WHOLE = "*";
    private static final Known NEVER_RAN = new Known(0, 0, new TreeSet<>(), new TreeMap<>());
    /** m, m(int)[1], m{int}[1], m[0], m[1](1); anything else is a display name, or stands for the class. */
    private static final Pattern METHOD =
            Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*)(?:[({\\[].*)?", Pattern.DOTALL);

    public static TestHistory read(Path file) {
        try {
            if (Files.exists(file))
                return new TestHistory(new JsonMapper()
                        .readValue(Files.readString(file), new TypeReference<TreeMap<String, Known>>() {}));
        } catch (IOException | JacksonException e) {
            // it only saves time: whatever happened to it, the next run writes it anew
        }
        return new TestHistory(new TreeMap<>());
    }

    public void write(Path file) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(
                    part, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(classes) + "\n");
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /**
     * With what a run reported; what it did not run stays as it was, unless its source is gone.
     *
     * @param timed how long it took counts; not for one of several parts, as the next would then be of another division
     */
    public TestHistory after(TestReports reports, TestSources sources, boolean timed) {
        SortedMap<String, Known> known = new TreeMap<>(classes);
        reports.cases().stream()
                .collect(Collectors.groupingBy(test -> test.id().type()))
                .forEach((name, cases) -> known.put(
                        name, merged(known.getOrDefault(name, NEVER_RAN), cases, setUp(name, reports), timed)));
        known.keySet().removeIf(name -> !sources.has(name));
        return new TestHistory(known);
    }

    /** What a class took besides its tests and those of its nested classes, to set up for instance. */
    private static double setUp(String name, TestReports reports) {
        if (name.contains("$") || !reports.classes().containsKey(name)) return 0;
        double tests = reports.cases().stream()
                .filter(test -> (test.id().type() + "$").startsWith(name + "$"))
                .mapToDouble(TestReports.Case::seconds)
                .sum();
        return Math.max(0, reports.classes().get(name) - tests);
    }

    private static Known merged(Known before, List<TestReports.Case> cases, double setUp, boolean timed) {
        List<TestReports.Case> ran = cases.stream()
                .filter(test -> test.status() != TestReports.Status.SKIPPED)
                .toList();
        SortedSet<String> failed = new TreeSet<>(before.failed());
        if (!ran.isEmpty()) failed.remove(WHOLE);
        ran.forEach(test -> failed.remove(method(test)));
        for (TestReports.Case test : ran) {
            // TestNG skips, with the same message, what a failed set-up was for
            boolean setUpFailed = cases.stream()
                    .anyMatch(other -> other.status() == TestReports.Status.SKIPPED
                            && other.message() != null
                            && other.message().equals(test.message()));
            if (test.failed()) failed.add(setUpFailed ? WHOLE : method(test));
        }
        double seconds = cases.stream().mapToDouble(TestReports.Case::seconds).sum() + setUp;
        boolean whole = ran.size() >= before.tests();
        SortedMap<String, Double> times = whole ? new TreeMap<>() : new TreeMap<>(before.times());
        times.putAll(times(ran));
        return timed && whole
                ? new Known(rounded(seconds), ran.size(), failed, times)
                : new Known(before.seconds(), before.tests(), failed, times);
    }

    private static Map<String, Double> times(List<TestReports.Case> ran) {
        Map<String, Double> times = new HashMap<>();
        for (TestReports.Case test : ran) {
            String method = method(test);
            if (!method.equals(WHOLE)) times.merge(method, test.seconds(), Double::sum);
        }
        times.replaceAll((method, seconds) -> rounded(seconds));
        return times;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    /** The tests that took longest when they last ran, and classes for which more is done than their tests take. */
    List<Slow> slowest(int most) {
        List<Slow> all = new ArrayList<>();
        classes.forEach((type, known) -> {
            known.times().forEach((method, seconds) -> all.add(new Slow(type, method, seconds)));
            double tests = known.times().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            all.add(new Slow(type, "", rounded(known.seconds() - tests)));
        });
        return all.stream()
                .filter(slow -> slow.seconds() > 0)
                .sorted(Comparator.comparingDouble(slow -> -slow.seconds()))
                .limit(most)
                .toList();
    }

    /** A test as a word of a selection. */
    static String selection(TestReports.Case test) {
        String method = method(test);
        return test.id().type() + (method.equals(WHOLE) ? "" : "#" + method);
    }

    private static String method(TestReports.Case test) {
        String name = test.id().method();
        Matcher matcher = METHOD.matcher(name);
        boolean container =
                name.equals("initializationError") || name.equals(test.id().type());
        return container || !matcher.matches() ? WHOLE : matcher.group(1);
    }

    /** What failed when it last ran, as words of a selection. */
    public List<String> failed() {
        return classes.entrySet().stream()
                .filter(known -> !known.getValue().failed().isEmpty())
                .map(known -> known.getKey()
                        + (known.getValue().failed().contains(WHOLE)
                                ? ""
                                : "#" + String.join("+", known.getValue().failed())))
                .toList();
    }

    /** How long a class and its nested ones took. */
    public OptionalDouble seconds(String name) {
        List<Known> parts = classes.entrySet().stream()
                .filter(known -> known.getKey().equals(name) || known.getKey().startsWith(name + "$"))
                .map(Map.Entry::getValue)
                .toList();
        return parts.stream().anyMatch(known -> known.tests() > 0)
                ? OptionalDouble.of(parts.stream().mapToDouble(Known::seconds).sum())
                : OptionalDouble.empty();
    }
}
