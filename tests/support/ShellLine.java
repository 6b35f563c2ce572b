//JAVA 17+

package support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arguments of manage.java as a line of a shell, in which a blank needs quotes; or a script in tasks/ with its own.
 *
 * @param variables those that are set before it
 * @param file what stands behind {@code <}; empty for no input
 */
public record ShellLine(Map<String, String> variables, List<String> words, String file) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(.*)");

    public static ShellLine of(String line) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        String file = "";
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            Matcher variable = VARIABLE.matcher(text);
            if (words.isEmpty() && variable.matches()) variables.put(variable.group(1), variable.group(2));
            else words.add(text);
        }
        int input = words.indexOf("<");
        if (input >= 0) {
            file = words.get(input + 1);
            words = words.subList(0, input);
        }
        return new ShellLine(variables, words, file);
    }

    public Result runIn(Workspace here) throws IOException {
        Workspace there = here.at("");
        variables.forEach(there::set);
        String input = file.isEmpty() ? "" : here.read(file);
        String first = words.get(0);
        return first.startsWith("tasks/")
                ? there.script(
                        NotCopied.scripts().resolve(first).toString(),
                        words.subList(1, words.size()).toArray(String[]::new))
                : there.manageWithInput(input, words.toArray(String[]::new));
    }
}
