//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources of a module, or of its tests, with their class files as Maven's compiler has left them. They are kept as
 * it would make them: of what changed, or of all sources where others can see the change.
 */
final class CompiledSources {

    private static final String JAVA = ".java";

    private final WarmCompiler compiler;
    private final Compilation how;
    private final Path root;
    /** Of each source its class files; what the last good compilation made. */
    private Map<Path, Map<String, byte[]>> classFiles = Map.of();
    /** What annotation processors wrote beside. */
    private Map<Path, byte[]> processed = Map.of();
    /** Sources that are not compiled as they are now. */
    private final Set<Path> stale = new TreeSet<>();

    private boolean allStale;
    /** Somebody else has compiled since, nobody knows what. */
    private boolean outputUnknown;

    private boolean visibleChange;
    /** Sources whose class files are others since the last time that this was asked. */
    private final Set<Path> rewritten = new TreeSet<>();

    /** @param root what the places of errors are relative to */
    CompiledSources(WarmCompiler compiler, Compilation how, Path root) {
        this.compiler = compiler;
        this.how = how;
        this.root = root;
    }

    /**
     * Compiles everything, and writes nothing.
     *
     * @param different gets the sources that have other class files than Maven made
     * @param unwritten has classes of sources that are new since, by their names, and gets those of these sources
     * @return errors of the compiler; empty where there are none
     * @throws MavenNeededException where that cannot be said
     */
    List<String> compare(Set<Path> different, Map<String, byte[]> unwritten) throws MavenNeededException {
        WarmCompiler.Result result = compiler.compile(how, how.sources(), how.path(), unwritten, root);
        if (!result.errors().isEmpty()) return result.errors();
        classFiles = result.classFiles();
        processed = result.processed();
        Set<Path> unknown = written();
        for (var source : classFiles.entrySet()) {
            for (var classFile : source.getValue().entrySet()) {
                Path file = file(classFile.getKey());
                unknown.remove(file);
                if (isWritten(file, classFile.getValue())) continue;
                different.add(source.getKey());
                if (!Files.exists(file)) unwritten.put(classFile.getKey(), classFile.getValue());
            }
        }
        if (how.roots().isEmpty() && !unknown.isEmpty())
            throw new MavenNeededException("there are no sources for the classes in " + how.output());
        for (Path file : unknown) {
            String name = how.output().relativize(file).toString().replaceFirst("\\.class$", "");
            String outer = name.replaceFirst("(?<=.)\\$[^/\\\\]*$", "");
            Path source = how.roots().get(0).resolve(outer + JAVA);
            different.add(source);
            classFiles
                    .computeIfAbsent(source, gone -> new HashMap<>())
                    .put(name.replaceAll("[/\\\\]", "."), read(file));
        }
        return List.of();
    }

