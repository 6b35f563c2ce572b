//JAVA 17+

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Links between pages, and to files of the repository; and the number of files in tasks/ where a page has it.
 *
 * @param documented the directory with README.md and docs/
 * @param repository where all other files are
 */
record Links(Path documented, Path repository) {

    private static final Pattern LINK = Pattern.compile("(?:]\\(|\\bsrc(?:set)?=\")([^)\"\\s]+)[)\"]");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *$");
    private static final Pattern COUNT = Pattern.compile("(\\d+) files in tasks/");
    /** Blocks, fenced and indented, and code within a line. */
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|^ {4}[^\\n]*|`[^`\\n]+`");

    /** Links that lead nowhere, pages that no other page links to, and wrong numbers. */
    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        Set<Path> reached = new HashSet<>();
        List<Path> pages = pages();
        for (Path page : pages) {
            String written = Files.readString(page);
            counts(written).forEach(problem -> problems.add(base().relativize(page) + ": " + problem));
            String text = withoutCode(written);
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                if (link.group(1).matches("[a-z]+:.*")) continue;
                String problem = problem(page, link.group(1), reached);
                if (problem == null) continue;
                long line = text.substring(0, link.start()).lines().count();
                problems.add(base().relativize(page) + ":" + line + ": " + problem);
            }
        }
        pages.stream()
                .filter(page -> !page.equals(readme()) && !reached.contains(page))
                .forEach(page -> problems.add("no page links to " + base().relativize(page)));
        return problems;
    }

    private List<String> counts(String text) throws IOException {
        long there;
        try (Stream<Path> files = Files.walk(repository.resolve("tasks"))) {
            there = files.filter(Files::isRegularFile).count();
        }
        return COUNT.matcher(text)
                .results()
                .filter(count -> !count.group(1).equals(String.valueOf(there)))
                .map(count -> count.group() + ", and there are " + there)
                .toList();
    }

    private String problem(Path page, String link, Set<Path> reached) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        Path inside = base().relativize(target);
        boolean documentation = inside.startsWith("docs") || inside.toString().equals("README.md");
        if (!Files.exists((documentation ? base() : repository.toAbsolutePath()).resolve(inside)))
            return link + " is not there";
        if (!target.equals(page)) reached.add(target);
        boolean found = parts.length == 1 || headings(target).contains(parts[1]);
        return found ? null : link + " is no heading of that page";
    }

    /** As code hosts make them: letters, digits and hyphens, a hyphen for each blank. */
    private static Set<String> headings(Path page) throws IOException {
        Set<String> headings = new HashSet<>();
        Matcher heading = HEADING.matcher(Files.readString(page).replaceAll("(?ms)^```.*?^```", ""));
        while (heading.find())
            headings.add(heading.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        return headings;
    }

    private static String withoutCode(String text) {
        return CODE.matcher(text)
                .replaceAll(code -> "\n".repeat((int)
                        code.group().chars().filter(c -> c == '\n').count()));
    }

    private Path base() {
        return documented.toAbsolutePath().normalize();
    }

    private Path readme() {
        return base().resolve("README.md");
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(base().resolve("docs"))) {
            return Stream.concat(
                            Stream.of(readme()),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }
}
