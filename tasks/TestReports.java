//JAVA 17+

import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.*;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What surefire and failsafe reported: how many tests there were, and how they ended. */
public record TestReports(int tests, int failed, int skipped) {

    private static final Set<String> NOT_BUILT = Set.of("src", "node_modules", ".git", ".manage", "classes", "test-classes");
    private static final Set<String> FOLDERS = Set.of("surefire-reports", "failsafe-reports");

    /** Reads the reports below a folder that were written since a moment. */
    public static TestReports since(FileTime start, Path folder) throws IOException {
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        for (Path report : find(folder, start)) {
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

    public int executed() {
        return tests - skipped;
    }

    /** The folders of compiled classes below a folder: one for each module. */
    public static List<Path> classes(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        walk(folder, path -> {
            if (path.endsWith(Path.of("target", "classes"))) found.add(path);
        }, path -> { });
        return found;
    }

    private static List<Path> find(Path folder, FileTime start) throws IOException {
        List<Path> reports = new ArrayList<>();
        walk(folder, path -> { }, file -> {
            boolean report = FOLDERS.contains(file.getParent().getFileName().toString()) && file.getFileName().toString().matches("TEST-.*\\.xml");
            if (report && Files.getLastModifiedTime(file).compareTo(start) >= 0) reports.add(file);
        });
        return reports;
    }

    private interface Visit {
        void to(Path path) throws IOException;
    }

    private static void walk(Path folder, Visit directory, Visit file) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                directory.to(path);
                return path.equals(folder) || !NOT_BUILT.contains(path.getFileName().toString()) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                file.to(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static int number(XMLStreamReader suite, String attribute) {
        String value = suite.getAttributeValue(null, attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
