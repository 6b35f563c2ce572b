//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import lib.base.Console;
import org.junit.jupiter.api.Test;

/** Of a step that is short and succeeds, nobody wants to read what a program printed. */
class StepOutputTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    private StepOutput output(boolean quiet, boolean verbose) {
        return new StepOutput(new Console(new PrintStream(printed, true), quiet, verbose), now::get);
    }

    private void passes(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void shows(String... lines) {
        assertEquals(
                String.join(
                        "",
                        java.util.Arrays.stream(lines)
                                .map(line -> line + System.lineSeparator())
                                .toList()),
                printed.toString());
    }

    @Test
    void a_short_one_that_succeeds_shows_nothing() {
        StepOutput output = output(false, false);
        output.line("Creating");
        passes(1);
        output.line("Created");
        output.end(false);
        shows();
    }

    @Test
    void one_that_fails_shows_all_even_with_quiet() {
        StepOutput output = output(true, false);
        output.line("Creating");
        passes(60);
        output.line("no such image");
        shows();
        output.end(true);
        shows("Creating", "no such image");
    }

    @Test
    void one_that_takes_long_shows_what_there_was_and_goes_on() {
        StepOutput output = output(false, false);
        output.line("Pulling");
        passes(5);
        output.line("Pull complete");
        shows("Pulling", "Pull complete");
        output.line("Created");
        output.end(true);
        shows("Pulling", "Pull complete", "Created");
    }

    @Test
    void with_verbose_each_line_comes_at_once() {
        output(false, true).line("Creating");
        shows("Creating");
    }
}
