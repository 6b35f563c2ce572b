//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.*;
import lib.base.FileTree;

/**
 * The tests of a run, and how they ended.
 *
 * @param classes how many seconds each class took with all that was done for it, where that is known
 * @param flaky what failed and passed at another try, and at which
 */
public record TestReports(List<Case> cases, Map<String, Double> classes, Map<Id, Integer> flaky) {

    public enum Status {
        PASSED,
        FAILED,
        ERROR,
        SKIPPED
    }

    /**
     * What a test is called.
     *
     * @param type the name of its class
     * @param method empty where the class itself is meant; in a report it may have more, as its framework has it
     * @param invocation which of several that the method makes; empty for the only one
     */
    public record Id(String type, String method, String invocation) {

        /** {@code Class#method}, which is a selection too. */
        @Override
        public String toString() {
            String simple = type.substring(type.lastIndexOf('.') + 1);
            String named = method.isEmpty() ? simple : simple + "#" + method;
            return invocation.isEmpty() ? named : named + " " + invocation;
        }
    }

    /**
     * One test.
     *
     * @param message what a failure or skip says, or null
     * @param place the line of the test that failed, as File.java:12; empty where it is not known
     */
    public record Case(Id id, double seconds, Status status, String message, String place) {

        public boolean failed() {
            return status == Status.FAILED || status == Status.ERROR;
        }
    }

    /**
     * A run of surefire or failsafe.
     *
     * @param reports where it writes its reports; null where that is not known
     * @param reruns how often what fails gets another try
     * @param reported its tests told of themselves, and there is no need of its reports
     */
    record Execution(Path reports, int reruns, long begin, long end, boolean reported) {

        static Execution begin(String time, String reports, String reruns) {
            Path directory = reports.isEmpty() ? null : Path.of(reports);
            int times = reruns.matches("\\d{1,9}") ? Integer.parseInt(reruns) : 0;
            return new Execution(directory, times, Long.parseLong(time), Long.MAX_VALUE, false);
        }

        Execution ended(String time) {
            return new Execution(reports, reruns, begin, Long.parseLong(time), reported);
        }

        Execution withoutReports() {
            return new Execution(reports, reruns, begin, end, true);
        }

        boolean running() {
            return end == Long.MAX_VALUE;
        }

        private boolean wrote(Path report, long time) {
            return report.getParent().equals(reports) && time >= begin - COARSE && time - COARSE <= end;
        }
    }

    public static final TestReports NONE = new TestReports(List.of(), Map.of(), Map.of());

    /** Reports carry the file system's time, which may be coarser than ours. */
    static final int COARSE = 10;

    private static final Set<String> NOT_BUILT =
            Set.of("src", "node_modules", ".git", ".manage", "classes", "test-classes");
    private static final Set<String> DIRECTORIES = Set.of("surefire-reports", "failsafe-reports");

    /** The message of a test whose JVM ended before it did. */
    static final String CRASHED = "the JVM that ran it ended meanwhile";

    public int tests() {
        return cases.size();
    }

    boolean crashed() {
        return cases.stream().anyMatch(test -> CRASHED.equals(test.message()));
    }

    public int passed() {
        return executed() - failed();
    }

    public int failed() {
        return (int) cases.stream().filter(Case::failed).count();
    }

    public int skipped() {
        return (int)
                cases.stream().filter(one -> one.status() == Status.SKIPPED).count();
    }

    public int executed() {
        return tests() - skipped();
    }

