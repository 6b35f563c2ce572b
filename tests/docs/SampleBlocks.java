//JAVA 17+

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a page that show a real run: each follows a comment with the name of the sample. */
record SampleBlocks(String page) {

    private static final Pattern COMMENT = Pattern.compile("<!-- from a run: ([a-z-]+) -->");
    private static final String FENCE = "```";
    private static final String INDENT = "    ";

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher comment = COMMENT.matcher(page);
        while (comment.find()) names.add(comment.group(1));
        return names;
    }

    /** The page with what the runs printed; a sample with a fence of its own is not indented. */
    String filled(Map<String, List<String>> samples) {
        List<String> filled = new ArrayList<>();
        String name = null;
        boolean inside = false;
        boolean fenced = false;
        for (String line : page.split("\n", -1)) {
            boolean content = fenced || line.startsWith(INDENT) || line.startsWith(FENCE);
            if (name != null && content) {
                if (!inside) block(samples, name).forEach(filled::add);
                if (line.startsWith(FENCE)) fenced = !fenced;
                inside = true;
                continue;
            }
            if (inside) name = null;
            inside = false;
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) name = comment.group(1);
            filled.add(line);
        }
        return String.join("\n", filled);
    }

    private static List<String> block(Map<String, List<String>> samples, String name) {
        List<String> lines = samples.get(name);
        if (lines == null) throw new IllegalStateException("no run makes the sample " + name);
        if (lines.get(0).startsWith(FENCE)) return lines;
        return lines.stream().map(line -> line.isBlank() ? "" : INDENT + line).toList();
    }
}
