//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.*;

/**
 * What Maven does before the tests, done again for what changed. Before that is trusted, it compiles everything, and
 * compares that with what Maven has made.
 */
public final class RepeatedBuild {

    private final RecordedBuild build;
    private final CompiledSources main;
    private final CompiledSources tests;
    private final Map<Path, FileTime> libraries = new HashMap<>();
    /** Sources that were not as Maven had compiled them when it was compared. */
    private final Set<Path> different = new TreeSet<>();

    /** @param root of the project */
    public RepeatedBuild(RecordedBuild build, Path root) throws MavenNeededException {
        this.build = build;
        WarmCompiler compiler = new WarmCompiler();
        main = new CompiledSources(compiler, build.main(), root);
        tests = new CompiledSources(compiler, build.tests(), root);
        for (Path library : build.tests().path()) {
            if (Files.isRegularFile(library)) libraries.put(library, time(library));
        }
    }

    public RecordedBuild recorded() {
        return build;
    }

    /** Compares, which takes as long as to compile everything. */
    public void compare() throws MavenNeededException {
        different.addAll(main.differences());
        different.addAll(tests.differences());
    }

    /**
     * Takes in what changed.
     *
     * @throws MavenNeededException where that is something else than sources and plain resources
     */
    public void take(Set<Path> changed) throws MavenNeededException {
        for (Path source : different) {
            if (!changed.contains(source))
                throw new MavenNeededException(
                        "the compiler makes another class of " + source.getFileName() + " than Maven did");
        }
        for (Path file : changed) {
            boolean plain = build.resources().stream()
                    .filter(folder -> folder.has(file))
                    .allMatch(ResourceFolder::plain);
            if (!plain) throw new MavenNeededException(file.getFileName() + " is filtered, or one of a part");
            if (!isResource(file) && !isSource(file))
                throw new MavenNeededException(file.getFileName() + " is neither a source nor a resource");
        }
        for (var library : libraries.entrySet()) {
            if (!time(library.getKey()).equals(library.getValue()))
                throw new MavenNeededException(library.getKey().getFileName() + " has changed");
        }
        // what was compiled then saw neither the one nor the other
        if (!different.isEmpty()) {
            main.outdated();
            tests.outdated();
        }
        different.clear();
        main.changed(changed.stream().filter(build.main()::has).toList());
        tests.changed(changed.stream().filter(build.tests()::has).toList());
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    public boolean isResource(Path file) {
        return build.resources().stream().anyMatch(folder -> folder.has(file));
    }

    public boolean isSource(Path file) {
        boolean module = file.endsWith("module-info.java");
        return !module && (build.main().has(file) || build.tests().has(file));
    }

    /**
     * Copies resources and compiles.
     *
     * @return errors of the compiler; empty where there are none
     */
    public List<String> make(Set<Path> changed) {
        try {
            for (Path file : changed) {
                for (ResourceFolder folder : build.resources()) {
                    if (folder.has(file)) folder.copy(file);
                }
            }
            List<String> errors = main.compile();
            if (main.takeVisibleChange()) tests.outdated();
            return errors.isEmpty() ? tests.compile() : errors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sources that were compiled to something else than before, since the last time that this was asked. */
    public Set<Path> takeRewritten() {
        Set<Path> rewritten = main.takeRewritten();
        rewritten.addAll(tests.takeRewritten());
        return rewritten;
    }
}