    /**
     * Adds the tests that could not tell of themselves, as others than surefire run them, or a framework of which
     * nothing is known here: those there are reports of, but for the reports of an execution that was told of.
     *
     * @param start of Maven
     * @param directory of the module
     */
    public TestReports with(Collection<Execution> executions, long start, Path directory) throws IOException {
        Set<Path> found = new LinkedHashSet<>(find(directory.toAbsolutePath().normalize(), TestReports::isUsual));
        for (Execution execution : executions) {
            Path reports = execution.reports();
            if (execution.reported() || reports == null || !Files.isDirectory(reports)) continue;
            found.addAll(
                    find(reports, path -> isReport(path) && path.getParent().equals(reports)));
        }
        TestReports all = new TestReports(new ArrayList<>(cases), new HashMap<>(classes), new LinkedHashMap<>(flaky));
        for (Path report : found) {
            long time = Files.getLastModifiedTime(report).toMillis();
            boolean known = executions.stream().anyMatch(one -> one.reported() && one.wrote(report, time));
            if (known || time < start - COARSE) continue;
            try (var in = Files.newInputStream(report)) {
                all.read(XMLInputFactory.newDefaultFactory().createXMLStreamReader(in));
            } catch (XMLStreamException e) {
                throw new IOException(report + " is not a test report: " + e.getMessage(), e);
            }
        }
        return all;
    }

    private void read(XMLStreamReader report) throws XMLStreamException {
        while (report.hasNext()) {
            if (report.next() != XMLStreamConstants.START_ELEMENT) continue;
            switch (report.getLocalName()) {
                case "testsuite" -> classes.merge(text(report, "name"), seconds(report), Double::sum);
                case "testcase" -> {
                    Id id = new Id(text(report, "classname"), text(report, "name"), "");
                    cases.add(new Case(id, seconds(report), Status.PASSED, null, ""));
                }
                case "flakyFailure", "flakyError" ->
                    flaky.merge(cases.get(cases.size() - 1).id(), 2, (tries, one) -> tries + 1);
                case "failure", "error", "skipped" -> {
                    String word = report.getLocalName().replace("failure", "failed");
                    Status status = Status.valueOf(word.toUpperCase(Locale.ROOT));
                    String message = report.getAttributeValue(null, "message");
                    Case test = cases.remove(cases.size() - 1);
                    String place =
                            status == Status.SKIPPED ? "" : place(test.id().type(), report.getElementText());
                    cases.add(new Case(test.id(), test.seconds(), status, message, place));
                }
                default -> {}
            }
        }
    }

    /** The first line of a stack trace that is in the test's own class, or one nested in it. */
    private static String place(String type, String trace) {
        Matcher frame = Pattern.compile(
                        "(?m)^\\s*at (?:\\S*/)?" + Pattern.quote(type) + "(?:\\$[\\w$]+)?\\.[^(]+\\(([^():]+:\\d+)\\)")
                .matcher(trace);
        return frame.find() ? frame.group(1) : "";
    }

    private static String text(XMLStreamReader element, String attribute) {
        return Objects.requireNonNullElse(element.getAttributeValue(null, attribute), "");
    }

    /** Some versions write 1,234.5 for long ones. */
    private static double seconds(XMLStreamReader element) {
        String value = text(element, "time").replace(",", "");
        return value.isEmpty() ? 0 : Double.parseDouble(value);
    }

    /** The directories of compiled classes below a directory: one for each module. */
    public static List<Path> classes(Path directory) throws IOException {
        return find(directory, path -> path.endsWith("target/classes"));
    }

    /** The directories of sources beside directories of compiled classes, written and generated ones. */
    public static List<Path> sources(List<Path> classes) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path directory : classes) {
            Path target = directory.toAbsolutePath().getParent();
            for (String language : List.of("java", "kotlin"))
                found.add(target.resolveSibling("src").resolve("main").resolve(language));
            Path generated = target.resolve("generated-sources");
            if (!Files.isDirectory(generated)) continue;
            try (Stream<Path> directories = Files.list(generated)) {
                directories.sorted().forEach(found::add);
            }
        }
        return found.stream().filter(Files::isDirectory).toList();
    }

    private static boolean isReport(Path path) {
        return path.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private static boolean isUsual(Path path) {
        return isReport(path)
                && DIRECTORIES.contains(path.getParent().getFileName().toString());
    }

    private static List<Path> find(Path directory, Predicate<Path> condition) throws IOException {
        List<Path> found = new ArrayList<>();
        Predicate<Path> skipped = path -> NOT_BUILT.contains(path.getFileName().toString());
        FileTree.visit(directory, skipped, (path, attributes) -> {
            if (condition.test(path)) found.add(path);
        });
        return found;
    }
}
