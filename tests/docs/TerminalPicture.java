//JAVA 17+

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows, as SVG, in the colours that the program chose. */
record TerminalPicture(String title, List<String> lines) {

    /** @param codes colours by their numbers in ANSI's sequences */
    record Palette(String background, String border, String text, String prompt, Map<String, String> codes) {}

    static final Palette DARK = new Palette(
            "#0d1117", "#30363d", "#c9d1d9", "#ffffff", Map.of("31", "#ff7b72", "32", "#7ee787", "33", "#e3b341"));
    static final Palette LIGHT = new Palette(
            "#ffffff", "#d0d7de", "#24292f", "#000000", Map.of("31", "#cf222e", "32", "#1a7f37", "33", "#9a6700"));

    private static final int WIDTH = 118;
    private static final double CHARACTER = 7.25;
    private static final int LINE = 17;
    private static final int MARGIN = 18;
    private static final Pattern COLOURED = Pattern.compile("\u001b\\[(\\d+)m(.*?)\u001b\\[0m");

    String svg(Palette palette) {
        int width = (int) (WIDTH * CHARACTER) + 2 * MARGIN;
        int height = (lines.size() + 1) * LINE + 2 * MARGIN;
        StringBuilder svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
            <!-- written by tests/docs/pictures.java -->
            <title>%3$s</title>
            <rect x="0.5" y="0.5" width="%4$d" height="%5$d" rx="8" fill="%6$s" stroke="%7$s"/>
            <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" \
            font-size="12" fill="%8$s">
            """.formatted(
                width, height, title, width - 1, height - 1, palette.background(), palette.border(), palette.text()));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            svg.append("<text x=\"")
                    .append(MARGIN)
                    .append("\" y=\"")
                    .append(MARGIN + (i + 1) * LINE)
                    .append("\" xml:space=\"preserve\">")
                    .append(coloured(cut(lines.get(i)), palette))
                    .append("</text>\n");
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    /** A line that is too long has no colours left: it would lose the end of one. */
    private static String cut(String line) {
        String plain = plain(line);
        return plain.length() <= WIDTH ? line : plain.substring(0, WIDTH - 3) + "...";
    }

    static String plain(String line) {
        return line.replaceAll("\u001b\\[\\d+m", "");
    }

    private static String coloured(String line, Palette palette) {
        if (line.startsWith("$ ")) return span(line, palette.prompt());
        StringBuilder text = new StringBuilder();
        Matcher part = COLOURED.matcher(line);
        int end = 0;
        while (part.find()) {
            text.append(escaped(line.substring(end, part.start())))
                    .append(span(part.group(2), palette.codes().getOrDefault(part.group(1), palette.text())));
            end = part.end();
        }
        return text.append(escaped(line.substring(end))).toString();
    }

    private static String span(String text, String colour) {
        return "<tspan fill=\"" + colour + "\">" + escaped(text) + "</tspan>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
