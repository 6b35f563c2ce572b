//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.testing.TestCommand;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files for those who work in a repository with programs of their own: editors in containers, and agents.
 *
 * @param form what the repository has of our scripts
 * @param maven whether Maven runs the tests
 */
public record ToolFiles(ScriptForm form, boolean maven) {

    private static final String CONTAINER = ".devcontainer/devcontainer.json";
    static final String AGENTS = "AGENTS.md";
    /** The releases of Java that the image of Maven is made with. */
    private static final List<Integer> IMAGES = List.of(17, 21, 25);

    private static final String TESTS = """
        ## Tests

        Each run starts a PostgreSQL of its own and removes it. These say little; exit code 0 is green, 1 red.

        - all: `%1$s -q test --failures-only --no-coverage`
        - one class, one test: the same with `UserTest` or `UserTest#creates`
        - what failed when it last ran: the same with `--failed`; what a change reaches: with `--changed`
        - one JSON object, with the place of each failure: `%1$s test --format json`
        - all that Maven printed: `.manage/maven.log`; a migration: `%1$s migrate new "add a column"`
        """;

    private static final String TESTS_BY_COMMAND = """
        ## Tests

        Each run starts a PostgreSQL of its own and removes it. The exit code is that of the tests' command.

        - all: `%1$s -q test`
        - any other command on such a database: `%1$s -q test -- COMMAND`
        - SQL on a server that stays: `%1$s -q test --keep`, then `%1$s -c testing sql "select 1"`
        - a migration: `%1$s migrate new "add a column"`
        """;

    /** @param config the text of config/testing.json */
    public static ToolFiles of(ScriptForm form, Path root, String config) {
        boolean pom = config.contains("APPLICATION_POM")
                || Files.exists(root.resolve("pom.xml"))
                || Files.exists(root.resolve("app/pom.xml"));
        return new ToolFiles(form, pom && !config.contains(TestCommand.VARIABLE));
    }

    private String command() {
        return form.version() == null ? "java jbang.java manage.java" : "jbang manage";
    }

    /** The lines for agents. */
    String agents() {
        return (maven ? TESTS : TESTS_BY_COMMAND).formatted(command());
    }

    /** A container with Maven and a JDK; there is no Docker in it, so that databases are embedded ones. */
    public Map<String, String> container(Path root) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", root.getFileName().toString());
        container.put("image", "maven:3.9-eclipse-temurin-" + release());
        if (form.version() != null)
            container.put("postCreateCommand", "curl -Ls https://sh.jbang.dev | bash -s - app setup");
        return Map.of(
                CONTAINER, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(container) + "\n");
    }

    /** The first that has everything which the JDK that runs this has. */
    private static int release() {
        return IMAGES.stream()
                .filter(release -> release >= Runtime.version().feature())
                .findFirst()
                .orElse(IMAGES.get(IMAGES.size() - 1));
    }
}
