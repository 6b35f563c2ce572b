//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lib.base.Console;
import lib.environment.Context;
import lib.process.ProcessRunner;
import org.junit.jupiter.api.Test;
import support.Programs;
import support.SmallRepository;

/** A wrapper that has never run, and its Maven. */
class MavenWrapperTest extends SmallRepository {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** @param script what the wrapper does */
    private Path wrapper(String script) throws IOException {
        for (String program : List.of("sh", "mvn")) Programs.require(program);
        write(
                ".mvn/wrapper/maven-wrapper.properties",
                "distributionUrl=http://127.0.0.1:1/apache-maven-0.0.0-bin.zip\n");
        Path wrapper = write("mvnw", "#!/bin/sh\n# reads maven-wrapper.properties\n" + script + "\n");
        assertTrue(wrapper.toFile().setExecutable(true));
        return wrapper;
    }

    private String programAfterFetching() throws IOException {
        Context plain = context("[]");
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false, false);
        Context real = new Context(
                plain.project(), plain.environment(), new ProcessRunner.Real(console), console, false, "auto");
        MavenCommand.fetch(real);
        return MavenCommand.of(real.project(), real.environment()).program();
    }

    @Test
    void where_its_Maven_cannot_be_had_that_is_said_and_mvn_takes_its_place() throws IOException {
        wrapper("echo 'Exception in thread main: FileNotFoundException: http://127.0.0.1:1/x.zip' >&2\n"
                + "echo '\tat org.apache.maven.wrapper.Main' >&2\nexit 1");
        assertEquals("mvn", programAfterFetching());
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("mvnw cannot fetch its Maven: Exception in thread main: FileNotFoundException"), text);
        assertTrue(text.contains("The mvn on the PATH is used instead."), text);
    }

    @Test
    void one_that_works_is_taken() throws IOException {
        assertEquals(wrapper("echo Apache Maven 0.0.0").toString(), programAfterFetching());
    }

    @Test
    void its_warnings_are_not_why_it_failed() throws IOException {
        wrapper("echo 'cannot reach 127.0.0.1'\n"
                + "echo 'Warning: JAVA_HOME environment variable is not set.' >&2\nexit 1");
        assertEquals("mvn", programAfterFetching());
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("mvnw cannot fetch its Maven: cannot reach 127.0.0.1"), text);
    }
}
