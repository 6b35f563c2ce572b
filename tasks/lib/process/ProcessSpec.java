//JAVA 17+

package lib.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.regex.Pattern;

/**
 * A program to start.
 *
 * @param argv the program and its arguments, one element each
 * @param folder its working folder
 * @param environment variables set on top of those of this process; null takes one away
 * @param limit when it is ended by force
 */
public record ProcessSpec(List<String> argv, Path folder, Map<String, String> environment, Duration limit) {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?is)(-D[^=]*(?:password|secret|token)[^=]*=).+"),
            Pattern.compile("(?i)([?&]password=)[^&]+"),
            Pattern.compile("(://[^/\\s:@]*:)[^@\\s]+(?=@)"));

    public ProcessSpec(List<String> argv, Path folder, Map<String, String> environment) {
        this(argv, folder, environment, FOR_EVER);
    }

    public ProcessSpec within(Duration time) {
        return new ProcessSpec(argv, folder, environment, time);
    }

    /** The command with changes to its variables; a null value takes one away. */
    public ProcessSpec with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(changes);
        return new ProcessSpec(argv, folder, all, limit);
    }

    /** The command as a person would type it, secrets masked. */
    public String show() {
        StringBuilder line = new StringBuilder();
        for (String word : argv) {
            String masked = word;
            for (Pattern secret : SECRETS) masked = secret.matcher(masked).replaceAll("$1***");
            line.append(line.isEmpty() ? "" : " ")
                    .append(PLAIN.matcher(masked).matches() ? masked : "'" + masked.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
