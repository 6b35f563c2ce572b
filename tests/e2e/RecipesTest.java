//JAVA 17+
//DEPS org.snakeyaml:snakeyaml-engine:2.10

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import support.EndToEnd;
import support.JbangInstallation;
import support.RepositoryHost;
import support.Result;
import support.Workspace;

/** The recipes in docs/ci, as far as they run without the CI that reads them; GitLab's is in PlainContainerTest too. */
@Tag("all")
@Tag("copied")
class RecipesTest extends EndToEnd {

    private static final String DIRECTORY = "docs/ci/";

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String name) throws IOException {
        Load yaml = new Load(LoadSettings.builder().build());
        return (Map<String, Object>) yaml.loadFromString(Workspace.repositoryFile(DIRECTORY + name));
    }

    @SuppressWarnings("unchecked")
    private static <T> T at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) found = ((Map<String, Object>) found).get(key);
        return (T) found;
    }

    /** Each of the patterns that a recipe collects reports by names something. */
    private void collects(Stream<String> patterns) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(here.directory)) {
            files = all.map(here.directory::relativize).toList();
        }
        for (String pattern : patterns.map(String::strip).toList()) {
            String glob = pattern.endsWith("/") ? pattern + "*" : pattern;
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            assertTrue(files.stream().anyMatch(matcher::matches), pattern);
        }
    }

    /** What the steps of GitHub's recipe print. */
    private StringBuilder steps(String recipe) throws IOException {
        List<Map<String, Object>> steps = at(yaml(recipe), "jobs", "test", "steps");
        here.set("CI", "true").set("RUNNER_OS", "Linux");
        StringBuilder printed = new StringBuilder();
        for (Map<String, Object> step : steps) {
            assertEquals(1, Stream.of("run", "uses").filter(step::containsKey).count(), step::toString);
            if (!step.containsKey("run")) continue;
            List<String> shell =
                    List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", (String) step.get("run"));
            Result run = here.run(shell, "").succeeded();
            printed.append(run.out());
        }
        collects(((String) at(steps.get(steps.size() - 1), "with", "path")).lines());
        return printed;
    }

    @Test
    @Tag("sampled")
    void the_steps_for_github_are_green_where_nothing_was_copied() throws IOException {
        for (String script : List.of("manage.java", "jbang.java")) Files.delete(here.directory.resolve(script));
        Workspace.delete(here.directory.resolve("tasks"));
        Path caches = here.directory.resolveSibling("caches");
        JbangInstallation.writeProgram(caches.resolve("bin"));
        here.set("PATH", caches.resolve("bin") + ":" + System.getenv("PATH"))
                .set("JBANG_DIR", caches.resolve("jbang").toString())
                .set("XDG_CACHE_HOME", caches.resolve("cache").toString());
        try (RepositoryHost host = new RepositoryHost()) {
            here.write(
                    "jbang-catalog.json",
                    "{\"aliases\": {\"manage\": {\"script-ref\": \"manage@" + host.catalog() + "\"}}}");
            steps("github-actions-not-copied.yml");
        }
        assertTrue(
                Files.readString(caches.resolve("jbang/trusted-sources.json")).contains("OWNER/REPO"));
    }

    @Test
    @Tag("sampled")
    void the_steps_for_github_are_green_and_what_the_recipes_collect_is_there() throws IOException {
        StringBuilder printed = steps("github-actions.yml");
        Object gitlab = yaml("gitlab-ci.yml").get("test");
        Stream<String> reports = Stream.of(
                at(gitlab, "artifacts", "reports", "junit"),
                at(gitlab, "artifacts", "reports", "coverage_report", "path"));
        List<String> paths = at(gitlab, "artifacts", "paths");
        collects(Stream.concat(paths.stream(), reports));
        String coverage = at(gitlab, "coverage");
        Pattern pattern = Pattern.compile(coverage.substring(1, coverage.length() - 1), Pattern.MULTILINE);
        assertTrue(pattern.matcher(printed).find(), printed::toString);
        collects(Pattern.compile("(?:testResults|pattern|artifacts): '([^']*)'")
                .matcher(Workspace.repositoryFile(DIRECTORY + "Jenkinsfile"))
                .results()
                .flatMap(result -> Stream.of(result.group(1).split(","))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github-actions.yml",
                "gitlab-ci.yml",
                "Jenkinsfile",
                "github-actions-not-copied.yml",
                "gitlab-ci-not-copied.yml",
                "Jenkinsfile-not-copied"
            })
    void a_recipe_says_first_what_of_it_was_tested_and_its_commands_are_understood(String name) throws IOException {
        String text = Workspace.repositoryFile(DIRECTORY + name);
        String first = text.lines().limit(3).collect(Collectors.joining(" "));
        assertTrue(first.matches(".* (was|were) tested.* not, because .*"), first);
        Matcher command = Pattern.compile("(?:java jbang.java manage.java|jbang manage) ([^'\\n]*)")
                .matcher(text);
        assertTrue(command.find(), text);
        do here.manage((("-n " + command.group(1)).split(" "))).succeeded();
        while (command.find());
    }
}
