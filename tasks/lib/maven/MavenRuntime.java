//JAVA 17+

package lib.maven;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/**
 * Maven by its own word: JAVA_HOME, a mavenrc file or its wrapper may lead it to another Java than ours.
 *
 * @param output what {@code mvn -v} prints; empty where it does not answer
 */
public record MavenRuntime(String output) {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern JAVA = Pattern.compile("Java version: ([^,\\s]+)");

    public static MavenRuntime of(ProcessRunner runner, String program, Path directory) {
        try {
            ProcessRunner.Output answer = runner.captured(
                    new ProcessSpec(List.of(program, "-v"), directory, Map.of()).within(ANSWER_TIMEOUT));
            return new MavenRuntime(answer.code() == 0 ? (answer.out() + answer.err()).strip() : "");
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return new MavenRuntime("");
        }
    }

    /** The version of the Java that it runs on. */
    public Optional<String> java() {
        Matcher java = JAVA.matcher(output);
        return java.find() ? Optional.of(java.group(1)) : Optional.empty();
    }

    /** The same as a number: 8 for 1.8.0_402. */
    public Optional<Integer> javaFeature() {
        return java().map(version -> version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", ""))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf);
    }
}
