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
    /** Of each module its own, and those of its tests; each may use those before it. */
    private final Map<Compilation, CompiledSources> sources = new LinkedHashMap<>();

    private final Map<Path, FileTime> libraries = new HashMap<>();
    private boolean compared;
    /** Of the compiler, when it was compared last. */
    private final List<String> errors = new ArrayList<>();
    /** Sources that were not as Maven had compiled them when it was compared. */
    private final Set<Path> different = new TreeSet<>();

    /** @param root of the project */
    public RepeatedBuild(RecordedBuild build, Path root) throws MavenNeededException {
        this.build = build;
        WarmCompiler compiler = new WarmCompiler();
        build.compilations().forEach(how -> {
            sources.put(how, new CompiledSources(compiler, how, root));
            for (Path library : how.path()) {
                if (Files.isRegularFile(library)) libraries.put(library, time(library));
            }
        });
    }

    public RecordedBuild recorded() {
        return build;
    }

    /**
     * Compares, which takes as long as to compile everything; sources that do not compile, as somebody edits them, are
     * left for the next time.
     */
    public void compare() throws MavenNeededException {
        different.clear();
        errors.clear();
        Map<String, byte[]> unwritten = new TreeMap<>();
        for (CompiledSources each : sources.values()) errors.addAll(each.compare(different, unwritten));
        compared = errors.isEmpty();
    }

    /**
     * Takes in what changed.
     *
     * @throws MavenNeededException where that is something else than sources and plain resources
     */
    public void take(Set<Path> changed) throws MavenNeededException {
        if (!compared) compare();
        if (!compared)
            throw new MavenNeededException("the sources do not compile yet: "
                    + errors.get(0).lines().findFirst().orElse(""));
        for (Path source : different) {
            if (!changed.contains(source))
                throw new MavenNeededException(
                        source.getFileName() + " compiles to other class files here than in Maven");
        }
        for (Path file : changed) {
            boolean plain =
                    build.resources().filter(directory -> directory.has(file)).allMatch(ResourceDirectory::plain);
            if (!plain)
                throw new MavenNeededException(
                        file.getFileName() + " is a resource with filtering, includes or excludes");
            if (!isResource(file) && !isSource(file))
                throw new MavenNeededException(file.getFileName() + " is neither a source nor a resource");
        }
        for (var library : libraries.entrySet()) {
            if (!time(library.getKey()).equals(library.getValue()))
                throw new MavenNeededException(library.getKey().getFileName() + " has changed");
        }
        // what was compiled then saw neither the one nor the other
        if (!different.isEmpty()) sources.values().forEach(CompiledSources::outdated);
        different.clear();
        sources.forEach((how, compiled) ->
                compiled.changed(changed.stream().filter(how::has).toList()));
    }

    /** Maven has compiled since, and failed: what it left of the class files is unknown. */
    public void outputUnknown() {
        different.clear();
        if (compared) sources.values().forEach(CompiledSources::outputUnknown);
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    public boolean isResource(Path file) {
        return build.resources().anyMatch(directory -> directory.has(file));
    }

    public boolean isSource(Path file) {
        boolean module = file.endsWith("module-info.java");
        return !module && build.compilations().anyMatch(how -> how.has(file));
    }

    /**
     * Copies resources and compiles: what changed, and what was compiled with that where it can see the change.
     *
     * @return errors of the compiler, of the first that has any, as with Maven; empty where there are none
     */
    public List<String> make(Set<Path> changed) {
        try {
            for (ResourceDirectory directory : build.resources().toList()) {
                for (Path file : changed) {
                    if (directory.has(file)) directory.copy(file);
                }
            }
            for (var each : sources.entrySet()) {
                List<String> errors = each.getValue().compile();
                if (each.getValue().takeVisibleChange()) outdate(each.getKey().output());
                if (!errors.isEmpty()) return errors;
            }
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was compiled with classes of that directory is to be compiled again. */
    private void outdate(Path output) {
        sources.forEach((how, compiled) -> {
            if (how.path().contains(output)) compiled.outdated();
        });
    }

    /** Sources that were compiled to something else than before, since the last time that this was asked. */
    public Set<Path> takeRewritten() {
        Set<Path> rewritten = new TreeSet<>();
        sources.values().forEach(compiled -> rewritten.addAll(compiled.takeRewritten()));
        return rewritten;
    }
}
