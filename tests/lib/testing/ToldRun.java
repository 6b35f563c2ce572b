//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lib.maven.TestEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run of Maven whose tests tell what a test here writes. */
abstract class ToldRun {

    @TempDir
    Path directory;

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    TestProgress progress;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(directory.resolve("events"));
        progress = progress(TestProgress.Shown.TESTS, false);
    }

    TestProgress progress(TestProgress.Shown tests, boolean raw) {
        return new TestProgress(
                new TestEvents(directory.resolve("events")),
                directory.resolve("maven.log"),
                new TestPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), TestReports.Case::place),
                tests,
                raw);
    }

    void events(String file, String text) throws IOException {
        Files.writeString(
                directory.resolve("events").resolve(file + ".events"),
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    String shown() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }
}
