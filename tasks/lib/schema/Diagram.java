//JAVA 17+

package lib.schema;

import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A catalogue as a Mermaid entity diagram: tables with their columns and keys, and the lines between them. */
public class Diagram {

    private static final Pattern FOREIGN = Pattern.compile("FOREIGN KEY \\(([^)]*)\\) REFERENCES ([^(]+)\\(.*");
    private static final Pattern KEY = Pattern.compile("(PRIMARY KEY|UNIQUE)[^(]*\\(([^)]*)\\).*");

    public static String of(Catalog catalog) {
        StringBuilder text = new StringBuilder("erDiagram\n");
        for (Catalog.Thing table : catalog.things().keySet()) {
            if (!table.kind().equals("table")) continue;
            Map<String, SortedSet<String>> keys = keys(catalog, table.name());
            text.append("    ").append(name(table.name())).append(" {\n");
            catalog.things().forEach((thing, definition) -> {
                if (!thing.kind().equals("column") || !thing.owner().equals(table.name())) return;
                String type = definition
                        .replaceFirst("( (not null|default|identity|generated)\\b|;).*", "")
                        .replaceAll("[^\\w()\\[\\]-]+", "_");
                SortedSet<String> roles = keys.getOrDefault(thing.name(), new TreeSet<>());
                text.append("        ")
                        .append(type)
                        .append(' ')
                        .append(thing.name().replaceAll("[^\\w-]+", "_"))
                        .append(roles.isEmpty() ? "" : " " + String.join(", ", roles))
                        .append(definition.contains(" not null") ? "" : " \"may be null\"")
                        .append('\n');
            });
            text.append("    }\n");
        }
        catalog.things().forEach((thing, definition) -> {
            Matcher foreign = FOREIGN.matcher(definition);
            if (thing.kind().equals("constraint") && foreign.matches()) {
                text.append("    ")
                        .append(name(foreign.group(2).strip().replace("\"", "")))
                        .append(" ||--o{ ")
                        .append(name(thing.owner()))
                        .append(" : \"")
                        .append(foreign.group(1).replace("\"", "'"))
                        .append("\"\n");
            }
        });
        return text.toString();
    }

    /** The keys that each column of a table is a part of: PK, UK, FK. */
    private static Map<String, SortedSet<String>> keys(Catalog catalog, String table) {
        Map<String, SortedSet<String>> keys = new HashMap<>();
        catalog.things().forEach((thing, definition) -> {
            if (!thing.kind().equals("constraint") || !thing.owner().equals(table)) return;
            Matcher own = KEY.matcher(definition);
            Matcher foreign = FOREIGN.matcher(definition);
            boolean references = foreign.matches();
            String columns = "";
            if (own.matches()) columns = own.group(2);
            else if (references) columns = foreign.group(1);
            String role = own.matches() && own.group(1).startsWith("P") ? "PK" : "UK";
            if (references) role = "FK";
            for (String column : columns.split(","))
                keys.computeIfAbsent(column.strip().replace("\"", ""), key -> new TreeSet<>())
                        .add(role);
        });
        return keys;
    }

    private static String name(String table) {
        return "\"" + table + "\"";
    }
}
