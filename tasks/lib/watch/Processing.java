//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * Annotation processors of a compilation. What they make of a source can depend on any other.
 *
 * @param path where they are; empty where the class path has them
 * @param output the directory of the sources that they write
 */
public record Processing(List<Path> path, Path output) {

    private static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";

    /** Empty where there are none. */
    static Optional<Processing> of(RecordedGoal goal, List<Path> classPath) throws MavenNeededException {
        if (goal.value("proc").equals("none")) return Optional.empty();
        List<Path> path =
                goal.values("manage.processorPath").stream().map(Path::of).toList();
        if (path.isEmpty() && !goal.values("annotationProcessorPaths").isEmpty())
            throw new MavenNeededException("this Maven did not report where its annotation processors are");
        if (path.isEmpty() && classPath.stream().noneMatch(Processing::has)) return Optional.empty();
        return Optional.of(new Processing(path, output(goal)));
    }

    /** Also where there are none: the compiler takes no sources from there. */
    static Path output(RecordedGoal goal) {
        boolean tests = goal.goal().equals("testCompile");
        return goal.directory()
                .resolve(goal.value(tests ? "generatedTestSourcesDirectory" : "generatedSourcesDirectory"));
    }

    private static boolean has(Path element) {
        if (!element.toString().endsWith(".jar")) return Files.exists(element.resolve(SERVICE));
        try (JarFile jar = new JarFile(element.toFile())) {
            return jar.getEntry(SERVICE) != null;
        } catch (IOException e) {
            // the compiler will say so
            return false;
        }
    }
}
