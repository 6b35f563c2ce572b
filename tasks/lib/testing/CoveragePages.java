//JAVA 17+
//DEPS org.jacoco:org.jacoco.report:0.8.15

package lib.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.base.OperatingSystem;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.tools.ExecFileLoader;
import org.jacoco.report.DirectorySourceFileLocator;
import org.jacoco.report.FileMultiReportOutput;
import org.jacoco.report.IReportGroupVisitor;
import org.jacoco.report.IReportVisitor;
import org.jacoco.report.ISourceFileLocator;
import org.jacoco.report.MultiSourceFileLocator;
import org.jacoco.report.html.HTMLFormatter;
import org.jacoco.report.xml.XMLFormatter;

/** JaCoCo's report in HTML and XML: one bundle of pages for one module, a group of bundles for several. */
record CoveragePages(ExecFileLoader data, Map<Path, CoverageBuilder> modules, List<Path> sources) {

    private static final int TAB = 4;

    /** Writes into a fresh directory, which then takes the former one's place. */
    Path write(Path directory, String title) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        if (!replaceable(target)) {
            throw ExitException.wrongInput(
                    directory + " is not a coverage report, and would be overwritten",
                    "Name a directory that does not exist yet, or remove this one.");
        }
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        FileTree.delete(fresh);
        Files.createDirectories(fresh);
        pages(fresh, title);
        FileTree.delete(target);
        Files.move(fresh, target);
        return target.resolve("index.html");
    }

    private static boolean replaceable(Path directory) throws IOException {
        if (!Files.exists(directory) || Files.isDirectory(directory.resolve("jacoco-resources"))) return true;
        if (!Files.isDirectory(directory)) return false;
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private void pages(Path directory, String title) throws IOException {
        HTMLFormatter html = new HTMLFormatter();
        html.setLocale(Locale.ENGLISH);
        visit(html.createVisitor(new FileMultiReportOutput(directory.toFile())), title);
    }

    /** The same in JaCoCo's XML, which other programs read. */
    void xml(Path file, String title) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            visit(new XMLFormatter().createVisitor(out), title);
        }
    }

    private void visit(IReportVisitor report, String title) throws IOException {
        report.visitInfo(
                data.getSessionInfoStore().getInfos(),
                data.getExecutionDataStore().getContents());
        Map<Path, String> names = names(modules.keySet());
        IReportGroupVisitor group = names.size() > 1 ? report.visitGroup(title) : report;
        for (Path classes : modules.keySet()) {
            String name = names.size() > 1 ? names.get(classes) : title;
            group.visitBundle(modules.get(classes).getBundle(name), sourcesOf(module(classes)));
        }
        report.visitEnd();
    }

    /** A module's own sources come before others', which may have files of the same name. */
    private ISourceFileLocator sourcesOf(Path module) {
        MultiSourceFileLocator all = new MultiSourceFileLocator(TAB);
        sources.stream()
                .map(CoveragePages::absolute)
                .sorted(Comparator.comparing((Path source) -> !source.startsWith(module))
                        .thenComparing(Path::getNameCount))
                .forEach(source ->
                        all.add(new DirectorySourceFileLocator(source.toFile(), StandardCharsets.UTF_8.name(), TAB)));
        return all;
    }

    /** Calls each module by its directory, from the one that they share. */
    static Map<Path, String> names(Collection<Path> classes) {
        List<Path> directories = classes.stream().map(CoveragePages::module).toList();
        // one of them may hold the others, and needs a name too
        Path shared = Stream.iterate(directories.get(0), Path::getParent)
                .filter(at ->
                        directories.stream().allMatch(directory -> directory.startsWith(at) && !directory.equals(at)))
                .findFirst()
                .orElseThrow();
        Map<Path, String> names = new LinkedHashMap<>();
        for (Path directory : classes)
            names.put(directory, OperatingSystem.slashed(shared.relativize(module(directory))));
        return names;
    }

    private static Path module(Path classes) {
        return classes.endsWith("target/classes")
                ? absolute(classes).getParent().getParent()
                : absolute(classes);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
