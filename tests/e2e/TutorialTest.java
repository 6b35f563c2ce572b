//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.Workspace;

/** Somebody follows docs/tutorial.md: every line of its blocks, in their order, with the changes between them. */
@Tag("all")
@Tag("sampled")
@Tag("copied")
class TutorialTest extends EndToEnd {

    private static final String PAGE = "docs/tutorial.md";
    private static final Pattern TESTS = Pattern.compile("runs (\\d+) tests");
    private static final String NAME = "owner/shop";
    private static final String DB = "app/src/main/resources/db";
    private static final String API = "app/src/main/java/com/example/application/HttpApi.java";
    private static final String GREETING = "Hello, World!";
    private static final int SECONDS = 60;

    /** What the page says of the line before it. */
    private record Line(String paragraph, String text) {

        /** A paragraph that begins so is for some only, as all of the last step is. */
        boolean isFor(On engine) {
            if (paragraph.startsWith("Without Docker")) return engine == On.embedded;
            return engine == On.docker || !paragraph.startsWith("With Docker");
        }
    }

    private Workspace top;
    private int port;

    @Override
    protected Workspace workspace() throws IOException {
        top = new Workspace("empty");
        return top;
    }

    /** The lines of the blocks up to a heading; none where they need Docker and there is none. */
    private static List<Line> lines(On engine) throws IOException {
        List<Line> lines = new ArrayList<>();
        String paragraph = "";
        boolean blank = true;
        for (String text : Workspace.repositoryFile(PAGE).split("\n")) {
            if (text.startsWith("## 7.") && engine == On.embedded) break;
            if (text.startsWith("    ")) lines.add(new Line(paragraph, text.strip()));
            else if (!text.isBlank()) paragraph = blank ? text : paragraph + " " + text;
            blank = text.isBlank();
        }
        return lines.stream().filter(line -> line.isFor(engine)).toList();
    }

    @ParameterizedTest
    @OnEngines
    void each_line_of_it_runs_and_does_what_the_page_says(On engine) throws Exception {
        engine.require();
        publish();
        List<Line> lines = lines(engine);
        assertTrue(lines.size() >= (engine == On.docker ? 26 : 19), lines::toString);
        here.set("MANAGE_ENGINE", engine.name());
        try {
            for (Line line : lines) follow(line);
        } finally {
            end(engine);
        }
    }

    /** This checkout as a repository, in which nobody else uses the ports. */
    private void publish() throws IOException {
        Workspace origin = Workspace.ofSources();
        origin.with("README.md", "docs", ".gitignore");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        origin.replace("config/production.json", "\"8080\"", "\"" + port + "\"")
                .replace("config/development.json", "\"5432\"", "\"0\"");
        for (String[] git : new String[][] {
            {"git", "init", "-q"},
            {"git", "add", "."},
            {"git", "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "all"}
        }) origin.run(List.of(git), "").succeeded();
        Path away = here.directory.resolveSibling("origin");
        Workspace.copy(origin.directory, away);
        origin.run(List.of("cp", "-r", ".git", away.toString()), "").succeeded();
        origin.delete();
        here.set("GIT_CONFIG_COUNT", "1")
                .set("GIT_CONFIG_KEY_0", "url." + away.toUri() + ".insteadOf")
                .set("GIT_CONFIG_VALUE_0", "https://github.com/" + NAME + ".git");
    }

    private void follow(Line line) throws Exception {
        String text = line.text().replace("<owner>/<repo>", NAME).replace(":8080", ":" + port);
        if (text.startsWith("cd ")) here = here.at(text.substring(3));
        else if (text.startsWith("create table ")) here.write(DB + "/schema.sql", text + "\n");
        else if (text.startsWith("export "))
            for (String word : text.substring(7).split(" ")) here.set(word.split("=")[0], word.split("=")[1]);
        else {
            before(text);
            expect(text, text.startsWith("curl ") ? answered(text) : shell(text).succeeded());
        }
    }

    /** What the page says is to be changed by hand. */
    private void before(String text) throws IOException {
        if (text.endsWith("db init")) Workspace.delete(here.directory.resolve(DB));
        if (text.endsWith("rollout")) here.replace(API, GREETING, "Hello again!");
        if (!text.endsWith("test --failed")) return;
        here.replace(API, GREETING, "Hello!");
        shell("jbang manage.java test")
                .exitedWith(1)
                .prints("HttpApiTest#the_front_page_greets FAILED")
                .prints("expected: <Hello, World!> but was: <Hello!>");
        here.replace(API, "Hello!", GREETING);
    }

    private void expect(String text, Result result) throws IOException {
        if (text.endsWith("manage.java test")) {
            Matcher tests = TESTS.matcher(Workspace.repositoryFile(PAGE));
            assertTrue(tests.find());
            result.says(tests.group(1) + " passed, 0 failed").printsClass("ConfigurationTest", "5 passed");
        }
        if (text.endsWith("test --failed")) result.says("1 passed, 0 failed");
        if (text.endsWith("\"Initial user model\"")) result.prints("added table users");
        if (text.endsWith("db upgrade")) result.prints("Applied 1 migration.");
        if (text.endsWith("from users\"")) result.prints("(3 rows)");
        if (text.endsWith("/users")) assertEquals("[]", result.out().strip());
        if (text.endsWith(":" + port)) result.prints("Hello again!");
    }

    private Result shell(String line) {
        String java = Workspace.java();
        return here.run(List.of("bash", "-c", "jbang() { '" + java + "' jbang.java \"$@\"; }\n" + line), "");
    }

    /** The proxy needs a moment to find the processes. */
    private Result answered(String line) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Result result = shell(line);
        while ((result.code() != 0 || result.out().contains("503")) && System.nanoTime() < end) {
            Thread.sleep(500);
            result = shell(line);
        }
        return result.succeeded();
    }

    /** Whatever went wrong, nothing stays. */
    private void end(On engine) {
        if (here == top) return;
        here.manage("scenario", "down", "--all");
        engine.stop(here);
        if (engine == On.docker) here.manage("-y", "-c", "production", "compose", "down", "-v", "--rmi", "local");
        here = top;
    }
}
