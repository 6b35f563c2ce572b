//JAVA 17+

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.OperatingSystem;
import lib.maven.PomFile;

/** The Gradle builds of a repository, and how their tests are run. */
record GradleBuilds(Path root, RepositoryFiles files) {

    private static final String SCRIPTS = "(?:[^/]+/){0,2}(?:build|settings)\\.gradle(?:\\.kts)?";
    private static final String NO_MODULE = "(?!.*(?:^|/)(?:src|buildSrc|build-logic)/)";
    private static final List<String> NAMES =
            List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts");
    private static final String WRAPPER = "gradlew";

    boolean exist() {
        return !builds().isEmpty();
    }

    boolean atRoot() {
        return script(root).isPresent();
    }

    private static Optional<Path> script(Path directory) {
        return NAMES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Those that are not part of another one. */
    List<Pom> builds() {
        List<Path> directories = new ArrayList<>();
        files.matching(NO_MODULE + SCRIPTS).stream()
                .map(Path::getParent)
                .distinct()
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .filter(directory -> directories.stream().noneMatch(directory::startsWith))
                .forEach(directories::add);
        return directories.stream().map(directory -> new Pom(pom(directory))).toList();
    }

    private PomFile pom(Path directory) {
        String inside = inside(directory);
        List<Path> more = Stream.of(
                        inside + "settings\\.gradle(?:\\.kts)?",
                        inside + "gradle/.*\\.(?:toml|gradle|gradle\\.kts)",
                        inside + "(?:buildSrc|build-logic)/.*\\.gradle(?:\\.kts)?")
                .flatMap(names -> files.matching(names).stream())
                .toList();
        return new GradleScript(script(directory).orElseThrow(), more).asPom(null);
    }

    private String inside(Path directory) {
        return directory.equals(root) ? "" : Pattern.quote(files.show(directory) + "/");
    }

    /** A build and its modules. */
    List<Pom> family(Pom build) {
        PomFile parent = pom(build.directory());
        Stream<Pom> modules =
                files.matching(NO_MODULE + inside(build.directory()) + ".+/build\\.gradle(?:\\.kts)?").stream()
                        .map(file -> new Pom(new GradleScript(file, List.of()).asPom(parent)));
        return Stream.concat(Stream.of(build), modules).toList();
    }

    /** The command that runs the tests of a project, from the root of the repository. */
    List<String> test(TestedProject project) {
        Path directory = project.build().directory();
        List<String> words = new ArrayList<>(List.of(Stream.of(directory, root)
                .map(place -> place.resolve(WRAPPER))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(wrapper -> "./" + files.show(wrapper))
                .orElse("gradle")));
        if (!directory.equals(root)) words.addAll(List.of("-p", files.show(directory)));
        Pom module = project.module();
        String path = module == null || module.directory().equals(directory)
                ? ""
                : ":"
                        + OperatingSystem.slashed(directory.relativize(module.directory()))
                                .replace('/', ':') + ":";
        words.add(path + "test");
        return words;
    }
}
