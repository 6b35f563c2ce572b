//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that JBang runs. */
public class Scripts {

    private Scripts() {}

    /** manage.java, and everything below tasks/ that has a name of a script; as paths from the root. */
    public static List<String> all() throws IOException {
        Path root = Workspace.repository();
        try (Stream<Path> files =
                Stream.concat(Stream.of(root.resolve("manage.java")), Files.walk(root.resolve("tasks")))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("common.java"))
                    .filter(file ->
                            Character.isLowerCase(file.getFileName().toString().charAt(0)))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Builds those that the tests start, so that no test's output tells of it. What manage.java has compiled in is
     * started by itself in one place only, which builds it.
     */
    public static void build() throws IOException {
        String compiledIn = Files.readString(Workspace.repository().resolve("manage.java"));
        List<String> others = all().stream()
                .filter(script -> !compiledIn.contains(" " + script))
                .toList();
        Workspace anywhere = new Workspace("build");
        // each is a JVM that compiles, so there are as many at a time as there are processors
        others.parallelStream()
                .forEach(script -> anywhere.run(build(script), "").succeeded());
        anywhere.delete();
    }

    public static List<String> build(String script) {
        return Workspace.argv("build", NotCopied.scripts().resolve(script).toString());
    }
}
