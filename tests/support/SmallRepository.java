//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lib.base.Console;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository of a few files, read without starting anything. */
public abstract class SmallRepository {

    @TempDir
    protected Path root;

    @BeforeEach
    void project() throws IOException {
        write("pom.xml", "<project/>");
        write("docker/testing.yml", "services:\n  db:\n    image: postgres:18\n");
    }

    protected Path write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        return Files.writeString(root.resolve(file), text);
    }

    protected Context context(String json) throws IOException {
        write("config/testing.json", json);
        Project project = new Project(root);
        return new Context(
                project,
                Environment.load(project, "testing", Map.of()),
                new ProcessRunner.Printing(System.out),
                new Console(System.err, true, false),
                true,
                "auto");
    }

    protected static String variable(String name, String value) {
        return "[{\"name\": \"" + name + "\", \"value\": " + value + "}]";
    }
}
