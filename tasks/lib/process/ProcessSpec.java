//JAVA 17+

package lib.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import lib.base.Secret;
import lib.base.SecretDetection;

/**
 * A program to start.
 *
 * @param argv the program and its arguments, one element each
 * @param directory its working directory
 * @param environment variables set on top of those of this process; null takes one away
 * @param limit when it is ended by force
 * @param mask takes the secrets out of a text that people get to see
 */
public record ProcessSpec(
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        Duration limit,
        UnaryOperator<String> mask) {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    public ProcessSpec(List<String> argv, Path directory, Map<String, String> environment) {
        this(argv, directory, environment, FOR_EVER, SecretDetection::masked);
    }

    public ProcessSpec within(Duration time) {
        return new ProcessSpec(argv, directory, environment, time, mask);
    }

    public ProcessSpec masking(UnaryOperator<String> secrets) {
        return new ProcessSpec(argv, directory, environment, limit, secrets);
    }

    /** The command with changes to its variables; a null value takes one away. */
    public ProcessSpec with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(changes);
        return new ProcessSpec(argv, directory, all, limit, mask);
    }

    /** The command as a person would type it, secrets masked. */
    public String show() {
        StringBuilder line = new StringBuilder();
        for (String word : argv) {
            String masked = masked(word);
            line.append(line.isEmpty() ? "" : " ")
                    .append(PLAIN.matcher(masked).matches() ? masked : "'" + masked.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }

    /** What an argument itself is the name of has no end but its own, whatever stands in it. */
    private String masked(String word) {
        int equals = word.indexOf('=');
        boolean secret = equals > 0 && word.startsWith("-") && SecretDetection.isSecret(word.substring(0, equals), "?");
        return secret ? word.substring(0, equals + 1) + new Secret("") : mask.apply(word);
    }
}
