//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;

/** The test classes of a project, as its sources show them: compiled ones may be old, or not there yet. */
public record TestSources(List<TestClass> classes) {

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

        /** By its name one for failsafe, not for surefire. */
        public boolean isIntegrationTest() {
            return simpleName().matches("IT.*|.*(?:IT|ITCase)");
        }
    }

    private static final Set<String> NO_TESTS = Set.of("target", "build", "node_modules", "main");
    private static final Pattern SOURCE = Pattern.compile("(\\w+)\\.(java|kt|groovy|scala)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");
    private static final Pattern CLASS = Pattern.compile(
            "(?m)^(?:(?:public|final|internal|open|private|protected|sealed|strictfp)\\s+|@\\w+(?:\\([^()\\n"
                    + "]*\\))?\\s+)*class\\s+(\\w+)");
    private static final Pattern METHOD =
            Pattern.compile("\\b(?:void|fun|def|List<DynamicTest>|Stream<DynamicTest>)\\s+(\\w+)\\s*\\(");
    private static final Pattern ANNOTATION =
            Pattern.compile("@(?:[\\w.]+\\.)?(?:\\w*Test|TestFactory|TestTemplate|Theory|Property|Nested)\\b");
    private static final Pattern CONVENTION = Pattern.compile("Test.*|.*(?:Test|Tests|TestCase)|IT.*|.*(?:IT|ITCase)");
    static final int NEAR = 5;

    /** Reads the sources below a folder. */
    public static TestSources below(Path folder) throws IOException {
        List<TestClass> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                String name = String.valueOf(path.getFileName());
                return path.equals(folder) || !NO_TESTS.contains(name) && !name.startsWith(".")
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                found.addAll(in(path));
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.comparing(TestClass::name));
        return new TestSources(found);
    }

    /** The test classes of one file; none where it is no source, or holds no tests. */
    static List<TestClass> in(Path file) throws IOException {
        Matcher source = SOURCE.matcher(file.getFileName().toString());
        if (!source.matches()) return List.of();
        // a source in another encoding still has its names in ASCII
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        boolean annotated = ANNOTATION.matcher(text).find();
        Matcher declared = PACKAGE.matcher(text);
        String prefix = declared.find() ? declared.group(1) + "." : "";
        List<String> methods = METHOD.matcher(text)
                .results()
                .map(method -> method.group(1))
                .distinct()
                .toList();
        boolean nested = text.contains("@Nested");
        return CLASS.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> annotated || CONVENTION.matcher(name).matches())
                .map(name -> new TestClass(prefix + name, file, methods, nested))
                .toList();
    }

    /** Whether a source of the class, or of the one around it, is there. */
    public boolean has(String name) {
        String outer = name.replaceFirst("\\$.*", "");
        return classes.stream().anyMatch(known -> known.name().equals(outer));
    }

    /** Whether a class, as a selection names it, holds @Nested classes. */
    boolean hasNested(String selected) {
        String ending = "." + selected.replace('/', '.');
        return classes.stream().anyMatch(known -> known.nested() && ("." + known.name()).endsWith(ending));
    }

    /** The classes that a pattern such as *User* fits, as paths. */
    Stream<String> fitting(String glob) {
        String ending = "**/" + glob.replace('.', '/');
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + ending);
        return classes.stream()
                .map(known -> known.name().replace('.', '/'))
                .filter(name -> matcher.matches(Path.of("/" + name)));
    }

    /** The classes that lie in a folder. */
    List<TestClass> under(Path folder) {
        return classes.stream()
                .filter(known -> known.file().toAbsolutePath().normalize().startsWith(folder))
                .toList();
    }

    /** The names that a SELECTION could have meant, the nearest first: classes, or methods when the class is right. */
    public List<String> near(String word) {
        String wanted = word.replaceFirst("#.*", "")
                .replaceFirst("\\.(java|kt|groovy|scala)$", "")
                .replaceFirst(".*[./\\\\]", "");
        List<TestClass> right = classes.stream()
                .filter(known -> known.simpleName().equals(wanted))
                .toList();
        int hash = word.indexOf('#');
        if (hash < 0 || right.isEmpty()) return nearest(wanted, classes.stream().map(TestClass::simpleName), false);
        return nearest(word.substring(hash + 1), right.stream().flatMap(known -> known.methods().stream()), false)
                .stream()
                .map(method -> wanted + "#" + method)
                .toList();
    }

    /** The classes and methods that hold something like a term of -k. */
    public List<String> holding(String term) {
        return nearest(
                term,
                classes.stream()
                        .flatMap(known -> Stream.concat(Stream.of(known.simpleName()), known.methods().stream())),
                true);
    }

    private static List<String> nearest(String wanted, Stream<String> names, boolean part) {
        Map<String, Integer> distances = new TreeMap<>();
        names.forEach(name ->
                distances.put(name, distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), part)));
        int limit = Math.max(1, wanted.length() / (part ? 3 : 2));
        return distances.entrySet().stream()
                .filter(known -> known.getValue() <= limit)
                .sorted(Map.Entry.comparingByValue())
                .limit(NEAR)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many characters must be changed, added or taken away; with {@code part}, to get any part of the name. */
    static int distance(String wanted, String name, boolean part) {
        int[] row =
                IntStream.rangeClosed(0, name.length()).map(i -> part ? 0 : i).toArray();
        for (int i = 1; i <= wanted.length(); i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = row[j - 1] + (wanted.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
            }
            row = next;
        }
        return part ? IntStream.of(row).min().getAsInt() : row[name.length()];
    }
}
