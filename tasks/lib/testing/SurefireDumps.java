//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What surefire writes beside its reports when a JVM of the tests dies or does not start: the reason, which Maven's own
 * output seldom has.
 *
 * @param directories of the reports
 * @param since when Maven was started, as files tell the time
 */
record SurefireDumps(Collection<Path> directories, long since) {

    private static final int MOST_LINES = 5;
    private static final int LONGEST = 300;
    /** A line that the JVM printed where surefire expected its own words. */
    private static final Pattern PRINTED = Pattern.compile("Corrupted .*Stream '(.*)'\\.?");

    /** The first lines that are neither routine nor stack trace. */
    List<String> lines() {
        Set<String> lines = new LinkedHashSet<>();
        for (Path directory : directories) {
            try (DirectoryStream<Path> dumps = Files.newDirectoryStream(directory, "*.{dump,dumpstream}")) {
                for (Path dump : dumps) {
                    if (Files.getLastModifiedTime(dump).toMillis() >= since - TestReports.COARSE) add(dump, lines);
                }
            } catch (IOException e) {
                // no directory, no dump
            }
        }
        return lines.stream().limit(MOST_LINES).toList();
    }

    private static void add(Path dump, Set<String> lines) throws IOException {
        for (String line : Files.readString(dump, StandardCharsets.ISO_8859_1).split("\\R")) {
            Matcher printed = PRINTED.matcher(line);
            String text = (printed.matches() ? printed.group(1) : line).strip();
            if (text.isEmpty() || text.startsWith("# Created at") || text.startsWith("at ")) continue;
            lines.add(text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text);
        }
    }
}
