//JAVA 17+

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import support.Watching;
import support.Workspace;

/**
 * A day with the example application, in a copy of the repository.
 *
 * @param pictures lines as a terminal shows them, by the name of the picture
 * @param pages SVG of pages that a run wrote, by the name of the picture
 * @param samples parts of what was printed, by the name that pages have for them
 */
record RealRuns(Map<String, List<String>> pictures, Map<String, String> pages, Map<String, List<String>> samples) {

    private static final String USERS = "app/src/main/java/com/example/application/UserRepository.java";
    private static final String SCHEMA = "app/src/main/resources/db/schema.sql";
    private static final String MORE = "...";

    static RealRuns made() throws IOException, InterruptedException {
        Workspace shop = new Workspace("shop").with("manage.java", "jbang.java", "tasks", "config", "docker", "app");
        RealRuns runs = new RealRuns(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        try {
            // the first run builds and fetches
            shop.manage("-n", "test").succeeded();
            runs.test(shop);
            runs.scenario(shop);
            runs.watch(shop);
            runs.develop(shop.set("POSTGRES_PORT", "0"));
        } finally {
            shop.delete();
        }
        return runs;
    }

    /** A run with a defect: users are listed in the wrong order. */
    private void test(Workspace shop) throws IOException, InterruptedException {
        shop.replace(USERS, "ORDER BY id", "ORDER BY id DESC");
        List<String> shown = run(shop, 1, "--color=always", "test");
        shop.replace(USERS, "ORDER BY id DESC", "ORDER BY id");
        pictures.put("test", withCommand(shown, "test"));
        List<String> lines = shown.stream().map(TerminalPicture::plain).toList();
        List<String> failure = new ArrayList<>(between(lines, " FAILED  ", "    at "));
        failure.addAll(matching(lines, line -> line.startsWith("UserRepositoryTest ")));
        failure.add(MORE);
        failure.addAll(matching(lines, line -> line.startsWith("TOTAL ") || line.contains(" passed, 1 failed, ")));
        samples.put("failure", failure);
        samples.put("coverage", between(lines, "Missing", "TOTAL "));
        pages.put(
                "coverage",
                new PagePicture(shop.directory.resolve(".manage/coverage/html/com.example.application/index.html"))
                        .svg());
    }

    private void scenario(Workspace shop) throws IOException, InterruptedException {
        List<String> up = run(shop, 0, "scenario", "up", "users");
        List<String> picture = new ArrayList<>(withCommand(up, "scenario", "up", "users"));
        String[] query = {"-c", "scenario+users", "sql", "select * from users"};
        picture.add("");
        picture.addAll(withCommand(run(shop, 0, query), query));
        pictures.put("scenario", picture);
        List<String> sample = new ArrayList<>();
        sample.add(command("scenario", "up", "users"));
        sample.addAll(matching(up, line -> line.matches("The scenario .*|  (?:host|port) .*")));
        sample.add(MORE);
        sample.addAll(matching(up, line -> line.startsWith("  remove ")));
        samples.put("scenario", sample);
        run(shop, 0, "scenario", "down", "users");
    }

    private void watch(Workspace shop) throws IOException, InterruptedException {
        try (Watching watching = new Watching(shop, Workspace.argv("manage.java", "test", "--watch"))) {
            watching.untilItWaits();
            shop.replace(USERS, "public class UserRepository {", "public class UserRepository { // changed");
            List<String> lines = watching.untilItWaits().lines().toList();
            watching.quit();
            List<String> sample = new ArrayList<>(matching(lines, line -> line.startsWith("manage: Changed: ")));
            sample.addAll(matching(lines, line -> line.matches("\\w+Test +[\\d.]+ s .*")));
            sample.add(MORE);
            sample.addAll(matching(lines, line -> line.contains(" passed, ") && line.startsWith("manage: ")));
            sample.addAll(matching(lines, line -> line.startsWith("manage: Waiting for a change.")));
            samples.put("watch", sample);
        }
        shop.replace(USERS, "public class UserRepository { // changed", "public class UserRepository {");
    }

    private void develop(Workspace shop) throws IOException, InterruptedException {
        run(shop, 0, "postgres", "start");
        try {
            run(shop, 0, "create-initial-db");
            run(shop, 0, "migrate");
            run(shop, 0, "--yes", "sql", "insert into users (email) values ('admin@example.com')");
            String[] query = {"sql", "select * from users"};
            samples.put("sql", withCommand(run(shop, 0, query), query));
            run(shop, 0, "db", "diagram", "schema.md");
            samples.put("diagram", between(shop.read("schema.md").lines().toList(), "```mermaid", "```"));
            String schema = shop.read(SCHEMA);
            shop.write(SCHEMA, schema.replaceFirst("(?m)^( *)email ", "$1name text,\n$1email "));
            String[] diff = {"migrate", "diff", "-m", "add a name"};
            List<String> migration = new ArrayList<>(withCommand(run(shop, 0, diff), diff));
            migration.addAll(withCommand(run(shop, 0, "migrate"), "migrate"));
            samples.put("migration", migration);
        } finally {
            run(shop, 0, "postgres", "stop");
        }
    }

    private static List<String> run(Workspace shop, int expected, String... arguments)
            throws IOException, InterruptedException {
        Path out = shop.directory.resolveSibling("printed");
        int code = shop.builder(Workspace.argv("manage.java", arguments))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        if (code != expected)
            throw new IllegalStateException(
                    String.join(" ", arguments) + " ended with " + code + "\n" + Files.readString(out));
        return Files.readAllLines(out).stream()
                .filter(line -> !line.startsWith("[jbang]"))
                .toList();
    }

    private static List<String> withCommand(List<String> printed, String... arguments) {
        return Stream.concat(Stream.of(command(arguments)), printed.stream()).toList();
    }

    private static String command(String... arguments) {
        return "$ jbang manage.java "
                + Stream.of(arguments)
                        .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
                        .collect(Collectors.joining(" "));
    }

    private static List<String> matching(List<String> lines, Predicate<String> condition) {
        List<String> found = lines.stream().filter(condition).toList();
        if (found.isEmpty()) throw new IllegalStateException(String.join("\n", lines));
        return found;
    }

    /** From the first line that has a text to the first after it that begins with another. */
    private static List<String> between(List<String> lines, String first, String last) {
        List<String> rest =
                lines.stream().dropWhile(line -> !line.contains(first)).toList();
        for (int i = 1; i < rest.size(); i++) if (rest.get(i).startsWith(last)) return rest.subList(0, i + 1);
        throw new IllegalStateException("no " + first + " ... " + last + " in\n" + String.join("\n", lines));
    }
}
