///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Draws docs/test.svg from what "manage.java test" really prints; --check runs it once more and compares.
//SOURCES ../../tasks/lib/common.java ../support/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import support.Workspace;

/** The tests of the example application, of which one fails, as a terminal shows them. */
public class picture {

    private static final String PROMPT = "$ jbang manage.java test";
    private static final int WIDTH = 118;
    private static final double CHARACTER = 7.25;
    private static final int LINE = 17;
    private static final int MARGIN = 18;
    /** What differs from run to run: numbers and lists of lines, the hash in a project's name. */
    private static final Pattern CHANGING = Pattern.compile("-[0-9a-f]{6}\\b|[0-9]+(?:\\.[0-9]+)?(?:(?:-|, )[0-9]+)*");

    private static final Map<Pattern, String> COLOURS = new LinkedHashMap<>();

    static {
        COLOURS.put(Pattern.compile("\\bPASSED\\b"), "#7ee787");
        COLOURS.put(Pattern.compile("\\bFAILED\\b"), "#ff7b72");
        COLOURS.put(Pattern.compile("^\\$ .*"), "#ffffff");
        COLOURS.put(Pattern.compile("^manage: \\d+ passed.*"), "#ffffff");
        COLOURS.put(Pattern.compile("^(?:manage:.*| (?:Container|Network|Volume) .*|V\\d+__.*)"), "#8b949e");
    }

    /** A run in a copy of the repository with a defect: users are listed in the wrong order. */
    private static List<String> run() throws IOException {
        Workspace shop = new Workspace("shop")
                .with("manage.java", "jbang.java", "tasks", "config", "docker", "app")
                .replace(
                        "app/src/main/java/com/example/application/UserRepository.java",
                        "ORDER BY id",
                        "ORDER BY id DESC");
        try {
            // the first run builds and fetches
            shop.manage("-n", "test").succeeded();
            Path out = shop.directory.resolveSibling("printed");
            Process process = shop.builder(Workspace.argv("manage.java", "test"))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            int code = process.waitFor();
            if (code != 1) throw new IllegalStateException("ended with " + code + "\n" + Files.readString(out));
            return Stream.concat(Stream.of(PROMPT), Files.readAllLines(out).stream())
                    .filter(line -> !line.startsWith("[jbang]"))
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            shop.delete();
        }
    }

    private static String svg(List<String> lines) {
        int width = (int) (WIDTH * CHARACTER) + 2 * MARGIN;
        int height = (lines.size() + 1) * LINE + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\""
                        + width + "\" height=\"" + height + "\">\n"
                        + "<!-- written by tests/docs/picture.java -->\n"
                        + "<title>What manage.java test prints</title>\n"
                        + "<rect width=\"100%\" height=\"100%\" rx=\"8\""
                        + " fill=\"#0d1117\"/>\n"
                        + "<g font-family=\"ui-monospace, SFMono-Regular, Menlo,"
                        + " Consolas, 'DejaVu Sans Mono', monospace\""
                        + " font-size=\"12\" fill=\"#c9d1d9\">\n");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).length() > WIDTH ? lines.get(i).substring(0, WIDTH - 3) + "..." : lines.get(i);
            if (!line.isBlank())
                svg.append("<text x=\"")
                        .append(MARGIN)
                        .append("\" y=\"")
                        .append(MARGIN + (i + 1) * LINE)
                        .append("\" xml:space=\"preserve\">")
                        .append(coloured(line))
                        .append("</text>\n");
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static String coloured(String line) {
        for (Map.Entry<Pattern, String> colour : COLOURS.entrySet()) {
            Matcher part = colour.getKey().matcher(line);
            if (part.find())
                return escaped(line.substring(0, part.start())) + "<tspan fill=\"" + colour.getValue() + "\">"
                        + escaped(part.group()) + "</tspan>" + escaped(line.substring(part.end()));
        }
        return escaped(line);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * The lines of a picture that every run prints, in an order of their own: tests run in any, and compose tells of
     * what it likes.
     */
    private static List<String> skeleton(String svg) {
        return svg.lines()
                .filter(line -> line.startsWith("<text "))
                .map(line -> CHANGING.matcher(line.replaceAll("<[^>]*>", ""))
                        .replaceAll("0")
                        .strip())
                .filter(line -> line.matches("(?:manage: |FAILED ).*|.* (?:PASSED|FAILED) .*|.*%.*"))
                .sorted()
                .toList();
    }

    public static void main(String... args) throws IOException {
        Path file = Workspace.repository().resolve("docs/test.svg");
        String drawn = svg(run());
        if (args.length > 0 && args[0].equals("--check")) {
            List<String> now = skeleton(drawn);
            List<String> then = skeleton(Files.readString(file));
            if (now.size() < 20) System.out.println("only " + now.size() + " lines were understood");
            now.stream()
                    .filter(line -> !then.contains(line))
                    .forEach(line -> System.out.println("not in docs/test.svg: " + line));
            then.stream()
                    .filter(line -> !now.contains(line))
                    .forEach(line -> System.out.println("only in docs/test.svg: " + line));
            System.exit(now.equals(then) && now.size() >= 20 ? 0 : 1);
        }
        Files.writeString(file, drawn);
        System.out.println("docs/test.svg");
    }
}
