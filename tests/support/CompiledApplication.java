//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The application's classes, compiled once: Maven takes them for its own in each copy, and compiles what changed. */
final class CompiledApplication {

    private static Path compiled;

    private CompiledApplication() {}

    /** Puts the directory {@code target} into a copy of the application. */
    static void copyTo(Path application) throws IOException {
        Path original = compiled();
        for (String part : List.of("classes", "test-classes", "maven-status"))
            Workspace.copy(original.resolve("target/" + part), application.resolve("target/" + part));
        try (Stream<Path> lists = Files.walk(application.resolve("target/maven-status"))) {
            for (Path list :
                    lists.filter(file -> file.toString().endsWith(".lst")).toList()) {
                String text = Files.readString(list);
                Files.writeString(list, text.replace(original.toString(), application.toString()));
            }
        }
    }

    private static synchronized Path compiled() throws IOException {
        if (compiled != null) return compiled;
        Workspace workspace = new Workspace("compiled").with("app");
        workspace
                .run(List.of("mvn", "-q", "-B", "-ntp", "-f", "app/pom.xml", "test-compile"), "")
                .succeeded();
        Workspace.deleteAtExit(workspace.directory.getParent());
        return compiled = workspace.directory.resolve("app");
    }
}
