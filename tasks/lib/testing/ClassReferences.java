//JAVA 17+
//DEPS org.jacoco:org.jacoco.core:0.8.15

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.FileTree;

/**
 * What the sources of a project refer to, as their class files say. A source goes by the path that its package and its
 * name come to, {@code com/example/User.java}, whichever directory it lies in; all classes that are compiled from it
 * count as one. Of two modules that have the same path, both are meant.
 *
 * <pre>
 * ClassReferences references = ClassReferences.of(List.of(target.resolve("classes"), target.resolve("test-classes")));
 * references.users(Set.of("com/example/User.java"));     // what has to be compiled again with it, one step
 * references.reaching(Set.of("com/example/User.java"));  // itself, its users, their users and so on
 * references.classFiles("com/example/User.java");        // User.class, User$Role.class
 * references.copied("com/example/User.java");            // others may have its constants, and not say so
 * references = references.refreshed();                   // after a compilation: reads what changed
 * </pre>
 *
 * <p>A class file refers to what stands in it: superclasses, types of fields and parameters, generics, annotations and
 * their values, what the code calls, and text that is a class's name. It does not say from where the compiler copied
 * the value of a constant, nor does it name what is found by its annotations while the program runs.
 */
public final class ClassReferences {

    private static final String SERVICES = "META-INF/services";

    private final List<Path> directories;
    private final Map<Path, ClassFile> files;
    /** Each with the class files of it. */
    private final Map<String, Set<Path>> sources = new HashMap<>();

    /** The sources of a class: several where modules have it twice. */
    private final Map<String, Set<String>> sourcesByClass = new HashMap<>();

    private final Map<String, Set<String>> users = new HashMap<>();

    private ClassReferences(List<Path> directories, Map<Path, ClassFile> files) throws IOException {
        this.directories = directories;
        this.files = files;
        files.forEach((path, file) -> {
            sources.computeIfAbsent(file.source(), source -> new HashSet<>()).add(path);
            sourcesByClass.computeIfAbsent(file.name(), name -> new HashSet<>()).add(file.source());
        });
        Map<String, Set<String>> services = services(directories);
        for (ClassFile file : files.values()) {
            addUser(file, file.references());
            addUser(file, services.getOrDefault(file.name(), Set.of()));
        }
    }

    /** @param directories of compiled classes; one that is not there has none */
    public static ClassReferences of(Collection<Path> directories) throws IOException {
        return read(List.copyOf(directories), Map.of());
    }

    /** The same directories as they are now; what did not change since is not read again. */
    public ClassReferences refreshed() throws IOException {
        return read(directories, files);
    }

    private static ClassReferences read(List<Path> directories, Map<Path, ClassFile> known) throws IOException {
        Map<Path, ClassFile> files = new HashMap<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) continue;
            Map<Path, FileTime> found = new HashMap<>();
            FileTree.visit(directory, path -> path.endsWith("META-INF"), (path, attributes) -> {
                if (path.toString().endsWith(".class")) found.put(path, attributes.lastModifiedTime());
            });
            for (Map.Entry<Path, FileTime> file : found.entrySet()) {
                ClassFile before = known.get(file.getKey());
                boolean same = before != null && before.time().equals(file.getValue());
                files.put(file.getKey(), same ? before : ClassFile.read(file.getKey(), file.getValue()));
            }
        }
        return new ClassReferences(directories, files);
    }

    /** The providers of each service, by the names of their classes. */
    private static Map<String, Set<String>> services(List<Path> directories) throws IOException {
        Map<String, Set<String>> services = new HashMap<>();
        for (Path directory : directories) {
            Path declared = directory.resolve(SERVICES);
            if (!Files.isDirectory(declared)) continue;
            try (Stream<Path> files = Files.list(declared)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Set<String> providers = services.computeIfAbsent(
                            file.getFileName().toString().replace('.', '/'), name -> new HashSet<>());
                    for (String line : Files.readAllLines(file))
                        providers.add(line.replaceFirst("#.*", "").strip().replace('.', '/'));
                }
            }
        }
        return services;
    }

    private void addUser(ClassFile file, Collection<String> used) {
        sourcesOf(used)
                .filter(source -> !source.equals(file.source()))
                .forEach(source ->
                        users.computeIfAbsent(source, name -> new HashSet<>()).add(file.source()));
    }

    private Stream<String> sourcesOf(Collection<String> classes) {
        return classes.stream().flatMap(name -> sourcesByClass.getOrDefault(name, Set.of()).stream());
    }

    /** All that there are class files of. */
    public Set<String> sources() {
        return Set.copyOf(sources.keySet());
    }

    /** What was compiled from a source; empty where nothing was. */
    public Set<Path> classFiles(String source) {
        return Set.copyOf(sources.getOrDefault(source, Set.of()));
    }

    /** When a source was compiled; empty where it was not. Of several class files the oldest counts. */
    public Optional<FileTime> compiled(String source) {
        return found(source).map(ClassFile::time).min(Comparator.naturalOrder());
    }

    /** Whether it has constants whose values a compiler copies: who has them does not refer to it. */
    public boolean copied(String source) {
        return found(source).anyMatch(ClassFile::constants);
    }

    /** What refers to any of them, without themselves. */
    public Set<String> users(Collection<String> used) {
        Set<String> found = used.stream()
                .flatMap(source -> users.getOrDefault(source, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(used);
        return found;
    }

    /** They themselves, what refers to them, what refers to that, and so on. */
    public Set<String> reaching(Collection<String> changed) {
        return closure(changed, source -> users.getOrDefault(source, Set.of()));
    }

    /** What inherits from a source's classes, or carries one as its annotation: what it declares is in them as well. */
    public Set<String> heirs(String source) {
        Set<String> classes = found(source).map(ClassFile::name).collect(Collectors.toSet());
        return users.getOrDefault(source, Set.of()).stream()
                .filter(user -> found(user).anyMatch(file -> !Collections.disjoint(file.frame(), classes)))
                .collect(Collectors.toSet());
    }

    /** The superclasses, interfaces and annotations of a source that are in libraries, by way of its own ones too. */
    public Set<String> libraryFrame(String source) {
        return closure(
                        Set.of(source),
                        each -> found(each)
                                .flatMap(file -> sourcesOf(file.frame()))
                                .toList())
                .stream()
                .flatMap(this::found)
                .flatMap(file -> file.frame().stream())
                .filter(name -> !sourcesByClass.containsKey(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> closure(Collection<String> begin, Function<String, Collection<String>> next) {
        Set<String> all = new TreeSet<>(begin);
        Deque<String> open = new ArrayDeque<>(all);
        while (!open.isEmpty())
            next.apply(open.remove()).stream().filter(all::add).forEach(open::add);
        return all;
    }

    private Stream<ClassFile> found(String source) {
        return sources.getOrDefault(source, Set.of()).stream().map(files::get);
    }
}
