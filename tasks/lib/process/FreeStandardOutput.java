//JAVA 17+

package lib.process;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Starts programs as another runner does, but for what they print on standard output: that is left for one result.
 *
 * @param err where it goes instead
 */
public record FreeStandardOutput(ProcessRunner runner, PrintStream err) implements ProcessRunner {

    @Override
    public int attached(ProcessSpec command) {
        return runner.background(command, err::println).code();
    }

    @Override
    public int redirected(ProcessSpec command, Path input, Path output) {
        return output == null && input == null ? attached(command) : runner.redirected(command, input, output);
    }

    @Override
    public Output piped(ProcessSpec command, Path input, String end) {
        return runner.piped(command, input, end);
    }

    @Override
    public Output fed(ProcessSpec command, byte[] input) {
        return runner.fed(command, input);
    }

    @Override
    public Background background(ProcessSpec command, Consumer<String> line) {
        return runner.background(command, line);
    }

    @Override
    public int launched(ProcessSpec command) {
        return runner.launched(command);
    }

    @Override
    public ProcessRunner notifying(Consumer<ProcessHandle> started) {
        return new FreeStandardOutput(runner.notifying(started), err);
    }
}
