//JAVA 17+

import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.*;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.*;

/** What surefire and failsafe reported: how many tests there were, and how they ended. */
public record TestReports(int tests, int failed, int skipped) {

    public enum Status { PASSED, FAILED, ERROR, SKIPPED }

    /**
     * One test case of a report.
     *
     * @param type    the name of its class
     * @param name    the method and more, in a form that depends on surefire's version and the test's framework
     * @param message what a failure or skip says, or null
     * @param place   the line of the test that failed, as File.java:12; empty where it is not known
     */
    public record Case(String type, String name, double seconds, Status status, String message, String place) {

        public boolean red() {
            return status == Status.FAILED || status == Status.ERROR;
        }
    }

    /** A report: mostly one class with its nested ones; up to surefire 3.5 all classes that TestNG ran. */
    public record Suite(String name, double seconds, List<Case> cases) { }

    private static final Set<String> NOT_BUILT = Set.of("src", "node_modules", ".git", ".manage", "classes", "test-classes");
    private static final Set<String> FOLDERS = Set.of("surefire-reports", "failsafe-reports");

    /** Reads the reports below a folder that were written since a moment. */
    public static TestReports since(FileTime start, Path folder) throws IOException {
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        for (Path report : find(folder, TestReports::isReport)) {
            if (Files.getLastModifiedTime(report).compareTo(start) < 0) continue;
            try (var in = Files.newInputStream(report)) {
                XMLStreamReader suite = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
                while (suite.hasNext() && !suite.isStartElement()) suite.next();
                tests += number(suite, "tests");
                failed += number(suite, "failures") + number(suite, "errors");
                skipped += number(suite, "skipped");
            } catch (XMLStreamException e) {
                throw new IOException(report + " is not a test report: " + e.getMessage(), e);
            }
        }
        return new TestReports(tests, failed, skipped);
    }

    /** The same from cases. */
    public static TestReports of(List<Case> cases) {
        return new TestReports(cases.size(), (int) cases.stream().filter(Case::red).count(), (int) cases.stream().filter(one -> one.status() == Status.SKIPPED).count());
    }

    /** The same reports, with every test case. */
    public static List<Suite> suites(FileTime start, Path folder) throws IOException {
        List<Suite> suites = new ArrayList<>();
        for (Path report : find(folder, TestReports::isReport)) {
            if (Files.getLastModifiedTime(report).compareTo(start) < 0) continue;
            try (var in = Files.newInputStream(report)) {
                suites.add(suite(XMLInputFactory.newDefaultFactory().createXMLStreamReader(in)));
            } catch (XMLStreamException e) {
                throw new IOException(report + " is not a test report: " + e.getMessage(), e);
            }
        }
        return suites;
    }

    private static Suite suite(XMLStreamReader report) throws XMLStreamException {
        Suite suite = null;
        Case current = null;
        while (report.hasNext()) {
            if (report.next() != XMLStreamConstants.START_ELEMENT) continue;
            switch (report.getLocalName()) {
                case "testsuite" -> suite = new Suite(text(report, "name"), seconds(report), new ArrayList<>());
                case "testcase" -> suite.cases().add(current = new Case(text(report, "classname"), text(report, "name"), seconds(report), Status.PASSED, null, ""));
                case "failure", "error", "skipped" -> {
                    Status status = Status.valueOf(report.getLocalName().replace("failure", "failed").toUpperCase(Locale.ROOT));
                    String message = report.getAttributeValue(null, "message");
                    String place = status == Status.SKIPPED ? "" : place(current.type(), report.getElementText());
                    suite.cases().set(suite.cases().size() - 1, new Case(current.type(), current.name(), current.seconds(), status, message, place));
                }
                default -> { }
            }
        }
        return suite;
    }

    /** The first line of a stack trace that is in the test's own class, or one nested in it. */
    private static String place(String type, String trace) {
        Matcher frame = Pattern.compile("(?m)^\\s*at (?:\\S*/)?" + Pattern.quote(type) + "(?:\\$[\\w$]+)?\\.[^(]+\\(([^():]+:\\d+)\\)").matcher(trace);
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

    public int executed() {
        return tests - skipped;
    }

    /** The folders of compiled classes below a folder: one for each module. */
    public static List<Path> classes(Path folder) throws IOException {
        return find(folder, path -> path.endsWith(Path.of("target", "classes")));
    }

    /** The folders of sources beside folders of compiled classes, written and generated ones. */
    public static List<Path> sources(List<Path> classes) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : classes) {
            Path target = folder.toAbsolutePath().getParent();
            for (String language : List.of("java", "kotlin")) found.add(target.resolveSibling("src").resolve("main").resolve(language));
            Path generated = target.resolve("generated-sources");
            if (!Files.isDirectory(generated)) continue;
            try (Stream<Path> folders = Files.list(generated)) {
                folders.sorted().forEach(found::add);
            }
        }
        return found.stream().filter(Files::isDirectory).toList();
    }

    private static boolean isReport(Path path) {
        return FOLDERS.contains(path.getParent().getFileName().toString()) && path.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private static List<Path> find(Path folder, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                if (wanted.test(path)) found.add(path);
                return path.equals(folder) || !NOT_BUILT.contains(path.getFileName().toString()) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (wanted.test(path)) found.add(path);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static int number(XMLStreamReader suite, String attribute) {
        String value = suite.getAttributeValue(null, attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
