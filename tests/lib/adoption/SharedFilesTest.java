//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.ExitException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others wrote at the top of a repository stays, and ours is added once. */
class SharedFilesTest {

    private Workspace shop;
    private SharedFiles files;

    @BeforeEach
    void make() throws IOException {
        shop = new Workspace("shop");
        files = new SharedFiles(shop.directory);
    }

    @AfterEach
    void remove() throws IOException {
        shop.delete();
    }

    private static JsonNode aliases(String catalog) {
        return JsonMapper.shared().readTree(catalog).path("aliases");
    }

    private void write(Map<String, String> texts) throws IOException {
        for (var text : texts.entrySet()) shop.write(text.getKey(), text.getValue());
    }

    @Test
    void a_catalog_keeps_the_aliases_of_others() throws IOException {
        shop.write("jbang-catalog.json", "{\"aliases\": {\"hello\": {\"script-ref\": \"hello.java\"}}}")
                .write("jbang.properties", "run.debug=4004");
        write(files.fetched("owner/manage/v1"));
        JsonNode aliases = aliases(shop.read("jbang-catalog.json"));
        assertEquals("hello.java", aliases.path("hello").path("script-ref").asString());
        assertEquals(
                "manage@owner/manage/v1",
                aliases.path("manage").path("script-ref").asString());
        assertTrue(shop.read("jbang.properties").startsWith("run.debug=4004\n"), shop.read("jbang.properties"));
        assertEquals(Optional.of("owner/manage/v1"), files.version());
        assertEquals(Map.of(), files.fetched("owner/manage/v1"));
        assertEquals(
                List.of("jbang-catalog.json"),
                List.copyOf(files.fetched("owner/manage/v2").keySet()));
    }

    @Test
    void an_alias_of_somebody_else_is_not_taken() throws IOException {
        shop.write("jbang-catalog.json", "{\"aliases\": {\"manage\": {\"script-ref\": \"tools/manage.java\"}}}");
        assertThrows(ExitException.class, () -> files.fetched("owner/manage/v1"));
        assertEquals(Map.of(), files.copied(List.of()));
        shop.write("jbang-catalog.json", "[");
        assertThrows(ExitException.class, () -> files.fetched("owner/manage/v1"));
    }

    @Test
    void copied_files_are_marked_as_vendored_once_and_tasks_of_the_project_are_not() throws IOException {
        shop.write(".gitattributes", "*.sql text");
        List<String> scripts = List.of("manage.java", "tasks/lib/a/A.java", "tasks/lib/a/B.java", "tasks/sql.java");
        write(files.copied(scripts));
        assertEquals(
                "*.sql text\nmanage.java linguist-vendored\ntasks/lib/** linguist-vendored\n"
                        + "tasks/sql.java linguist-vendored\n",
                shop.read(".gitattributes"));
        assertEquals(
                "manage.java",
                aliases(shop.read("jbang-catalog.json"))
                        .path("manage")
                        .path("script-ref")
                        .asString());
        assertEquals(Map.of(), files.copied(scripts));
    }

    @Test
    void what_agents_are_told_is_added_once_and_is_ten_lines() throws IOException {
        ToolFiles tools = new ToolFiles(new ScriptForm(null), true);
        shop.write("AGENTS.md", "# Ours");
        write(files.agents(tools));
        String text = shop.read("AGENTS.md");
        assertTrue(text.startsWith("# Ours\n\n## Tests\n"), text);
        assertTrue(text.contains("java jbang.java manage.java -q test --failures-only"), text);
        assertTrue(tools.agents().lines().count() <= 10, text);
        assertEquals(Map.of(), files.agents(tools));
        ToolFiles fetched = new ToolFiles(new ScriptForm("owner/manage/v1"), true);
        assertTrue(fetched.agents().contains("`jbang manage test --format json`"), fetched.agents());
        shop.write("pom.xml", "<project/>");
        String command = ToolFiles.of(new ScriptForm(null), shop.directory, "APPLICATION_TEST_COMMAND")
                .agents();
        assertTrue(command.contains("-q test -- COMMAND") && command.lines().count() <= 10, command);
    }

    @Test
    void a_container_has_what_the_commands_need() {
        String copied = new ToolFiles(new ScriptForm(null), true)
                .container(shop.directory)
                .get(".devcontainer/devcontainer.json");
        JsonNode container = JsonMapper.shared().readTree(copied);
        assertEquals("shop", container.path("name").asString());
        String image = container.path("image").asString();
        assertTrue(image.matches("maven:3\\.9-eclipse-temurin-(17|21|25)"), image);
        assertFalse(container.has("postCreateCommand"));
        String fetched = new ToolFiles(new ScriptForm("owner/manage/v1"), true)
                .container(shop.directory)
                .get(".devcontainer/devcontainer.json");
        assertTrue(fetched.contains("jbang"), fetched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner/manage", "../shop", "owner/manage/", "owner manage v1", "https://example.com/owner"})
    void what_is_no_version_is_refused(String version) {
        assertThrows(ExitException.class, () -> ScriptForm.of(shop.directory, false, version, false));
    }

    @Test
    void a_repository_keeps_the_form_that_it_has() throws IOException {
        assertEquals(new ScriptForm(null), ScriptForm.of(shop.directory, false, null, false));
        write(files.fetched("owner/manage/release/v1.2"));
        assertEquals(new ScriptForm("owner/manage/release/v1.2"), ScriptForm.of(shop.directory, false, null, false));
        assertEquals(
                new ScriptForm("owner/manage/release/v1.2"),
                ScriptForm.of(shop.directory, false, ScriptForm.ASK, false));
        assertEquals(new ScriptForm(null), ScriptForm.of(shop.directory, true, null, false));
        assertThrows(ExitException.class, () -> ScriptForm.of(shop.directory, true, "owner/manage/v1", false));
    }
}
