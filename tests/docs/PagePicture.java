//JAVA 17+

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of JaCoCo's report, with its style and images in it, as an SVG that code hosts show as an image. */
final class PagePicture {

    private static final Pattern BODY = Pattern.compile("(?s)<body[^>]*>(.*)</body>");
    private static final Pattern IMAGE = Pattern.compile("(?:\\.\\./jacoco-resources/)?([\\w-]+\\.gif)");
    private static final Pattern LEADS_ELSEWHERE = Pattern.compile(" (?:href|id|onclick)=\"[^\"]*\"");
    private static final int WIDTH = 1060;
    /** Of what is above and below the rows, and of a row. */
    private static final int FRAME = 120;

    private static final int ROW = 20;

    private final Path resources;
    private final String body;

    /** @param page an XHTML page in a directory beside jacoco-resources */
    PagePicture(Path page) throws IOException {
        resources = page.resolveSibling("../jacoco-resources");
        body = BODY.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(page + " is no page of JaCoCo's"));
    }

    String svg() throws IOException {
        String content = LEADS_ELSEWHERE.matcher(body).replaceAll("").replace("<tr>", "\n<tr>");
        int rows = content.split("<tr>").length;
        int height = FRAME + ROW * rows;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + WIDTH + " " + height + "\">\n"
                + "<!-- written by tests/docs/pictures.java -->\n"
                + "<title>The coverage page of JaCoCo</title>\n"
                + "<style>"
                + withImages(Files.readString(resources.resolve("report.css"))).replaceAll("\\s+", " ")
                + "</style>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + "<foreignObject width=\"100%\" height=\"100%\"><body xmlns=\"http://www.w3.org/1999/xhtml\">\n"
                + withImages(content) + "\n</body></foreignObject>\n</svg>\n";
    }

    private String withImages(String text) {
        return IMAGE.matcher(text).replaceAll(this::data);
    }

    private String data(MatchResult image) {
        try {
            byte[] bytes = Files.readAllBytes(resources.resolve(image.group(1)));
            return "data:image/gif;base64," + Base64.getEncoder().encodeToString(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
