//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import lib.testing.TestReports.Case;
import lib.testing.TestReports.Status;

/** Writes how tests ended, a file a class, as surefire does. */
class XmlReports {

    /** What no XML may have, not even escaped. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final Path directory;
    private final TestReports reports;

    XmlReports(Path directory, TestReports reports) {
        this.directory = directory;
        this.reports = reports;
    }

    /**
     * Writes those of some classes, and of the classes in them.
     *
     * @param names of the outermost ones
     */
    void write(Collection<String> names) throws IOException {
        Map<String, List<Case>> classes = reports.cases().stream()
                .filter(test -> names.contains(test.id().type().replaceFirst("\\$.*", "")))
                .collect(Collectors.groupingBy(test -> test.id().type(), TreeMap::new, Collectors.toList()));
        Files.createDirectories(directory);
        for (var each : classes.entrySet()) {
            // surefire's own text of a run before
            Files.deleteIfExists(directory.resolve(each.getKey() + ".txt"));
            try (OutputStream out = Files.newOutputStream(directory.resolve("TEST-" + each.getKey() + ".xml"))) {
                XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
                xml.writeStartDocument("UTF-8", "1.0");
                suite(xml, each.getKey(), each.getValue());
                xml.writeEndDocument();
                xml.close();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
    }

    private void suite(XMLStreamWriter xml, String name, List<Case> cases) throws XMLStreamException {
        double tests = cases.stream().mapToDouble(Case::seconds).sum();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("time", seconds(reports.classes().getOrDefault(name, tests)));
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("errors", count(cases, Status.ERROR));
        xml.writeAttribute("skipped", count(cases, Status.SKIPPED));
        xml.writeAttribute("failures", count(cases, Status.FAILED));
        for (Case test : cases) test(xml, test);
        xml.writeEndElement();
    }

    private static String count(List<Case> cases, Status status) {
        return String.valueOf(
                cases.stream().filter(test -> test.status() == status).count());
    }

    private static void test(XMLStreamWriter xml, Case test) throws XMLStreamException {
        String method = test.id().method();
        String invocation = test.id().invocation();
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", allowed(method + (invocation.isEmpty() ? "" : " " + invocation)));
        xml.writeAttribute("classname", test.id().type());
        xml.writeAttribute("time", seconds(test.seconds()));
        if (test.status() != Status.PASSED) ending(xml, test, method);
        xml.writeEndElement();
    }

    private static void ending(XMLStreamWriter xml, Case test, String method) throws XMLStreamException {
        String message = allowed(Objects.requireNonNullElse(test.message(), ""));
        xml.writeStartElement(
                switch (test.status()) {
                    case SKIPPED -> "skipped";
                    case ERROR -> "error";
                    default -> "failure";
                });
        xml.writeAttribute("message", message);
        if (!test.place().isEmpty())
            xml.writeCharacters(message + "\n\tat " + test.id().type() + "." + method + "(" + test.place() + ")\n");
        xml.writeEndElement();
    }

    private static String seconds(double time) {
        return String.format(Locale.ROOT, "%.3f", time);
    }

    private static String allowed(String text) {
        return FORBIDDEN.matcher(text).replaceAll("?");
    }
}
