//JAVA 17+

package lib.schema;

import java.util.*;
import lib.schema.Catalog.Thing;

/** What one schema demands of rows and another does not: a migration fails on those that do not fit. */
class RowConditions {

    /** One line for each, by the table that it is about. */
    static List<String> between(Catalog from, Catalog to) {
        List<String> conditions = new ArrayList<>();
        Set<String> before = new HashSet<>();
        from.things().forEach((thing, definition) -> before.add(thing.owner() + "\t" + definition));
        to.things().forEach((thing, definition) -> {
            boolean there = from.things().containsKey(new Thing("table", "", thing.owner()));
            if (!there || definition.equals(from.things().get(thing))) return;
            // under another name
            if (!thing.kind().equals("column") && before.contains(thing.owner() + "\t" + definition)) return;
            String condition = condition(thing.kind(), from.things().get(thing), definition);
            if (!condition.isEmpty()) conditions.add(thing.owner() + "." + thing.name() + condition);
        });
        return conditions;
    }

    private static String condition(String kind, String before, String after) {
        if (kind.equals("column")) {
            boolean empty = after.contains(" not null")
                    && !after.matches("(?s).* (default|identity|generated)\\b.*")
                    && (before == null || !before.contains(" not null"));
            return empty ? " is NOT NULL and has no default" : "";
        }
        if (kind.equals("index") && after.startsWith("CREATE UNIQUE ")) return " allows no duplicates";
        if (!kind.equals("constraint") || after.endsWith(" NOT VALID")) return "";
        return " is a new condition: " + after;
    }
}
