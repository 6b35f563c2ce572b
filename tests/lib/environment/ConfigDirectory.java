//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lib.base.ExitException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project with a config file that a test writes. */
abstract class ConfigDirectory {

    @TempDir
    Path root;

    @BeforeEach
    void project() throws Exception {
        Files.createDirectories(root.resolve("config"));
        Files.createDirectories(root.resolve("docker"));
    }

    Environment load(String json, Map<String, String> process) throws Exception {
        Files.writeString(root.resolve("config/x.json"), json);
        return Environment.load(new Project(root), "x", process);
    }

    ExitException refused(String json, Map<String, String> process) {
        ExitException stop = assertThrows(ExitException.class, () -> load(json, process));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertTrue(stop.hint != null && !stop.hint.isBlank(), "a hint");
        return stop;
    }
}
