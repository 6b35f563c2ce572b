//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lib.base.Console;
import lib.process.ProcessRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenRuntimeTest {

    @TempDir
    Path directory;

    private MavenRuntime of(String program) {
        return MavenRuntime.of(new ProcessRunner.Real(new Console(System.err, true, false)), program, directory);
    }

    @ParameterizedTest
    @CsvSource({"25.0.1, 25", "1.8.0_402, 8", "21, 21", "26-ea, 26"})
    void the_java_that_maven_runs_on_is_what_maven_says(String version, int feature) throws Exception {
        Path maven = Files.writeString(
                directory.resolve("mvn"),
                "#!/bin/sh\necho 'Apache Maven 3.9.9 (abc)'\necho 'Java version: " + version + ", vendor: x'\n");
        maven.toFile().setExecutable(true);
        assertEquals(Optional.of(feature), of(maven.toString()).javaFeature());
        assertEquals(Optional.of(version), of(maven.toString()).java());
    }

    @Test
    void one_that_does_not_answer_says_nothing() {
        assertEquals(Optional.empty(), of(directory.resolve("none").toString()).javaFeature());
    }
}
