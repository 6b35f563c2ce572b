//JAVA 17+

package lib.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import lib.base.Console;

/**
 * What a program prints while it carries out a step. People see it when they want to, when the step fails, and from the
 * moment on that it takes long, as it does while an image is pulled.
 */
class StepOutput {

    private static final long LONG = Duration.ofSeconds(4).toNanos();

    private final Console console;
    private final LongSupplier nanoseconds;
    private final long begin;
    private final List<String> held = new ArrayList<>();

    StepOutput(Console console, LongSupplier nanoseconds) {
        this.console = console;
        this.nanoseconds = nanoseconds;
        begin = nanoseconds.getAsLong();
    }

    synchronized void line(String text) {
        held.add(text);
        if (console.verbose() || !console.quiet() && nanoseconds.getAsLong() - begin > LONG) show();
    }

    /** The step is over. */
    synchronized void end(boolean failed) {
        if (failed) show();
    }

    private void show() {
        held.forEach(console.out()::println);
        held.clear();
    }
}