    /** Without those of packages, to which Maven adds an empty one where the compiler makes none. */
    private Set<Path> written() {
        try (Stream<Path> files = Files.walk(how.output())) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            return new TreeSet<>();
        }
    }

    private static boolean isWritten(Path file, byte[] content) {
        return Files.exists(file) && Arrays.equals(read(file), content);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private Path file(String name) {
        return how.output().resolve(name.replace('.', '/') + ".class");
    }

    /** These have changed, are new, or are gone. */
    void changed(Collection<Path> sources) {
        stale.addAll(sources);
    }

    /** Everything that they were compiled with may be another. */
    void outdated() {
        allStale = true;
    }

    /** The class files are no longer those that are known here. */
    void outputUnknown() {
        allStale = true;
        outputUnknown = true;
    }

    /**
     * Compiles what is needed, and writes it where all of it compiles.
     *
     * @return errors; empty where there are none
     */
    List<String> compile() throws IOException {
        if (stale.isEmpty() && !allStale) return List.of();
        boolean known = stale.stream().allMatch(source -> Files.exists(source) && classFiles.containsKey(source));
        if (known && !allStale && how.processing().isEmpty()) {
            List<Path> path = new ArrayList<>(List.of(how.output()));
            path.addAll(how.path());
            WarmCompiler.Result some = compiler.compile(how, stale, path, root);
            if (!some.errors().isEmpty()) return some.errors();
            if (stale.stream().allMatch(source -> ClassShape.same(classFiles.get(source), of(some, source)))) {
                Map<Path, Map<String, byte[]>> all = new HashMap<>(classFiles);
                stale.forEach(source -> all.put(source, of(some, source)));
                write(all, processed);
                return List.of();
            }
        }
        WarmCompiler.Result all = compiler.compile(how, how.sources(), how.path(), root);
        if (!all.errors().isEmpty()) return all.errors();
        visibleChange |= allStale || !ClassShape.same(flat(classFiles), flat(all.classFiles()));
        write(all.classFiles(), all.processed());
        return List.of();
    }

    private static Map<String, byte[]> of(WarmCompiler.Result result, Path source) {
        return result.classFiles().getOrDefault(source, Map.of());
    }

    private void write(Map<Path, Map<String, byte[]>> made, Map<Path, byte[]> beside) throws IOException {
        writeBeside(beside);
        Map<String, byte[]> before = outputUnknown ? Map.of() : flat(classFiles);
        Map<String, byte[]> now = flat(made);
        Set<Path> gone = outputUnknown ? written() : files(before);
        gone.removeAll(files(now));
        gone.removeAll(beside.keySet());
        for (Path file : gone) Files.deleteIfExists(file);
        for (var classFile : now.entrySet()) {
            Path file = file(classFile.getKey());
            if (Arrays.equals(before.get(classFile.getKey()), classFile.getValue()) && !isStale(classFile, made))
                continue;
            Files.createDirectories(file.getParent());
            Files.write(file, classFile.getValue());
        }
        made.keySet().stream()
                .filter(source -> !Arrays.deepEquals(content(made, source), content(classFiles, source)))
                .forEach(rewritten::add);
        classFiles = made;
        stale.clear();
        allStale = false;
        outputUnknown = false;
    }

    private void writeBeside(Map<Path, byte[]> beside) throws IOException {
        for (Path file : processed.keySet()) {
            if (!beside.containsKey(file)) Files.deleteIfExists(file);
        }
        for (var file : beside.entrySet()) {
            if (!outputUnknown && Arrays.equals(processed.get(file.getKey()), file.getValue())) continue;
            Files.createDirectories(file.getKey().getParent());
            Files.write(file.getKey(), file.getValue());
        }
        processed = beside;
    }

    /** A class file that is older than its source would have Maven compile it again. */
    private boolean isStale(Map.Entry<String, byte[]> classFile, Map<Path, Map<String, byte[]>> made) {
        return stale.stream()
                .anyMatch(source -> made.getOrDefault(source, Map.of()).containsKey(classFile.getKey()));
    }

    private static Object[] content(Map<Path, Map<String, byte[]>> made, Path source) {
        return new TreeMap<>(made.getOrDefault(source, Map.of()))
                .entrySet().stream()
                        .flatMap(classFile -> Stream.of(classFile.getKey(), classFile.getValue()))
                        .toArray();
    }

    private static Map<String, byte[]> flat(Map<Path, Map<String, byte[]>> made) {
        Map<String, byte[]> all = new TreeMap<>();
        made.values().forEach(all::putAll);
        return all;
    }

    private Set<Path> files(Map<String, byte[]> classFiles) {
        return classFiles.keySet().stream().map(this::file).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<Path> takeRewritten() {
        Set<Path> taken = new TreeSet<>(rewritten);
        rewritten.clear();
        return taken;
    }

    /** Whether others have to be compiled again since the last time that this was asked. */
    boolean takeVisibleChange() {
        boolean change = visibleChange;
        visibleChange = false;
        return change;
    }
}
