//JAVA 17+

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A program to start.
 *
 * @param argv        the program and its arguments, one element each
 * @param folder      its working folder
 * @param environment variables set on top of those of this process
 */
public record Command(List<String> argv, Path folder, Map<String, String> environment) {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final Pattern SECRET = Pattern.compile("(?i)(-D[^=]*(?:password|secret|token)[^=]*=).+", Pattern.DOTALL);

    /** The command as a person would type it, secrets masked. */
    public String show() {
        StringBuilder line = new StringBuilder();
        for (String word : argv) {
            String masked = SECRET.matcher(word).replaceFirst("$1***");
            line.append(line.isEmpty() ? "" : " ").append(PLAIN.matcher(masked).matches() ? masked : "'" + masked.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
