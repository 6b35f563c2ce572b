//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.*;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.base.NearestNames;
import lib.maven.ModuleDirectories;
import lib.maven.PomFile;

/** The test classes of a project, as its sources show them: compiled ones may be old, or not there yet. */
public final class TestSources {

    /**
     * A class with tests.
     *
     * @param name with its package
     * @param methods roughly: what could be a test
     * @param nested it holds @Nested classes, which surefire wants to be told of
     */
    public record TestClass(String name, Path file, List<String> methods, boolean nested) {

        public String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        /** The name, parted by slashes. */
        String path() {
            return name.replace('.', '/');
        }

        /** By its name one for failsafe, not for surefire. */
        public boolean isIntegrationTest() {
            return simpleName().matches("IT.*|.*(?:IT|ITCase)");
        }
    }

    private final Path directory;
    private final List<Path> files;
    private final AtomicReference<List<TestClass>> classes = new AtomicReference<>();

    private TestSources(Path directory, List<Path> files) {
        this.directory = directory;
        this.files = files;
    }

    /** The sources below a directory. */
    public static TestSources below(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        ModuleDirectories modules = new ModuleDirectories(directory);
        Predicate<Path> skipped = path -> modules.isNoSource(path)
                || modules.isMain(path)
                || path.getFileName().toString().startsWith(".");
        FileTree.visit(directory, skipped, (path, attributes) -> {
            if (!attributes.isDirectory()) files.add(path);
        });
        return new TestSources(directory, files);
    }

    /** By name; read when they are first needed. */
    public List<TestClass> classes() {
        return classes.updateAndGet(known -> known != null ? known : read());
    }

    private List<TestClass> read() {
        try {
            return TestSourceReader.read(files).stream()
                    .sorted(Comparator.comparing(TestClass::name))
                    .toList();
        } catch (IOException e) {
            throw ExitException.cannotRead(directory.toString(), e);
        }
    }

    /** The files of a name that are no sources of main code. */
    List<Path> named(String fileName) {
        return files.stream().filter(file -> file.endsWith(fileName)).toList();
    }

    /** Whether a source of the class, or of the one around it, is there. */
    public boolean has(String name) {
        String outer = name.replaceFirst("\\$.*", "");
        String usual = outer.replace('.', '/') + ".java";
        // where the file is where it belongs, there is no need to read it
        return files.stream().anyMatch(file -> file.endsWith(usual))
                || classes().stream().anyMatch(test -> test.name().equals(outer));
    }

    /** Whether a class, as a selection names it, holds @Nested classes. */
    boolean hasNested(String selected) {
        String ending = "." + selected.replace('/', '.');
        return classes().stream().anyMatch(test -> test.nested() && ("." + test.name()).endsWith(ending));
    }

    /** The classes that a pattern such as *User* fits, as paths. */
    Stream<String> fitting(String glob) {
        FileSystem disk = directory.getFileSystem();
        String escaped = glob.replace('.', '/').replaceAll("[\\[\\]{}\\\\]", "\\\\$0");
        PathMatcher matcher = disk.getPathMatcher("glob:{**/,}" + escaped);
        return classes().stream().map(TestClass::path).filter(name -> matcher.matches(disk.getPath(name)));
    }

    /** The POMs that say how the tests run: those among the sources, and those above them in the repository. */
    public List<PomFile> poms(Path root) {
        Set<Path> found = new LinkedHashSet<>();
        for (Path place = directory; place != null && place.startsWith(root); place = place.getParent())
            found.add(place.resolve("pom.xml"));
        files.stream().filter(file -> file.endsWith("pom.xml")).forEach(found::add);
        return found.stream()
                .filter(Files::isRegularFile)
                .map(pom -> PomFile.read(pom, root))
                .toList();
    }

    /** The classes that lie in a directory, or in a file. */
    Stream<TestClass> under(Path place) {
        return classes().stream()
                .filter(test -> test.file().toAbsolutePath().normalize().startsWith(place));
    }

    /** The names that a SELECTION could have meant, the nearest first: classes, or methods when the class is right. */
    public List<String> similarTo(String word) {
        String simpleName = word.replaceFirst("#.*", "")
                .replaceFirst("\\.(java|kt|groovy|scala)$", "")
                .replaceFirst(".*[./\\\\]", "");
        List<TestClass> sameName = classes().stream()
                .filter(test -> test.simpleName().equals(simpleName))
                .toList();
        int hash = word.indexOf('#');
        if (hash < 0 || sameName.isEmpty())
            return new NearestNames(simpleName, false, 2)
                    .among(classes().stream().map(TestClass::simpleName));
        return new NearestNames(word.substring(hash + 1), false, 2)
                .among(sameName.stream().flatMap(test -> test.methods().stream())).stream()
                        .map(method -> simpleName + "#" + method)
                        .toList();
    }

    /** Whether a word names a class that is there, and where it names a method, that too. */
    boolean isKnown(String word) {
        String[] parts = word.split("#", 2);
        return fitting(parts[0]).anyMatch(path -> parts.length == 1 || hasMethod(path, parts[1]));
    }

    /** Whether the class of a path has a method of this name. */
    boolean hasMethod(String path, String name) {
        return classes().stream()
                .anyMatch(test -> test.path().equals(path) && test.methods().contains(name));
    }

    /** The classes and methods that hold something like a term of -k. */
    public List<String> holding(String term) {
        return new NearestNames(term, true, 3)
                .among(classes().stream()
                        .flatMap(test -> Stream.concat(Stream.of(test.simpleName()), test.methods().stream())));
    }
}
