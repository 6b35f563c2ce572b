//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.adoption;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.script.TypedCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files at the top of a repository that may have lines of others: what they become with ours. */
public record SharedFiles(Path root) {

    private static final String ATTRIBUTES = ".gitattributes";
    private static final String VENDORED = " linguist-vendored";
    private static final String SETTINGS = "jbang.properties";
    private static final String EVICT = "cache-evict";
    private static final String REMOTE = TypedCommand.ALIAS + "@";

    /** Those that change where the scripts are copied, by their name. */
    public Map<String, String> copied(List<String> added) {
        Map<String, String> files = new LinkedHashMap<>();
        String marked = vendored(added);
        if (!marked.equals(text(ATTRIBUTES))) files.put(ATTRIBUTES, marked);
        // an alias that is somebody's own stays
        if (alias().isEmpty() && !Files.exists(root.resolve(TypedCommand.CATALOG))
                || version().isPresent()) files.put(TypedCommand.CATALOG, catalog("manage.java"));
        return files;
    }

    /** Those that change where JBang fetches the scripts of a version. */
    public Map<String, String> fetched(String version) {
        Map<String, String> files = new LinkedHashMap<>();
        if (!version().equals(Optional.of(version))) {
            alias().filter(script -> !script.equals("manage.java") && version().isEmpty())
                    .ifPresent(other -> {
                        throw ExitException.wrongInput(
                                TypedCommand.CATALOG + " already has another script with the name " + TypedCommand.ALIAS
                                        + ": " + other,
                                "Nothing was written. Give that script another name there.");
                    });
            files.put(TypedCommand.CATALOG, catalog(REMOTE + version));
        }
        if (!properties().containsKey(EVICT))
            files.put(
                    SETTINGS,
                    text(SETTINGS) + "# a version never changes: JBang does not check again what it has fetched\n"
                            + EVICT + "=never\n");
        return files;
    }

    /** Those that change for agents. */
    public Map<String, String> agents(ToolFiles tools) {
        String text = text(ToolFiles.AGENTS);
        if (text.contains(tools.agents())) return Map.of();
        return Map.of(ToolFiles.AGENTS, text.isEmpty() ? tools.agents() : text + "\n" + tools.agents());
    }

    /** What the catalog here says of the scripts that JBang fetches: OWNER/REPO/TAG. */
    public Optional<String> version() {
        return alias().filter(script -> script.startsWith(REMOTE)).map(script -> script.substring(REMOTE.length()));
    }

    private Optional<String> alias() {
        JsonNode script = read().path("aliases").path(TypedCommand.ALIAS).path("script-ref");
        return Optional.ofNullable(script.asString(null));
    }

    private String catalog(String script) {
        ObjectNode catalog = read();
        ObjectNode alias = catalog.withObjectProperty("aliases").withObjectProperty(TypedCommand.ALIAS);
        alias.put("script-ref", script);
        if (!alias.has("description"))
            alias.put("description", "Environments, PostgreSQL, migrations and tests of this project");
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(catalog) + "\n";
    }

    private ObjectNode read() {
        String text = text(TypedCommand.CATALOG);
        if (text.isBlank()) return JsonMapper.shared().createObjectNode();
        try {
            if (JsonMapper.shared().readTree(text) instanceof ObjectNode catalog) return catalog;
        } catch (JacksonException e) {
            // told as any other text that is no object
        }
        throw ExitException.wrongInput(
                TypedCommand.CATALOG + " is not a JSON object",
                "Nothing was written. JBang cannot read it either: correct it, or move it away.");
    }

    private Properties properties() {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text(SETTINGS)));
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Scripts of the project's own are beside ours, so each of ours has a line, and those of lib one together. */
    private String vendored(List<String> scripts) {
        String text = text(ATTRIBUTES);
        Set<String> there = text.lines().collect(Collectors.toSet());
        String more = scripts.stream()
                .map(script -> script.startsWith("tasks/lib/") ? "tasks/lib/**" : script)
                .distinct()
                .map(pattern -> pattern + VENDORED)
                .filter(line -> !there.contains(line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return more.isEmpty() ? text : text + more;
    }

    /** Empty where there is none; with a line end where there is one. */
    private String text(String name) {
        Path file = root.resolve(name);
        if (!Files.exists(file)) return "";
        String text = ScriptFiles.text(file);
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
