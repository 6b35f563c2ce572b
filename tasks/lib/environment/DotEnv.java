//JAVA 17+

package lib.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The format of .env files. The libraries for it drop what follows a # in a word, and lines with export. */
public class DotEnv {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_]\\w*)=(.*)");

    /** The variables that a file's text sets, in its order; those that their values refer to are not replaced. */
    public static Map<String, String> parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher set = LINE.matcher(line.strip());
            if (!set.matches()) continue;
            String value = set.group(2).strip().replaceFirst("\\s+#.*$", "").replaceAll("^[\"']|[\"']$", "");
            variables.put(set.group(1), value);
        }
        return variables;
    }
}
